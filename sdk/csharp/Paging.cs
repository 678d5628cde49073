using System.Runtime.CompilerServices;

namespace Lecce.Riscossione.Sdk;

/// <summary>Enumerates paged lists.</summary>
public static class Paging
{
    /// <summary>
    /// Enumerates all items of a list that has no FindAll method; each page is fetched when the loop reaches it:
    /// <code>
    /// var all = Paging.EnumerateAsync(
    ///     (cursor, cancel) => client.PaymentDocuments.SearchAsync(new() { DebtorFiscalCode = code, Cursor = cursor }, null, cancel),
    ///     page => page.Items,
    ///     page => page.NextCursor);
    /// await foreach (var document in all) { … }
    /// </code>
    /// </summary>
    /// <typeparam name="TPage">The answer of the list operation.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="fetch">Calls the list operation with a cursor, null for the first page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="nextCursor">The cursor of the next page; null or empty after the last.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
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
