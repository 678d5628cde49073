using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Payments;

public class RecordPaymentTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task An_exact_payment_pays_its_installment_and_closes_the_other_options()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));
        var installment = document.Options[1].Installments[0];

        var payment = await town.Taxes.Payments.RecordAsync(Sample.Payment(installment.NoticeNumber, 7_001));

        Assert.Equal(("exact", 7_001L, document.Id), (payment.Outcome, payment.AppliedCents, payment.DocumentId));
        var after = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.PartiallyPaid, 14_000L), (after.State, after.ResidualCents));
        Assert.Equal([true, false], after.Options.Select(option => option.Closed));
        Assert.Equal("closed-by-another-option", after.Options[0].Installments[0].NotPayableReason);
        Assert.Equal("already-paid", after.Options[1].Installments[0].NotPayableReason);
        Assert.Equal(payment.PaidAt, after.Options[1].Installments[0].PaidAt);
        Assert.True(after.Options[1].Installments[1].Payable);
        Assert.Equal(after.ResidualCents, after.Items.Sum(item => item.ResidualCents));
        var movements = (await town.Taxes.PaymentDocuments.ReadMovementsAsync(document.Id)).Items;
        Assert.Equal(-7_001, movements.Where(one => one.PaymentId == payment.Id).Sum(one => one.AmountCents));
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id);
        Assert.Equal(["issued", "payment-recorded", "options-closed"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
    }

    [Fact]
    public async Task Paying_the_last_installment_pays_the_document_and_paying_again_is_a_duplicate()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        foreach (var installment in document.Options[1].Installments)
        {
            await town.Taxes.Payments.RecordAsync(Sample.Payment(installment.NoticeNumber, installment.AmountCents));
        }

        var single = document.Options[0].Installments[0];
        var again = await town.Taxes.Payments.RecordAsync(Sample.Payment(single.NoticeNumber, single.AmountCents));

        Assert.Equal(("duplicate", 0L), (again.Outcome, again.AppliedCents));
        var after = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.Paid, 0L), (after.State, after.ResidualCents));
    }

    [Fact]
    public async Task A_part_is_applied_where_the_revenue_type_allows_it()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(10_000, Town.Rent));
        var notice = NoticeOf(document);

        var part = await town.Taxes.Payments.RecordAsync(Sample.Payment(notice, 4_000));
        Assert.Equal(("partial", 4_000L), (part.Outcome, part.AppliedCents));
        Assert.Equal(6_000, (await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).ResidualCents);

        var rest = await town.Taxes.Payments.RecordAsync(Sample.Payment(notice, 6_500));
        Assert.Equal(("excess", 6_000L), (rest.Outcome, rest.AppliedCents));
        Assert.Equal(DocumentStates.Paid, (await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).State);
    }

    [Fact]
    public async Task A_part_that_is_not_allowed_is_kept_apart_and_the_debt_stays()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(10_000));

        var payment = await town.Taxes.Payments.RecordAsync(Sample.Payment(NoticeOf(document), 4_000));

        Assert.Equal(("unmatched", "partial-not-allowed", 0L), (payment.Outcome, payment.Reason, payment.AppliedCents));
        var after = await town.Taxes.PaymentDocuments.ReadAsync(document.Id);
        Assert.Equal((DocumentStates.Issued, 10_000L), (after.State, after.ResidualCents));
        Assert.Equal("payment-recorded", (await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id)).Items[^1].Type);
    }

    [Fact]
    public async Task Money_for_a_cancelled_document_a_draft_or_an_unknown_notice_is_kept()
    {
        var cancelled = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.CancelAsync(cancelled.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
        var draftRequest = Sample.Document();
        draftRequest.Draft = true;
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(draftRequest);
        var forDraft = Sample.Payment(null, 100);
        forDraft.DocumentId = draft.Id;

        Assert.Equal("document-cancelled", await ReasonOf(Sample.Payment(NoticeOf(cancelled), 10_000)));
        Assert.Equal("document-draft", await ReasonOf(forDraft));
        Assert.Equal("notice-unknown", await ReasonOf(Sample.Payment(Api.Kernel.NoticeNumber.Compose("98", 7).Value, 10_000)));
        Assert.Equal("notice-unknown", await ReasonOf(Sample.Payment(null, 10_000)));
    }

    [Fact]
    public async Task A_payment_of_a_document_goes_to_the_installment_of_that_amount()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));
        var request = Sample.Payment(null, 7_000);
        request.DocumentId = document.Id;

        var payment = await town.Taxes.Payments.RecordAsync(request);

        Assert.Equal(("exact", 3), (payment.Outcome, payment.InstallmentOrdinal));
        request = Sample.Payment(null, 7_000);
        request.DocumentId = document.Id;
        request.InstallmentOrdinal = 9;
        await town.Taxes.Payments.RecordAsync(request).Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task The_same_payment_again_has_no_second_effect()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var request = Sample.Payment(NoticeOf(document), 10_000);

        var (first, created) = await Record(request);
        var (second, repeated) = await Record(request);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created, repeated));
        Assert.Equivalent(first, second, strict: true);
        Assert.Equal(2, (await town.Taxes.PaymentDocuments.ReadMovementsAsync(document.Id)).Items.Count);
        Assert.Equal([first.Id], (await town.Taxes.Payments.FindAsync(documentId: document.Id)).Items.Select(one => one.Id));
    }

    [Fact]
    public async Task The_same_payment_of_a_document_again_has_no_second_effect()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));
        var request = Sample.Payment(null, 7_000);
        request.DocumentId = document.Id;

        var (first, _) = await Record(request);
        var (second, repeated) = await Record(request);

        Assert.Equal((HttpStatusCode.OK, first.Id), (repeated, second.Id));
    }

    [Fact]
    public async Task An_instant_finer_than_the_database_keeps_makes_no_other_payment()
    {
        var request = Sample.Payment(null, 10_000);
        request.PaidAt += Duration.FromNanoseconds(123_456_789);

        var (first, _) = await Record(request);
        var (second, repeated) = await Record(request);

        Assert.Equal(HttpStatusCode.OK, repeated);
        Assert.Equal(first.PaidAt, second.PaidAt);
    }

    [Fact]
    public async Task Sent_many_times_at_once_a_payment_is_recorded_once()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var request = Sample.Payment(NoticeOf(document), 10_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Record(request)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers, answer => Assert.Equal("exact", answer.Payment.Outcome));
    }

    public static TheoryData<string, Action<RecordPaymentRequest>> Differences() =>
        new()
        {
            { "amount", request => request.AmountCents++ },
            { "instant", request => request.PaidAt += Duration.FromSeconds(1) },
            { "notice number", request => request.NoticeNumber = Api.Kernel.NoticeNumber.Compose("98", 8).Value },
            { "no notice number", request => request.NoticeNumber = null },
        };

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task Another_payment_under_the_same_name_is_refused(string what, Action<RecordPaymentRequest> change)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(10_000, Town.Rent));
        var request = Sample.Payment(NoticeOf(document), 3_000);
        await town.Taxes.Payments.RecordAsync(request);

        change(request);
        await town.Taxes.Payments.RecordAsync(request).Refused(HttpStatusCode.Conflict, "payment-differs");

        Assert.True((await town.Taxes.PaymentDocuments.ReadAsync(document.Id)).ResidualCents == 7_000, what);
    }

    [Fact]
    public async Task Another_document_under_the_same_name_is_refused()
    {
        var first = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var second = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var request = Sample.Payment(null, 10_000);
        request.DocumentId = first.Id;
        await town.Taxes.Payments.RecordAsync(request);

        request.DocumentId = second.Id;
        await town.Taxes.Payments.RecordAsync(request).Refused(HttpStatusCode.Conflict, "payment-differs");
    }

    [Fact]
    public async Task Another_installment_under_the_same_name_is_refused()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));
        var request = Sample.Payment(null, 7_000);
        request.DocumentId = document.Id;
        request.InstallmentOrdinal = 3;
        await town.Taxes.Payments.RecordAsync(request);

        request.InstallmentOrdinal = 4;
        await town.Taxes.Payments.RecordAsync(request).Refused(HttpStatusCode.Conflict, "payment-differs");
    }

    [Fact]
    public async Task Payments_are_listed_by_each_filter_and_page_by_page()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(10_000, Town.Rent));
        var ids = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            ids.Add((await town.Taxes.Payments.RecordAsync(Sample.Payment(NoticeOf(document), 1_000))).Id);
        }

        var listed = new List<Payment>();
        await foreach (
            var payment in Paging.EnumerateAsync(
                (cursor, cancel) =>
                    town.Taxes.Payments.FindAsync(documentId: document.Id, limit: 2, cursor: cursor, cancellationToken: cancel),
                page => page.Items,
                page => page.NextCursor
            )
        )
        {
            listed.Add(payment);
        }

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), listed.Select(one => one.Id));
        var one = listed[0];
        Assert.Equal([one.Id], Ids(await town.Taxes.Payments.FindAsync(channelPaymentId: one.ChannelPaymentId)));
        Assert.Empty(Ids(await town.Taxes.Payments.FindAsync(channel: "postal", channelPaymentId: one.ChannelPaymentId)));
        Assert.Equal(5, Ids(await town.Taxes.Payments.FindAsync(noticeNumber: NoticeOf(document), outcome: "partial")).Count);
        Assert.Empty(Ids(await town.Taxes.Payments.FindAsync(noticeNumber: NoticeOf(document), outcome: "exact")));
        Assert.Equivalent(one, await town.Taxes.Payments.ReadAsync(one.Id), strict: true);
    }

    private async Task<string?> ReasonOf(RecordPaymentRequest request)
    {
        var payment = await town.Taxes.Payments.RecordAsync(request);
        Assert.Equal(("unmatched", 0L), (payment.Outcome, payment.AppliedCents));
        return payment.Reason;
    }

    private async Task<(Payment Payment, HttpStatusCode? Status)> Record(RecordPaymentRequest request)
    {
        var capture = new ResponseCapture();
        var payment = await town.Taxes.Payments.RecordAsync(request, new RequestOptions { Capture = capture });
        return (payment, capture.Status);
    }

    private static string NoticeOf(PaymentDocument document) => document.Options[0].Installments[0].NoticeNumber!;

    private static IReadOnlyList<string> Ids(PaymentPage page) => [.. page.Items.Select(item => item.Id)];
}
