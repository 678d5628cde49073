using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Payments;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The Node is told the truth even while payments cannot be recorded: its receipt is kept, and its money is recorded later.</summary>
public sealed class PendingReceiptTests(NodeHost node) : IClassFixture<NodeHost>
{
    [Fact]
    public async Task A_receipt_that_cannot_be_recorded_is_kept_and_recorded_when_it_can_be()
    {
        var (receiptId, document) = (node.NewName("rt"), await node.Issue());
        var receipt = document.Single().Receipt(receiptId);
        await RefusePayments();

        Assert.Equal("OK", (await node.Psp.SendReceiptV2(receipt)).Outcome);
        await RecordPending();

        Assert.Equal(("pending", null), await StateOf(receiptId));
        Assert.Empty(await TransfersOf(receiptId));
        Assert.Empty(await node.PaymentsOf(receiptId));
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await node.Psp.SendReceiptV2(receipt)).Fault);
        Assert.Equal("issued", (await node.Read(document)).State);

        await node.Execute("DROP TRIGGER RefusePayments");
        node.Clock.AdvanceSeconds(30);
        await RecordPending();
        await RecordPending();

        var payment = Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Equal(("exact", 10_000L), (payment.Outcome, payment.AppliedCents));
        Assert.Equal(("recorded", payment.Id), await StateOf(receiptId));
        Assert.Equal([10_000L], await TransfersOf(receiptId));
        Assert.Equal("paid", (await node.Read(document)).State);
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await node.Psp.SendReceiptV2(receipt)).Fault);
    }

    [Fact]
    public async Task A_receipt_that_still_cannot_be_recorded_is_tried_ever_more_seldom_and_never_given_up()
    {
        var receiptId = node.NewName("rt");
        var receipt = (await node.Issue()).Single().Receipt(receiptId);
        await RefusePayments();
        await node.Psp.SendReceiptV2(receipt);
        var waits = new List<double>();

        for (var attempt = 1; attempt <= 9; attempt++)
        {
            await RecordPending();
            await RecordPending();
            var (failed, next) = await TriesOf(receiptId);
            Assert.Equal(attempt, failed);
            waits.Add((next - node.Clock.GetCurrentInstant()).TotalSeconds);
            node.Clock.Reset(next);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600], waits);
        await node.Execute("DROP TRIGGER RefusePayments");
        await RecordPending();
        Assert.Equal("recorded", (await StateOf(receiptId)).State);
    }

    private async Task<(int Failed, Instant Next)> TriesOf(string receiptId)
    {
        var row = await node.Db.Read(
            sql =>
                sql.Row<ReceiptRow>("SELECT FailedAttempts, NextAttemptAt FROM Receipts WHERE ReceiptId = @receiptId", new { receiptId }),
            CancellationToken.None
        );
        return (row!.FailedAttempts!.Value, row.NextAttemptAt!.Value);
    }

    private Task<IReadOnlyList<long>> TransfersOf(string receiptId) =>
        node.Db.Read(
            sql =>
                sql.Rows<long>(
                    "SELECT t.AmountCents FROM ReceiptTransfers t INNER JOIN Receipts r ON r.Id = t.ReceiptId WHERE r.ReceiptId = @receiptId",
                    new { receiptId }
                ),
            CancellationToken.None
        );

    private Task RefusePayments() =>
        node.Execute(
            node.Db.Dialect.Name == "SQLite"
                ? "CREATE TRIGGER RefusePayments BEFORE INSERT ON Payments BEGIN SELECT RAISE(ABORT, 'out of order'); END"
                : "CREATE TRIGGER RefusePayments ON Payments AFTER INSERT AS THROW 50000, 'out of order', 1"
        );

    private Task RecordPending() => node.Services.GetRequiredService<RecordPendingReceipts>().RecordPending(CancellationToken.None);

    private async Task<(string State, string? PaymentId)> StateOf(string receiptId)
    {
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        return (receipt.State, receipt.PaymentId);
    }
}
