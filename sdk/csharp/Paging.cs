using System.Runtime.CompilerServices;

namespace Lecce.Riscossione.Sdk;

/// <summary>Elenca le liste divise in pagine.</summary>
public static class Paging
{
    /// <summary>
    /// Tutti gli elementi di una lista che non ha un metodo FindAll; ogni pagina è chiesta quando il ciclo vi arriva:
    /// <code>
    /// var all = Paging.EnumerateAsync(
    ///     (cursor, cancel) => client.PaymentDocuments.SearchAsync(new() { DebtorFiscalCode = code, Cursor = cursor }, null, cancel),
    ///     page => page.Items,
    ///     page => page.NextCursor);
    /// await foreach (var document in all) { … }
    /// </code>
    /// </summary>
    /// <typeparam name="TPage">La risposta dell'operazione.</typeparam>
    /// <typeparam name="TItem">Il tipo degli elementi.</typeparam>
    /// <param name="fetch">Chiama l'operazione con un cursore, nullo per la prima pagina.</param>
    /// <param name="items">Gli elementi di una pagina.</param>
    /// <param name="nextCursor">Il cursore della pagina successiva; nullo o vuoto dopo l'ultima.</param>
    /// <param name="cancellationToken">Interrompe l'elenco.</param>
    /// <returns>Gli elementi, nell'ordine delle pagine.</returns>
    public static async IAsyncEnumerable<TItem> EnumerateAsync<TPage, TItem>(
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, IEnumerable<TItem>> items,
        Func<TPage, string?> nextCursor,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(nextCursor);
        string? cursor = null;
        do
        {
            var page = await fetch(cursor, cancellationToken).ConfigureAwait(false);
            foreach (var item in items(page))
            {
                yield return item;
            }

            cursor = nextCursor(page);
        } while (!string.IsNullOrEmpty(cursor));
    }
}
