namespace Lecce.Riscossione.Sdk;

public partial class RevenueTypesClient
{
    /// <summary>
    /// Sposta dal conto precedente a quello attuale tutto ciò che resta da pagare di un tipo di entrata, con quante richieste servono. Con
    /// <see cref="MoveRevenueTypeAccountRequest.DryRun"/> non cambia nulla e restituisce il risultato previsto. Dopo un errore si richiama:
    /// ciò che è già spostato resta spostato.
    /// </summary>
    /// <param name="organization">Codice fiscale dell'ente.</param>
    /// <param name="revenueType">Codice del tipo di entrata.</param>
    /// <param name="request">Il conto precedente e il motivo; si parte dal suo cursore.</param>
    /// <param name="cancellationToken">Annulla la richiesta in corso e le successive.</param>
    /// <returns>Le somme di tutte le richieste.</returns>
    /// <exception cref="RiscossioneException">Una richiesta è stata rifiutata.</exception>
    /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge, non ha risposto in tempo o la risposta si è interrotta.</exception>
    public virtual async Task<AccountMove> MoveWholeAccountAsync(
        string organization,
        string revenueType,
        MoveRevenueTypeAccountRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        AccountMove? total = null;
        for (var cursor = request.Cursor; ; )
        {
            var page = await MoveAccountAsync(
                    organization,
                    revenueType,
                    new MoveRevenueTypeAccountRequest
                    {
                        FromIban = request.FromIban,
                        Reason = request.Reason,
                        DryRun = request.DryRun,
                        Limit = request.Limit,
                        Cursor = cursor,
                    },
                    cancellationToken: cancellationToken
                )
                .ConfigureAwait(false);
            if (total is null)
            {
                total = page;
            }
            else
            {
                total.Documents += page.Documents;
                total.Installments += page.Installments;
                total.SkippedDocuments = [.. total.SkippedDocuments, .. page.SkippedDocuments];
            }

            cursor = page.NextCursor;
            if (string.IsNullOrEmpty(cursor))
            {
                total.NextCursor = null;
                return total;
            }
        }
    }
}
