using System.Net;
using System.Text;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>Each scenario has the effect on the ledger that the simulator announces.</summary>
public sealed class SimulatorScenarioTests(SimulatorHost simulator) : IClassFixture<SimulatorHost>
{
    [Theory]
    [InlineData(1, "paGetPayment", "paSendRT", "pagopa-rt-v1")]
    [InlineData(2, "paGetPaymentV2", "paSendRTV2", "pagopa-rt-v2")]
    public async Task Pay_pays_in_either_version(int version, string get, string send, string format)
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("pay", document, version);

        Assert.Equal(["paVerifyPaymentNotice OK", $"{get} OK", $"{send} OK"], played.Told);
        await MustHold(document, "paid", ("exact", 10_000));
        Assert.Equal(format, Assert.Single(await simulator.ReceiptsOf(document)).Format);
    }

    [Fact]
    public async Task Receipt_twice_pays_once_and_the_second_is_refused_in_the_words_of_the_node()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("receipt-twice", document);

        Assert.Equal("paSendRTV2 KO PPT_ERRORE_EMESSO_DA_PAA PAA_RECEIPT_DUPLICATA", played.Told.Last());
        Assert.Equal(played.Steps[^2].Request, played.Steps[^1].Request);
        await MustHold(document, "paid", ("exact", 10_000));
        Assert.Single(await simulator.ReceiptsOf(document));
    }

    [Fact]
    public async Task Pay_twice_records_the_payment_of_the_second_psp_as_a_duplicate()
    {
        var document = await simulator.Town.Issue();

        await simulator.Play("pay-twice", document);

        await MustHold(document, "paid", ("exact", 10_000), ("duplicate", 10_000));
        Assert.Equal(2, (await simulator.PaymentsOf(document)).Select(payment => payment.PspName).Distinct().Count());
    }

    [Fact]
    public async Task Late_receipt_pays_with_the_date_of_yesterday()
    {
        var document = await simulator.Town.Issue();

        await simulator.Play("late-receipt", document);

        await MustHold(document, "paid", ("exact", 10_000));
        var payment = Assert.Single(await simulator.PaymentsOf(document));
        Assert.Equal(simulator.Town.Clock.GetCurrentInstant() - Duration.FromDays(1), payment.PaidAt);
    }

    [Fact]
    public async Task Late_after_expiry_pays_although_the_psp_hears_that_its_token_has_expired()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("late-after-expiry", document);

        Assert.Equal(["sendPaymentOutcome KO PPT_TOKEN_SCADUTO", "paSendRTV2 OK"], played.Told.TakeLast(2));
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Abandon_changes_nothing_and_blocks_other_payments_for_thirty_minutes()
    {
        await using var own = await SimulatorHost.Start(simulator.Town);
        var document = await simulator.Town.Issue();

        await PlayAt(own, "abandon", document);
        var refused = await PlayAt(own, "pay", document);

        Assert.Equal("activatePaymentNotice KO PPT_PAGAMENTO_IN_CORSO", refused.Told.Last());
        Assert.Null(refused.Steps[^1].Request);
        await MustHold(document, "issued");
        using var client = SimulatorHost.ClientOf(new Uri(own.Urls.Single()));
        using var content = new StringContent("""{"advance":"PT30M"}""", Encoding.UTF8, "application/json");
        using var passed = await client.PostAsync("/sim/clock", content);
        Assert.Equal("paSendRTV2 OK", (await PlayAt(own, "pay", document)).Told.Last());
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task A_lenient_node_allows_two_payments_of_a_notice_at_once()
    {
        await using var lenient = await SimulatorHost.Start(simulator.Town, options => options with { Lenient = true });
        var document = await simulator.Town.Issue();
        await PlayAt(lenient, "abandon", document);

        Assert.Equal("paSendRTV2 OK", (await PlayAt(lenient, "pay", document)).Told.Last());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Failed_receipt_is_kept_and_the_notice_can_still_be_paid(int version)
    {
        var document = await simulator.Town.Issue();

        await simulator.Play("failed-receipt", document, version);

        await MustHold(document, "issued");
        Assert.Equal("not-paid", Assert.Single(await simulator.ReceiptsOf(document)).State);
        await simulator.Play("pay", document, version);
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Theory]
    [InlineData("tari", null, "issued", "unmatched", 9_999)]
    [InlineData("mensa-scolastica", null, "partially-paid", "partial", 9_999)]
    [InlineData("tari", 12_000L, "paid", "excess", 12_000)]
    public async Task Wrong_amount_records_what_the_receipt_states(
        string revenueType,
        long? amountCents,
        string state,
        string outcome,
        long recorded
    )
    {
        var document = await simulator.Town.Issue(revenueType);

        await simulator.Play("wrong-amount", document, amountCents: amountCents);

        await MustHold(document, state, (outcome, recorded));
    }

    [Theory]
    [InlineData("without-activation", 1, false)]
    [InlineData("without-activation", 2, false)]
    [InlineData("stand-in", 1, true)]
    [InlineData("stand-in", 2, true)]
    public async Task A_receipt_that_nothing_announced_pays(string scenario, int version, bool standIn)
    {
        var document = await simulator.Town.Issue();

        var step = Assert.Single((await simulator.Play(scenario, document, version, amountCents: 10_000)).Steps);

        Assert.Equal(standIn, step.Request!.Contains("<standIn>true</standIn>", StringComparison.Ordinal));
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Without_activation_the_amount_must_be_known()
    {
        var document = await simulator.Town.Issue();
        var request = $$"""
            {"organization":"{{Psp.Lecce}}","noticeNumber":"{{document.Single().NoticeNumber}}","scenario":"without-activation"}
            """;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await simulator.Post("/sim/payments", request)).Status);
        await simulator.Play("failed-receipt", document);

        Assert.Equal(HttpStatusCode.OK, (await simulator.Post("/sim/payments", request)).Status);
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Broadcast_copy_gives_the_other_beneficiary_its_share()
    {
        using var office = simulator.Town.Office();
        await office.Organizations.CreateAsync(
            new NewOrganization
            {
                FiscalCode = NodeHost.Province,
                Name = "Provincia di Esempio",
                SegregationCode = "01",
            }
        );
        var document = await simulator.Town.Issue(story: request =>
            request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)]
        );

        var played = await simulator.Play("broadcast-copy", document);

        Assert.Equal(["paSendRTV2 OK", "paSendRTV2 OK"], played.Told.TakeLast(2));
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
        Assert.Equal(
            [(Psp.Lecce, "exact", null, 9_450L), (NodeHost.Province, "unmatched", "beneficiary-copy", 450L)],
            (await simulator.PaymentsOf(document))
                .OrderBy(payment => payment.Organization, StringComparer.Ordinal)
                .Select(payment => (payment.Organization, payment.Outcome, payment.Reason, payment.AmountCents))
        );
    }

    [Fact]
    public async Task Broadcast_copy_does_not_fit_a_notice_with_one_beneficiary_and_leaves_it_free()
    {
        var document = await simulator.Town.Issue();
        var request = $$"""
            {"organization":"{{Psp.Lecce}}","noticeNumber":"{{document.Single().NoticeNumber}}","scenario":"broadcast-copy"}
            """;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await simulator.Post("/sim/payments", request)).Status);

        await MustHold(document, "issued");
        await simulator.Play("pay", document);
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Stamp_pays_and_brings_a_valid_stamp_for_the_document()
    {
        var hash = StampStory.NewHash();
        var document = await simulator.Town.Issue(story: request =>
            request.Items = [NodeHost.Item("diritti-segreteria", 516), StampStory.Item(hash)]
        );

        var played = await simulator.Play("stamp", document);

        Assert.Equal(["paVerifyPaymentNotice OK", "paGetPaymentV2 OK", "paSendRTV2 OK"], played.Told);
        await MustHold(document, "paid", ("exact", 2_116));
        using var office = simulator.Town.Office();
        var stamp = Assert.Single((await office.PaymentDocuments.ReadStampsAsync(document.Id)).Items);
        Assert.Equal(("valid", hash, 2, 1_600L), (stamp.State, stamp.DocumentHash, stamp.ItemOrdinal, stamp.AmountCents));
    }

    [Fact]
    public async Task Stamp_does_not_fit_a_notice_without_one()
    {
        var document = await simulator.Town.Issue();
        var request = $$"""
            {"organization":"{{Psp.Lecce}}","noticeNumber":"{{document.Single().NoticeNumber}}","scenario":"stamp"}
            """;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await simulator.Post("/sim/payments", request)).Status);

        await MustHold(document, "issued");
        await simulator.Play("pay", document);
    }

    [Fact]
    public void Same_payment_gives_the_same_stamp_byte_for_byte()
    {
        var hash = StampStory.NewHash();
        var first = StampStory.Sell(hash, "abc");
        Assert.Equal(StampStory.Sell(hash, "abc"), first);
        Assert.NotEqual(StampStory.Sell(hash, "abd"), first);
    }

    [Fact]
    public async Task Lost_receipt_leaves_the_ledger_as_it_was()
    {
        var document = await simulator.Town.Issue();

        var lost = (await simulator.Play("lost-receipt", document)).Steps[^1];

        Assert.Equal(("paSendRTV2", null), (lost.Operation, lost.Response));
        await MustHold(document, "issued");
        Assert.Empty(await simulator.ReceiptsOf(document));
    }

    [Fact]
    public async Task Get_v2_receipt_v1_pays()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("get-v2-receipt-v1", document);

        Assert.Equal(["paGetPaymentV2 OK", "paSendRT OK"], played.Told.TakeLast(2));
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Slow_pays_once_although_the_node_asks_and_sends_again()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("slow", document, delayMs: 0);

        Assert.Equal(
            [
                "paVerifyPaymentNotice OK",
                "paGetPaymentV2 KO PPT_STAZIONE_INT_PA_TIMEOUT",
                "paGetPaymentV2 OK",
                "paSendRTV2 KO PPT_STAZIONE_INT_PA_TIMEOUT",
                "paSendRTV2 KO PPT_ERRORE_EMESSO_DA_PAA PAA_RECEIPT_DUPLICATA",
            ],
            played.Told
        );
        await MustHold(document, "paid", ("exact", 10_000));
    }

    [Fact]
    public async Task Unknown_is_refused()
    {
        var played = await simulator.Play(new NewPayment(Psp.Lecce, "unknown"));

        Assert.Equal(Scenarios.ProbeNumber, played.NoticeNumber);
        Assert.All(played.Steps, step => Assert.Equal("PAA_PAGAMENTO_SCONOSCIUTO", step.OriginalFaultCode));
        Assert.Equal(2, played.Steps.Count);
    }

    [Fact]
    public async Task Malformed_messages_are_refused_and_change_nothing()
    {
        var document = await simulator.Town.Issue();

        var played = await simulator.Play("malformed", document);

        Assert.Equal(
            ["paVerifyPaymentNotice", "paGetPaymentV2", "paSendRTV2"],
            played.Steps.Where(step => step.OriginalFaultCode == "PAA_SINTASSI_EXTRAXSD").Select(step => step.Operation)
        );
        await MustHold(document, "issued");
        Assert.Empty(await simulator.ReceiptsOf(document));
    }

    [Fact]
    public async Task A_refused_notice_is_not_activated()
    {
        var document = await simulator.Town.Issue();
        await simulator.Town.PayAtCounter(document.Single().NoticeNumber, 10_000);

        var played = await simulator.Play("pay", document);

        Assert.Equal(["paVerifyPaymentNotice KO PPT_ERRORE_EMESSO_DA_PAA PAA_PAGAMENTO_DUPLICATO"], played.Told);
        Assert.Equal("L'avviso risulta già pagato.", played.Steps[0].OriginalDescription);
    }

    [Fact]
    public async Task An_api_that_does_not_answer_is_a_timeout_of_the_creditor()
    {
        await using var alone = SimulatorProgram.Build(
            new SimulatorOptions { Port = 0, Target = new Uri("http://127.0.0.1:1") },
            new SocketsHttpHandler(),
            simulator.Town.Clock
        );
        await alone.StartAsync();
        var document = await simulator.Town.Issue();

        Assert.Equal(["paVerifyPaymentNotice KO PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE"], (await PlayAt(alone, "pay", document)).Told);
    }

    [ReferenceFact]
    public async Task Every_message_of_every_scenario_but_the_malformed_is_valid_by_the_official_schema()
    {
        var sent = 0;
        foreach (var scenario in Scenarios.All.Where(scenario => scenario.Name is not ("malformed" or "payment-options")))
        foreach (var version in new[] { 1, 2 })
        {
            var document = await simulator.Town.Issue(story: request =>
                request.Items =
                    scenario.Name == "stamp"
                        ? [NodeHost.Item("diritti-segreteria", 516), StampStory.Item(StampStory.NewHash())]
                        : [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)]
            );
            await simulator.Play("failed-receipt", document, version);
            var played = await simulator.Play(scenario.Name, document, version, delayMs: 0);
            foreach (var message in played.Steps.Select(step => step.Request).OfType<string>())
            {
                OfficialSchema.Validate(Encoding.UTF8.GetBytes(message));
                sent++;
            }
        }

        Assert.True(sent > 60, $"Only {sent} messages.");
    }

    private static async Task<Played> PlayAt(Microsoft.AspNetCore.Builder.WebApplication other, string scenario, PaymentDocument document)
    {
        using var client = SimulatorHost.ClientOf(new Uri(other.Urls.Single()));
        return await SimulatorHost.Play(client, new NewPayment(Psp.Lecce, scenario, document.Single().NoticeNumber));
    }

    private async Task MustHold(PaymentDocument document, string state, params (string Outcome, long Cents)[] payments)
    {
        Assert.Equal(state, (await simulator.Town.Read(document)).State);
        Assert.Equal(
            payments.OrderBy(payment => payment.Outcome, StringComparer.Ordinal),
            (await simulator.PaymentsOf(document))
                .Select(payment => (payment.Outcome, payment.AmountCents))
                .OrderBy(payment => payment.Outcome, StringComparer.Ordinal)
        );
    }
}
