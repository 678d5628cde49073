using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

public class CreateTests(ServiceDesk desk) : IClassFixture<ServiceDesk>
{
    [Fact]
    public async Task A_filled_form_becomes_a_notice_whose_amount_and_subject_the_program_computes()
    {
        var request = desk.MealsRequest();

        var quote = await desk.Portal.SpontaneousPayments.QuoteAsync(request);
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        Assert.Equal((6_400L, "Mensa 2026: 20 pasti", desk.DayIn(2)), (quote.AmountCents, quote.Subject, quote.DueOn));
        Assert.Equal((6_400L, "Mensa 2026: 20 pasti", desk.DayIn(2)), (payment.AmountCents, payment.Subject, payment.PayableUntil));
        Assert.Equal(("open", ServiceDesk.Meals, request.ExternalId), (payment.Status, payment.Service, payment.ExternalId));
        Assert.Equal(payment.Iuv, payment.NoticeNumber[1..]);
        var document = await desk.Office.PaymentDocuments.ReadAsync(payment.DocumentId);
        Assert.Equal(("spontaneous", "issued", $"spontaneous:{payment.Id}"), (document.Origin, document.State, document.ExternalId));
        Assert.Equal((desk.DayIn(2), "Maria Rossi"), (document.Options[0].Installments[0].DueOn, document.Debtor.FullName));
    }

    [Fact]
    public async Task A_quote_stores_nothing()
    {
        var request = desk.MealsRequest();
        await desk.Portal.SpontaneousPayments.QuoteAsync(request);

        Assert.Equal(0, await Count(request.ExternalId));
    }

    [Fact]
    public async Task Any_channel_takes_the_money_and_the_portal_reads_that_it_is_paid()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        var amount = (await desk.Psp.Verify(payment.NoticeNumber))["amount"];

        await desk.Psp.SendReceiptV2(new ReceiptStory(desk.NewName("ricevuta"), payment.NoticeNumber, payment.AmountCents));

