using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>A person at the simulator's pages, in a real browser. Every page is checked by axe.</summary>
public sealed class SimulatorBrowserTests(SimulatorHost simulator, SimulatorBrowserTests.Portal portal)
    : IClassFixture<SimulatorHost>,
        IClassFixture<SimulatorBrowserTests.Portal>
{
    [BrowserTheory]
    [InlineData("Paga 100,00 €", "ok?pratica=1&amp=x#fine", "paid")]
    [InlineData("Annulla e torna al sito", "annullato", "issued")]
    [InlineData("La carta è rifiutata", "errore", "issued")]
    [InlineData("Il pagamento è preso in carico", "attesa", "issued")]
    public async Task A_button_of_the_payment_page_leads_back_to_the_site_with_the_keyboard_alone(string button, string page, string state)
    {
        var document = await simulator.Town.Issue();

        var seen = await Browser.Walk(await OpenPage(document), new { key = button });

        Assert.Equal($"{portal.Address}{page}", seen.ReturnedTo);
        Assert.Equal(state, (await simulator.Town.Read(document)).State);
    }

    [BrowserFact]
    public async Task A_payer_who_closes_the_page_before_paying_has_paid_nothing_and_can_come_back()
    {
        var document = await simulator.Town.Issue();
        var page = await OpenPage(document);

        await Browser.Walk(page, new { close = true });

        Assert.Equal("issued", (await simulator.Town.Read(document)).State);
        await Browser.Walk(page, new { press = "Paga 100,00 €" });
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    [BrowserFact]
    public async Task A_payer_who_pays_and_does_not_return_has_paid()
    {
        var document = await simulator.Town.Issue();

        var seen = await Browser.Walk(
            await OpenPage(document),
            new { press = "Paga e chiude la pagina senza tornare" },
            new { close = true }
        );

        Assert.Null(seen.ReturnedTo);
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    [BrowserFact]
    public async Task A_person_looks_a_notice_up_by_its_qr_pays_it_and_reads_the_messages()
    {
        var document = await simulator.Town.Issue();
        var qr = $"PAGOPA|002|{document.Single().NoticeNumber}|{Psp.Lecce}|10000";

        var seen = await Browser.Walk(
            simulator.Address,
            new { fill = "Numero avviso, o testo del QR", with = qr },
            new { key = "Cerca l'avviso" },
            new { key = "Paga" },
            new { open = "Richiesta" }
        );

        Assert.Contains("L'avviso si può pagare – Simulatore di pagoPA", seen.Pages);
        Assert.Contains("paSendRTV2: OK", seen.Text, StringComparison.Ordinal);
        Assert.Contains("<pafn:paVerifyPaymentNoticeReq>", seen.Text, StringComparison.Ordinal);
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    [BrowserFact]
    public async Task A_notice_that_cannot_be_paid_says_why()
    {
        var document = await simulator.Town.Issue();
        await simulator.Town.PayAtCounter(document.Single().NoticeNumber, 10_000);

        var seen = await Browser.Walk(
            simulator.Address,
            new { fill = "Numero avviso, o testo del QR", with = document.Single().NoticeNumber },
            new { press = "Cerca l'avviso" }
        );

        Assert.Contains("L'avviso risulta già pagato. (PAA_PAGAMENTO_DUPLICATO)", seen.Text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_text_that_is_no_notice_number_is_refused_beside_the_field()
    {
        var seen = await Browser.Walk(
            simulator.Address,
            new { fill = "Numero avviso, o testo del QR", with = "<b>12</b>" },
            new { press = "Cerca l'avviso" }
        );

        Assert.Contains("Servono un numero avviso di 18 cifre", seen.Text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_pages_work_without_script()
    {
        var document = await simulator.Town.Issue();

        var seen = await Browser.WalkWithoutScript(
            simulator.Address,
            new { fill = "Numero avviso, o testo del QR", with = document.Single().NoticeNumber },
            new { press = "Cerca l'avviso" },
            new { press = "Paga" }
        );

        Assert.Contains("paSendRTV2", seen.Text, StringComparison.Ordinal);
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    private Task<Uri> OpenPage(PaymentDocument document) =>
        simulator.OpenPage(Carts.Of("mario.rossi@example.it", portal.Address.ToString().TrimEnd('/'), document));

    /// <summary>The creditor's site: any page of it.</summary>
    public sealed class Portal : IAsyncLifetime
    {
        private WebApplication? site;

        public Uri Address => new(site!.Urls.Single());

        public async Task InitializeAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            site = builder.Build();
            site.MapFallback(() => Results.Text("<!doctype html><title>Ente</title>", "text/html"));
            await site.StartAsync();
        }

        public async Task DisposeAsync() => await site!.DisposeAsync();
    }
}
