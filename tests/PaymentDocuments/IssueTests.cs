using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class IssueTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_waste_tax_is_issued_at_once_or_in_installments_with_the_share_of_the_Province()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));

        Assert.Equal((DocumentStates.Issued, 21_001L, 21_001L), (document.State, document.AmountCents, document.ResidualCents));
        Assert.Equal((Sample.Organization, Town.TaxOffice), (document.Organization, document.Department));
        Assert.Equal(Sample.Province, document.Items[1].Beneficiary.FiscalCode);
        Assert.Equal(["single", "installments"], document.Options.Select(option => option.Kind));
        Assert.Equal([7_001L, 7_000L, 7_000L], document.Options[1].Installments.Select(one => one.AmountCents));
        var installments = document.Options.SelectMany(option => option.Installments).ToList();
        Assert.All(installments, one => Assert.True(one.Payable));
        Assert.All(installments, one => Assert.Equal(one.AmountCents, one.Transfers.Sum(transfer => transfer.AmountCents)));
        Assert.Equal(1_000, document.Options[1].Installments.Sum(one => one.Transfers[1].AmountCents));
        Assert.Equal(4, installments.Select(one => one.NoticeNumber).Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            installments,
            one =>
            {
                Assert.True(Api.Kernel.NoticeNumber.TryParse(one.NoticeNumber, out var number));
                Assert.Equal(("347", number.Iuv), (number.Value[..3], one.Iuv));
            }
        );
    }

    [Fact]
    public async Task Due_dates_of_a_tax_roll_over_a_holiday_and_those_of_a_fee_do_not()
    {
        var immaculateConception = new LocalDate(2026, 12, 8);
        var tax = Sample.Document(revenueType: Town.WasteTax);
        tax.DueOn = immaculateConception;
        var fee = Sample.Document();
        fee.DueOn = immaculateConception;

        Assert.Equal(new LocalDate(2026, 12, 9), Installment(await town.Taxes.PaymentDocuments.IssueAsync(tax)).DueOn);
        Assert.Equal(immaculateConception, Installment(await town.Taxes.PaymentDocuments.IssueAsync(fee)).DueOn);
    }

    [Fact]
    public async Task A_reduction_within_days_runs_from_the_notification_and_has_no_last_day_until_that_is_known()
    {
        var later = new Town();
        await later.InitializeAsync();
        var request = Sample.Document();
        request.Options = [new() { Kind = "single" }, Reduced(withinDays: 5)];

        var issued = await later.Taxes.PaymentDocuments.IssueAsync(request);
        later.Api.Clock.AdvanceDays(40);
        var read = await later.Taxes.PaymentDocuments.ReadAsync(issued.Id);

        var (option, reduced) = (read.Options[1], read.Options[1].Installments[0]);
        Assert.Equal((5, 7_000L, null, true), (option.WithinDays, reduced.AmountCents, reduced.DueOn, reduced.Payable));
        var payment = Sample.Payment(reduced.NoticeNumber, 7_000);
        payment.PaidAt = later.Api.Clock.GetCurrentInstant();
        Assert.Equal("exact", (await later.Taxes.Payments.RecordAsync(payment)).Outcome);
        Assert.Equal("paid", (await later.Taxes.PaymentDocuments.ReadAsync(issued.Id)).State);
        await later.DisposeAsync();
    }

    [Fact]
    public async Task A_reduction_with_a_due_date_ends_with_it()
    {
        var request = Sample.Document();
        request.Options = [new() { Kind = "single" }, Reduced(withinDays: 5)];
        (request.Options[1].WithinDays, request.Options[1].DueOn) = (null, new LocalDate(2026, 11, 22));

        var document = await town.Taxes.PaymentDocuments.IssueAsync(request);

        var reduced = document.Options[1].Installments[0];
        Assert.Equal((new LocalDate(2026, 11, 22), false, "expired"), (reduced.DueOn, reduced.Payable, reduced.NotPayableReason));
    }

    [Fact]
    public async Task What_was_issued_is_read_back_as_it_was_answered()
    {
        var request = Sample.WasteTax();
        request.CoObligors = [CoObligor(Sample.Person(2))];
        request.ValidFrom = new LocalDate(2026, 11, 1);
        request.PayableUntil = new LocalDate(2027, 12, 31);
        request.PrintedOn = new LocalDate(2026, 11, 2);

        var issued = await town.Taxes.PaymentDocuments.IssueAsync(request);
        var read = await town.Taxes.PaymentDocuments.ReadAsync(issued.Id);

        Assert.Equivalent(issued, read, strict: true);
        Assert.Equal(
            (request.ValidFrom, request.PayableUntil, request.PrintedOn, Sample.Person(2)),
            (read.ValidFrom, read.PayableUntil, read.PrintedOn, read.CoObligors[0].FiscalCode)
        );
    }

    [Fact]
    public async Task Issuing_leaves_charges_and_an_event_in_a_verified_chain()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax(20_001, 1_000));

        var movements = await town.Taxes.PaymentDocuments.ReadMovementsAsync(document.Id);
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(document.Id);

        Assert.Equal([("charge", 20_001L), ("charge", 1_000L)], movements.Items.Select(one => (one.Kind, one.AmountCents)));
        Assert.True(timeline.ChainVerified);
        Assert.Equal(["issued"], timeline.Items.Select(one => one.Type));
    }

    [Fact]
    public async Task The_same_debt_again_is_the_same_document_and_another_content_is_refused()
    {
        var request = Sample.WasteTax();
        var (first, created) = await Issue(town.Taxes, request);
        var (second, repeated) = await Issue(town.Taxes, request);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created, repeated));
        Assert.Equivalent(first, second, strict: true);

        request.Subject = "Un altro oggetto";
        await town.Taxes.PaymentDocuments.IssueAsync(request).Refused(HttpStatusCode.Conflict, "document-differs");
        Assert.Equal("Debito di prova", (await town.Taxes.PaymentDocuments.ReadAsync(first.Id)).Subject);
    }

    [Fact]
    public async Task Naming_ones_own_organization_and_department_makes_no_other_content()
    {
        var request = Sample.Document();
        var (first, _) = await Issue(town.Taxes, request);

        request.Organization = Sample.Organization;
        request.Department = Town.TaxOffice;
        var (second, status) = await Issue(town.Everyone, request);

        Assert.Equal((HttpStatusCode.OK, first.Id), (status, second.Id));
    }

    [Fact]
    public async Task Two_departments_may_use_the_same_external_id()
    {
        var request = Sample.Document();

        var (taxes, _) = await Issue(town.Taxes, request);
        var (school, status) = await Issue(town.School, request);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.NotEqual(taxes.Id, school.Id);
    }

    [Fact]
    public async Task Sent_many_times_at_once_a_debt_is_issued_once()
    {
        var request = Sample.Document();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Issue(town.Taxes, request)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Single(answers.Select(answer => answer.Document.Id).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_of_the_whole_organization_names_the_department()
    {
        var request = Sample.Document();
        var refusal = await town
            .Everyone.PaymentDocuments.IssueAsync(request)
            .Refused(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal("/department", Assert.Single(refusal.Errors).Pointer);

        request.Department = "NESSUNO";
        await town.Everyone.PaymentDocuments.IssueAsync(request).Refused(HttpStatusCode.NotFound, "department-not-found");

        request.Department = Town.SchoolOffice;
        Assert.Equal(Town.SchoolOffice, (await town.Everyone.PaymentDocuments.IssueAsync(request)).Department);
    }

    private static Installment Installment(PaymentDocument document) => document.Options[0].Installments[0];

    private static CoObligor CoObligor(string fiscalCode) =>
        new()
        {
            Kind = "F",
            FiscalCode = fiscalCode,
            FullName = "Anna Bianchi",
        };

    private static PaymentOptionRequest Reduced(int withinDays) =>
        new()
        {
            Kind = "reduced",
            WithinDays = withinDays,
            AmountCents = 7_000,
        };

    private static async Task<(PaymentDocument Document, HttpStatusCode? Status)> Issue(
        RiscossioneClient client,
        IssuePaymentDocumentRequest request
    )
    {
        var capture = new ResponseCapture();
        var document = await client.PaymentDocuments.IssueAsync(request, new RequestOptions { Capture = capture });
        return (document, capture.Status);
    }
}
