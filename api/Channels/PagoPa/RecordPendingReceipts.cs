using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Retries recording the payments of receipts that were stored while recording failed. A receipt is money received, so the retries never end;
/// each failure doubles the wait, from half a minute to an hour, and is counted in the receipt (<c>failedAttempts</c>).
/// </summary>
internal sealed partial class RecordPendingReceipts(Db db, IClock clock, ILogger<RecordPendingReceipts> logger)
{
    private const int RowsPerLook = 100;
    private static readonly Duration MinWait = Duration.FromSeconds(30);
    private static readonly Duration MaxWait = Duration.FromHours(1);

    /// <summary>Tries each due receipt once; returns how many were recorded.</summary>
    public async Task<int> RecordPending(CancellationToken cancellation)
    {
        var recorded = 0;
        Id? last = null;
        while (await PendingAfter(last, cancellation) is { Count: > 0 } pending)
        {
            foreach (var row in pending)
            {
                recorded += await TryRecord(row, cancellation) ? 1 : 0;
            }

            last = pending[^1].Id;
        }

        return recorded;
    }

    private Task<IReadOnlyList<PendingRow>> PendingAfter(Id? last, CancellationToken cancellation) =>
        db.Read(
            sql =>
                sql.Rows<PendingRow>(
                    $"""
                    SELECT Id, OrganizationFiscalCode, ContentType, Content, FailedAttempts
                      FROM Receipts
                     WHERE State = 'pending'
                       AND (NextAttemptAt IS NULL OR NextAttemptAt <= @now)
                       {Sql.When(last, "AND Id > @last")}
                     ORDER BY Id
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        last,
                        now = clock.GetCurrentInstant(),
                        limit = RowsPerLook,
                    }
                ),
            cancellation
        );

    private async Task<bool> TryRecord(PendingRow row, CancellationToken cancellation)
    {
        try
        {
            var request = (ReceiptRequest)PaForNodeReader.Read(row.Content, expected: null, row.ContentType);
            PaymentMeter.Count(await db.Transact(sql => Record(sql, row, request.Receipt), cancellation));
            return true;
        }
#pragma warning disable CA1031 // One receipt that still cannot be recorded must not keep the others waiting; it stays pending and visible.
        catch (Exception failure) when (failure is not OperationCanceledException && !db.Dialect.IsOutage(failure))
#pragma warning restore CA1031
        {
            var attempts = (row.FailedAttempts ?? 0) + 1;
            var next = clock.GetCurrentInstant() + WaitAfter(attempts);
            StillFails(failure, row.Id.Value, Codes.InternalError.Value, attempts, next);
            await db.Transact(sql => Receipts.PutOff(sql, row.Id, attempts, next), cancellation);
            return false;
        }
    }

    private static Duration WaitAfter(int failedAttempts) => Duration.Min(MinWait * Math.Pow(2, Math.Min(failedAttempts - 1, 10)), MaxWait);

    private async Task<RecordedPayment?> Record(Sql sql, PendingRow row, ReceiptData receipt)
    {
        var recorded = ReceiveReceipt.TellsOfMoney(receipt)
            ? await ReceiveReceipt.Record(sql, row.OrganizationFiscalCode, receipt, clock.GetCurrentInstant())
            : null;
        await Receipts.Settle(sql, row.Id, recorded?.Payment);
        await ReceiptTransfers.Add(sql, row.Id, ReceiveReceipt.TransfersOf(row.Id, receipt));
        return recorded;
    }

    private sealed record PendingRow
    {
        public Id Id { get; init; }
        public FiscalCode OrganizationFiscalCode { get; init; }
        public string ContentType { get; init; } = "";
        public byte[] Content { get; init; } = [];
        public int? FailedAttempts { get; init; }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Receipt {Id} still cannot be recorded: {Code}, attempt {FailedAttempts}; it is tried again after {NextAttemptAt}"
    )]
    private partial void StillFails(Exception failure, string id, string code, int failedAttempts, Instant nextAttemptAt);
}
