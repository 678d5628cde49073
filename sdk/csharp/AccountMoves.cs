namespace Lecce.Riscossione.Sdk;

public partial class RiscossioneClient
{
    /// <summary>
    /// Moves everything that is still unpaid of a revenue type from an account that it has left to its present one, request after request until
    /// nothing is left. With <see cref="MoveRevenueTypeAccountRequest.DryRun"/> nothing changes and the answer says what would. After a failure
    /// call it again: what was moved stays moved.
    /// </summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="revenueType">Code of the revenue type.</param>
    /// <param name="request">The account that is left, and why; its cursor is where to start.</param>
    /// <param name="cancellationToken">Stops between two requests or within one.</param>
    /// <returns>The sums over all requests.</returns>
    /// <exception cref="RiscossioneException">The API refused; see its code.</exception>
    public async Task<AccountMove> MoveWholeAccountAsync(
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
            var page = await MoveRevenueTypeAccountAsync(
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
