using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Goes on trying to record the payments of receipts that were stored while recording failed.</summary>
internal sealed partial class RecordPendingReceipts(Db db, IClock clock, ILogger<RecordPendingReceipts> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private const int RowsPerLook = 100;

    /// <summary>Tries every pending receipt once; gives how many were recorded.</summary>
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

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RecordPending(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever goes wrong (database away, disk full), the next round tries again.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                RoundFailed(logger, failure);
            }
        }
    }

    private Task<IReadOnlyList<PendingRow>> PendingAfter(Id? last, CancellationToken cancellation) =>
        db.Read(
            sql =>
                sql.Rows<PendingRow>(
                    $"""
                    SELECT Id, OrganizationFiscalCode, Content
                      FROM Receipts
                     WHERE State = 'pending'
                       {Sql.When(last, "AND Id > @last")}
                     ORDER BY Id
                     {sql.Dialect.FirstRows}
                    """,
                    new { last, limit = RowsPerLook }
                ),
            cancellation
        );

    private async Task<bool> TryRecord(PendingRow row, CancellationToken cancellation)
    {
        try
        {
            var request = (ReceiptRequest)PaForNodeReader.Read(row.Content, expected: null);
            PaymentMeter.Count(await db.Transact(sql => Record(sql, row, request.Receipt), cancellation));
            return true;
        }
#pragma warning disable CA1031 // One receipt that still cannot be recorded must not keep the others waiting; it stays pending and visible.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            StillFails(logger, failure, row.Id.Value);
            return false;
        }
    }

    private async Task<RecordedPayment?> Record(Sql sql, PendingRow row, ReceiptData receipt)
    {
        var recorded = ReceiveReceipt.TellsOfMoney(receipt)
            ? await ReceiveReceipt.Record(sql, row.OrganizationFiscalCode, receipt, clock.GetCurrentInstant())
            : null;
        await Receipts.Settle(sql, row.Id, recorded?.Payment);
        return recorded;
    }

    private sealed record PendingRow
    {
        public Id Id { get; init; }
        public FiscalCode OrganizationFiscalCode { get; init; }
        public byte[] Content { get; init; } = [];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Pending receipts could not be read")]
    private static partial void RoundFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Receipt {Id} still cannot be recorded")]
    private static partial void StillFails(ILogger logger, Exception failure, string id);
}
