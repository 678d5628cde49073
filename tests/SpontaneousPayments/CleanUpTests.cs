using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;

namespace Lecce.Riscossione.Tests.SpontaneousPayments;

public sealed class CleanUpTests : IAsyncLifetime
{
    private readonly ServiceDesk desk = new();

    public Task InitializeAsync() => ((IAsyncLifetime)desk).InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)desk).DisposeAsync();

    [Fact]
    public async Task An_unpaid_request_expires_is_cancelled_without_an_event_and_loses_its_personal_data()
    {
        var request = desk.MealsRequest();
        request.Payer = new SpontaneousPayer { FullName = "Carlo Rossi" };
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(request);

        desk.Clock.AdvanceDays(3);
        await desk.CleanUp();
        Assert.Equal(("issued", "expired"), await StatesOf(payment));
        Assert.Equal("PAA_PAGAMENTO_SCADUTO", (await desk.Psp.Verify(payment.NoticeNumber)).Fault);

        desk.Clock.AdvanceDays(2);
        await desk.CleanUp();
        Assert.Equal(("cancelled", "expired"), await StatesOf(payment));
        Assert.NotNull(await Kept(payment, "Data"));
        Assert.DoesNotContain("payment-document.cancelled", await EventsOf(payment));

        desk.Clock.AdvanceDays(30);
        await desk.CleanUp();
        Assert.Equal((null, null), (await Kept(payment, "Data"), await Kept(payment, "Payer")));
        var debtor = (await desk.Office.PaymentDocuments.ReadAsync(payment.DocumentId)).Debtor;
        Assert.Equal((null, null, "Maria Rossi"), (debtor.Street, debtor.Email, debtor.FullName));
        var timeline = await desk.Office.PaymentDocuments.ReadTimelineAsync(payment.DocumentId);
        Assert.Equal(["issued", "cancelled", "contacts-removed"], timeline.Items.Select(one => one.Type));
        Assert.True(timeline.ChainVerified);
        await Invariants.Check(desk.Db);
    }

    [Fact]
    public async Task Money_that_comes_after_the_cancellation_restores_the_document_and_pays_it()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        desk.Clock.AdvanceDays(5);
        await desk.CleanUp();

        await desk.Psp.SendReceiptV2(new ReceiptStory("tardi", payment.NoticeNumber, payment.AmountCents));

        Assert.Equal(("paid", "paid"), await StatesOf(payment));
        var timeline = await desk.Office.PaymentDocuments.ReadTimelineAsync(payment.DocumentId);
        Assert.Equal(["issued", "cancelled", "restored", "payment-recorded"], timeline.Items.Select(one => one.Type));
        Assert.Equal(
            ["spontaneous-payment.created", "payment.recorded", "payment-document.restored"],
            (await EventsOf(payment)).OrderByDescending(type => type, StringComparer.Ordinal)
        );
        await Invariants.Check(desk.Db);
        desk.Clock.AdvanceDays(60);
        await desk.CleanUp();
        Assert.NotNull(await Kept(payment, "Data"));
    }

    [Fact]
    public async Task Late_money_that_is_too_little_restores_nothing()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        desk.Clock.AdvanceDays(5);
        await desk.CleanUp();

        await desk.Psp.SendReceiptV2(new ReceiptStory("poco", payment.NoticeNumber, payment.AmountCents - 1));

        Assert.Equal(("cancelled", "expired"), await StatesOf(payment));
        Assert.Equal("unmatched", (await desk.Office.Payments.FindAsync(noticeNumber: payment.NoticeNumber)).Items[0].Outcome);
        await Invariants.Check(desk.Db);
    }

    [Fact]
    public async Task Money_for_a_request_that_the_office_cancelled_waits_for_the_office()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        await desk.Office.PaymentDocuments.CancelAsync(
            payment.DocumentId,
            new CancelPaymentDocumentRequest { Reason = "Chiesto per errore" }
        );

        await desk.Psp.SendReceiptV2(new ReceiptStory("comunque", payment.NoticeNumber, payment.AmountCents));

        Assert.Equal(("cancelled", "cancelled"), await StatesOf(payment));
        Assert.Equal("unmatched", (await desk.Office.Payments.FindAsync(noticeNumber: payment.NoticeNumber)).Items[0].Outcome);
    }

    [Fact]
    public async Task A_payment_in_time_is_kept()
    {
        var payment = await desk.Portal.SpontaneousPayments.CreateAsync(desk.MealsRequest());
        await desk.Psp.SendReceiptV2(new ReceiptStory("subito", payment.NoticeNumber, payment.AmountCents));

        desk.Clock.AdvanceDays(90);
        await desk.CleanUp();

        Assert.Equal(("paid", "paid"), await StatesOf(payment));
        Assert.NotNull(await Kept(payment, "Data"));
    }

    private async Task<(string Document, string Payment)> StatesOf(SpontaneousPayment payment) =>
        (
            (await desk.Office.PaymentDocuments.ReadAsync(payment.DocumentId)).State,
            (await desk.Portal.SpontaneousPayments.ReadAsync(payment.Id)).Status
        );

    private Task<string?> Kept(SpontaneousPayment payment, string column) =>
        desk.Db.Read(
            sql => sql.Value<string>($"SELECT {column} FROM SpontaneousPayments WHERE Id = @Id", new { payment.Id }),
            CancellationToken.None
        );

    private async Task<IReadOnlyList<string>> EventsOf(SpontaneousPayment payment) =>
        await desk.Db.Read(
            sql =>
                sql.Rows<string>(
                    "SELECT Type FROM Events WHERE Data LIKE @document ORDER BY Id",
                    new { document = $"%{payment.DocumentId}%" }
                ),
            CancellationToken.None
        );
}