        Assert.Equal("64.00", amount);
        Assert.Equal("paid", (await desk.Portal.SpontaneousPayments.ReadAsync(payment.Id)).Status);
    }

    [Fact]
    public async Task The_same_request_again_gives_the_same_payment_however_its_fields_are_written()
    {
        var request = desk.MealsRequest();
        var first = await desk.Portal.SpontaneousPayments.CreateAsync(request);
        request.Data = ServiceDesk.Json("""{ "alunno": "Luca Rossi", "fascia": "B", "pasti": 20.0 }""");

        var again = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        Assert.Equal((first.Id, first.NoticeNumber), (again.Id, again.NoticeNumber));
        Assert.Equal(1, await Count(request.ExternalId));
    }

    [Fact]
    public async Task The_answer_to_a_creation_is_what_reading_gives()
    {
        var created = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        var read = await desk.Portal.SpontaneousPayments.ReadAsync(created.Id);

        Assert.Equivalent(read, created, strict: true);
    }

    [Fact]
    public async Task A_payment_in_part_is_a_status_of_its_own()
    {
        const string Service = "acconti";
        await desk.Offer(Service, ServiceDesk.GiftServiceWithoutNode(), allowsPartialPayment: true);
        var request = desk.GiftRequest();
        request.Service = Service;
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        await desk.Psp.SendReceiptV2(new ReceiptStory(desk.NewName("ricevuta"), payment.NoticeNumber, 300));

        var read = await desk.Portal.SpontaneousPayments.ReadAsync(payment.Id);
        Assert.Equal(("partly-paid", 500L, 200L), (read.Status, read.AmountCents, read.ResidualCents));
    }

    [Fact]
    public async Task Other_content_under_the_same_externalId_is_refused()
    {
        var request = desk.MealsRequest();
        await desk.Portal.SpontaneousPayments.CreateAsync(request);
        request.Data = ServiceDesk.Json("""{"pasti":21,"fascia":"B","alunno":"Luca Rossi"}""");

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal(("document-differs", 409), (refused.Code, (int)refused.Status));
    }

    [Fact]
    public async Task Two_clicks_at_once_make_one_payment()
    {
        var request = desk.MealsRequest();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Portal.SpontaneousPayments.CreateAsync(request)));

        Assert.Single(made.Select(one => one.NoticeNumber).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await Count(request.ExternalId));
    }

    [Fact]
    public async Task A_portal_does_not_see_what_another_portal_made()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        var other = await desk.OpenPortal();

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => other.SpontaneousPayments.ReadAsync(payment.Id));

        Assert.Equal(("spontaneous-payment-not-found", 404), (refused.Code, (int)refused.Status));
    }

    [Fact]
    public async Task Two_portals_may_give_the_same_externalId_to_different_things()
    {
        var request = desk.MealsRequest(person: 2);
        var other = await desk.OpenPortal();
        var first = await desk.Portal.SpontaneousPayments.CreateAsync(request);
        request.Data = ServiceDesk.Json("""{"pasti":5,"fascia":"A","alunno":"Luca Rossi"}""");

        var second = await other.SpontaneousPayments.CreateAsync(request);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task What_the_form_does_not_accept_is_refused_field_by_field_without_repeating_it()
    {
        var request = desk.MealsRequest(data: """{"pasti":0,"fascia":"Z","alunno":"Luca Rossi"}""");

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal("validation-failed", refused.Code);
        Assert.Equal(["/data/fascia", "/data/pasti"], refused.Errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Luca", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_payer_cannot_choose_an_amount_that_the_service_computes()
    {
        var request = desk.MealsRequest();
        request.AmountCents = 1;

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal("amount-not-expected", refused.Code);
    }

    [Fact]
    public async Task A_payer_may_stay_unknown_only_where_the_service_says_so()
    {
        var anonymous = await desk.Portal.SpontaneousPayments.CreateAsync(desk.GiftRequest());
        var request = desk.MealsRequest();
        request.Debtor = null;

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal(["/debtor"], refused.Errors.Select(error => error.Pointer));
        var asked = await desk.Psp.GetV2(anonymous.NoticeNumber);
        Assert.Equal(("ANONIMO", "ANONIMO"), (asked["entityUniqueIdentifierValue"], asked["fullName"]));
    }

    [Theory]
    [InlineData(ServiceDesk.Meals)]
    [InlineData(ServiceDesk.Gift)]
    public async Task The_word_for_an_unknown_debtor_is_refused(string service)
    {
        var request = service == ServiceDesk.Meals ? desk.MealsRequest() : desk.GiftRequest();
        request.Debtor = new Debtor
        {
            Kind = "F",
            FiscalCode = "ANONIMO",
            FullName = "Mario",
        };

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal(["/debtor/fiscalCode"], refused.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public async Task The_office_reads_what_the_payer_wrote_and_the_portal_does_not()
    {
        var request = desk.MealsRequest();
        request.Payer = new SpontaneousPayer { FullName = " Carlo Rossi " };
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        var form = await desk.Office.SpontaneousPayments.ReadSubmittedFormAsync(payment.Id);
        var refused = await Assert.ThrowsAsync<RiscossioneException>(() =>
            desk.Portal.SpontaneousPayments.ReadSubmittedFormAsync(payment.Id)
        );

        Assert.Equal((payment.DocumentId, "Carlo Rossi"), (form.DocumentId, form.Payer?.FullName));
        Assert.Equal("""{"alunno":"Luca Rossi","fascia":"B","pasti":20}""", form.Data.ToString());
        Assert.Equal(("scope-missing", 403), (refused.Code, (int)refused.Status));
    }

    [Fact]
    public async Task A_service_that_is_not_offered_any_more_does_not_exist_but_its_payments_do()
    {
        const string Service = "chiuso";
        await desk.Offer(Service, ServiceDesk.GiftServiceWithoutNode());
        var request = desk.GiftRequest();
        request.Service = Service;
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);
        var ended = ServiceDesk.GiftServiceWithoutNode();
        ended["enabled"] = false;
        await desk.Offer(Service, ended);

        var again = await desk.Portal.SpontaneousPayments.CreateAsync(request);
        request.ExternalId = desk.NewName("offerta");
        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => desk.Portal.SpontaneousPayments.CreateAsync(request));

        Assert.Equal(payment.Id, again.Id);
        Assert.Equal(("spontaneous-service-not-found", 404), (refused.Code, (int)refused.Status));
    }

    [Fact]
    public async Task The_office_hears_of_the_request_and_then_of_the_money_and_not_of_an_issued_document()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest(person: 3));
        await desk.Psp.SendReceiptV2(new ReceiptStory(desk.NewName("ricevuta"), payment.NoticeNumber, payment.AmountCents));

        var events = await desk.Db.Read(
            sql =>
                sql.Rows<string>(
                    "SELECT Type FROM Events WHERE Data LIKE @document ORDER BY Id",
                    new { document = $"%{payment.DocumentId}%" }
                ),
            CancellationToken.None
        );

        Assert.Equal(["spontaneous-payment.created", "payment.recorded"], events);
    }

    [Fact]
    public async Task Lists_leave_out_what_was_not_paid_unless_it_is_asked_for()
    {
        var open = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest(person: 4));
        var paid = await desk.Portal.SpontaneousPayments.CreateAsync(
            desk.MealsRequest(person: 4, """{"pasti":1,"fascia":"A","alunno":"Anna Rossi"}""")
        );
        await desk.Psp.SendReceiptV2(new ReceiptStory(desk.NewName("ricevuta"), paid.NoticeNumber, paid.AmountCents));
        var debtor = new SearchPaymentDocumentsRequest { DebtorFiscalCode = Sample.Person(4) };

        var usual = await desk.Office.PaymentDocuments.SearchAsync(debtor);
        debtor.IncludeOpenSpontaneous = true;
        var all = await desk.Office.PaymentDocuments.SearchAsync(debtor);

        Assert.Equal([paid.DocumentId], usual.Items.Select(one => one.Id));
        Assert.Equal([paid.DocumentId, open.DocumentId], all.Items.Select(one => one.Id));
    }

    private Task<int> Count(string externalId) =>
        desk.Db.Read(
            sql => sql.Value<int>("SELECT COUNT(*) FROM SpontaneousPayments WHERE ExternalId = @externalId", new { externalId }),
            CancellationToken.None
        );
}
