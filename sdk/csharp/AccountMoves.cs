namespace Lecce.Riscossione.Sdk;

public partial class RevenueTypesClient
{
    /// <summary>
    /// Moves all unpaid shares of a revenue type from a former account to its present one, in as many requests as necessary. With
    /// <see cref="MoveRevenueTypeAccountRequest.DryRun"/> it changes nothing and returns the expected result. After a failure call it
    /// again: completed moves remain.
    /// </summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="revenueType">Code of the revenue type.</param>
    /// <param name="request">The former account and the reason; its cursor is the starting point.</param>
    /// <param name="cancellationToken">Cancels the current request and all later ones.</param>
    /// <returns>The sums over all requests.</returns>
    /// <exception cref="RiscossioneException">The API refused a request.</exception>
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
