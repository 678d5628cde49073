using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class CancelTests(Town town) : IClassFixture<Town>
{
    private static readonly CancelPaymentDocumentRequest Mistake = new() { Reason = "Emesso per errore" };

    [Fact]
    public async Task Cancelling_takes_off_the_items_all_that_they_owe()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));

        var cancelled = await town.Taxes.PaymentDocuments.CancelAsync(document.Id, Mistake);

        Assert.Equal((DocumentStates.Cancelled, 0L, 21_001L), (cancelled.State, cancelled.ResidualCents, cancelled.AmountCents));
        Assert.All(
            cancelled.Options.SelectMany(option => option.Installments),
            one => Assert.Equal((false, "cancelled"), (one.Payable, one.NotPayableReason))
        );
        var movements = (await town.Taxes.PaymentDocuments.ReadMovementsAsync(document.Id)).Items;
        Assert.Equal(
            [("adjustment", -20_001L, Mistake.Reason), ("adjustment", -1_000L, Mistake.Reason)],
            movements.Skip(2).Select(one => (one.Kind, one.AmountCents, one.Reason))
        );
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id);
        Assert.Equal(["issued", "cancelled"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
    }

    [Fact]
    public async Task A_document_paid_in_part_cannot_be_cancelled_and_one_cancelled_before_stays_as_it_is()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var installment = document.Options[1].Installments[0];
        await town.Taxes.Payments.RecordAsync(Sample.Payment(installment.NoticeNumber, installment.AmountCents));

        await town.Taxes.PaymentDocuments.CancelAsync(document.Id, Mistake).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
        var after = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.PartiallyPaid, 14_000L), (after.State, after.ResidualCents));

        var other = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.CancelAsync(other.Id, Mistake);
        await town.Taxes.PaymentDocuments.CancelAsync(other.Id, Mistake);
        Assert.Equal(
            ["issued", "cancelled"],
            (await town.Taxes.PaymentDocuments.ReadTimelineAsync(other.Id)).Items.Select(one => one.Type)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u0007b")]
    public async Task A_reason_is_required(string reason)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());

        await town
            .Taxes.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = reason })
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(DocumentStates.Issued, (await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).State);
    }
}
