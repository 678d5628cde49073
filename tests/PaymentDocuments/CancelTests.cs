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
        var document = await town.Taxes.IssuePaymentDocumentAsync(Sample.WasteTax(20_001, 1_000));

        var cancelled = await town.Taxes.CancelPaymentDocumentAsync(document.Id, Mistake);

        Assert.Equal((DocumentStates.Cancelled, 0L, 21_001L), (cancelled.State, cancelled.ResidualCents, cancelled.AmountCents));
        Assert.All(
            cancelled.Options.SelectMany(option => option.Installments),
            one => Assert.Equal((false, "cancelled"), (one.Payable, one.NotPayableReason))
        );
        var movements = (await town.Taxes.ReadPaymentDocumentMovementsAsync(document.Id)).Items;
        Assert.Equal(
            [("adjustment", -20_001L, Mistake.Reason), ("adjustment", -1_000L, Mistake.Reason)],
            movements.Skip(2).Select(one => (one.Kind, one.AmountCents, one.Reason))
        );
        var timeline = await town.Taxes.ReadPaymentDocumentTimelineAsync(document.Id);
        Assert.Equal(["issued", "cancelled"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
    }

    [Fact]
    public async Task A_document_paid_in_part_cannot_be_cancelled_and_one_cancelled_before_stays_as_it_is()
    {
        var document = await town.Taxes.IssuePaymentDocumentAsync(Sample.WasteTax());
        var installment = document.Options[1].Installments[0];
        await town.Taxes.RecordPaymentAsync(Sample.Payment(installment.NoticeNumber, installment.AmountCents));

        await town.Taxes.CancelPaymentDocumentAsync(document.Id, Mistake).Refused(HttpStatusCode.Conflict, "transition-not-allowed");
        var after = await town.Taxes.ReadPaymentDocumentAsync(document.Id);
        Assert.Equal((DocumentStates.PartiallyPaid, 14_000L), (after.State, after.ResidualCents));

        var other = await town.Taxes.IssuePaymentDocumentAsync(Sample.Document());
        await town.Taxes.CancelPaymentDocumentAsync(other.Id, Mistake);
        await town.Taxes.CancelPaymentDocumentAsync(other.Id, Mistake);
        Assert.Equal(["issued", "cancelled"], (await town.Taxes.ReadPaymentDocumentTimelineAsync(other.Id)).Items.Select(one => one.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u0007b")]
    public async Task A_reason_is_required(string reason)
    {
        var document = await town.Taxes.IssuePaymentDocumentAsync(Sample.Document());

        await town
            .Taxes.CancelPaymentDocumentAsync(document.Id, new CancelPaymentDocumentRequest { Reason = reason })
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(DocumentStates.Issued, (await town.Taxes.ReadPaymentDocumentAsync(document.Id)).State);
    }
}
