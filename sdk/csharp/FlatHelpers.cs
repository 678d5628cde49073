namespace Lecce.Riscossione.Sdk;

public partial class RiscossioneClient
{
    /// <inheritdoc cref="BulkLoadsClient.LoadAsync(IAsyncEnumerable{IssuePaymentDocumentRequest}, BulkLoadSettings, IProgress{BulkLoad}, CancellationToken)"/>
    [Obsolete("Usare BulkLoads.LoadAsync.")]
    public Task<BulkLoad> LoadInBulkAsync(
        IAsyncEnumerable<IssuePaymentDocumentRequest> documents,
        BulkLoadSettings? settings = null,
        IProgress<BulkLoad>? progress = null,
        CancellationToken cancellationToken = default
    ) => BulkLoads.LoadAsync(documents, settings, progress, cancellationToken);

    /// <inheritdoc cref="BulkLoadsClient.SendAsync"/>
    [Obsolete("Usare BulkLoads.SendAsync.")]
    public virtual Task<BulkLoad> SendBulkLoadAsync(
        HttpContent rows,
        BulkLoadSettings? settings = null,
        CancellationToken cancellationToken = default
    ) => BulkLoads.SendAsync(rows, settings, cancellationToken);

    /// <inheritdoc cref="BulkLoadsClient.WaitForCompletionAsync"/>
    [Obsolete("Usare BulkLoads.WaitForCompletionAsync.")]
    public Task<BulkLoad> WaitForBulkLoadAsync(
        string id,
        TimeSpan pollInterval,
        IProgress<BulkLoad>? progress = null,
        CancellationToken cancellationToken = default
    ) => BulkLoads.WaitForCompletionAsync(id, pollInterval, progress, cancellationToken);

    /// <inheritdoc cref="BulkLoadsClient.FindAllResultsAsync"/>
    [Obsolete("Usare BulkLoads.FindAllResultsAsync.")]
    public IAsyncEnumerable<BulkLoadResult> ListBulkLoadResultsAsync(
        string id,
        string? outcome = null,
        CancellationToken cancellationToken = default
    ) => BulkLoads.FindAllResultsAsync(id, outcome, limit: 200, cancellationToken: cancellationToken);
}
