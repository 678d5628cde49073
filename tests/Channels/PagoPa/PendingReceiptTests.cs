using Lecce.Riscossione.Api.Channels.PagoPa;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        Assert.Empty(await node.PaymentsOf(receiptId));
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await node.Psp.SendReceiptV2(receipt)).Fault);
        Assert.Equal("issued", (await node.Read(document)).State);

        await node.Execute("DROP TRIGGER RefusePayments");
        await RecordPending();
        await RecordPending();

        var payment = Assert.Single(await node.PaymentsOf(receiptId));
        Assert.Equal(("exact", 10_000L), (payment.Outcome, payment.AppliedCents));
        Assert.Equal(("recorded", payment.Id), await StateOf(receiptId));
        Assert.Equal("paid", (await node.Read(document)).State);
        Assert.Equal("PAA_RECEIPT_DUPLICATA", (await node.Psp.SendReceiptV2(receipt)).Fault);
    }

    private Task RefusePayments() =>
        node.Execute(
            node.Db.Dialect.Name == "SQLite"
                ? "CREATE TRIGGER RefusePayments BEFORE INSERT ON Payments BEGIN SELECT RAISE(ABORT, 'out of order'); END"
                : "CREATE TRIGGER RefusePayments ON Payments AFTER INSERT AS THROW 50000, 'out of order', 1"
        );

    private Task RecordPending() =>
        node.Services.GetServices<IHostedService>().OfType<RecordPendingReceipts>().Single().RecordPending(CancellationToken.None);

    private async Task<(string State, string? PaymentId)> StateOf(string receiptId)
    {
        var receipt = Assert.Single(await node.ReceiptsOf(receiptId));
        return (receipt.State, receipt.PaymentId);
    }
}
