using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Samples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NewPayment = Lecce.Riscossione.Samples.Simulator.Node.NewPayment;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>
/// A portal from its key to the money: catalogue, form, quote, payment, pagoPA's page in a real browser, receipt, webhook. The payment page and the
/// Node are the simulator's.
/// </summary>
public sealed class PortalWalkthrough : IAsyncLifetime
{
    private const string Service = "mensa-scolastica";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PortalTown town = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> heard = new(StringComparer.Ordinal);
    private WebApplication simulator = null!;
    private WebApplication site = null!;
    private RiscossioneClient portal = null!;
    private WebhookVerifier verifier = null!;

    public async Task InitializeAsync()
    {
        await town.InitializeAsync();
        simulator = await SimulatorHost.Start(town);
        town.Payments = new Uri(simulator.Urls.Single());
        site = await OpenSite();
        using var office = town.Office();
        var organization = await office.Organizations.ReadAsync(Psp.Lecce);
        await office.Organizations.ChangeAsync(
            Psp.Lecce,
            organization.Etag,
            new OrganizationSettings
            {
                Name = organization.Name,
                SegregationCode = organization.SegregationCode,
                ApplicationCode = organization.ApplicationCode,
                ReturnUrlPrefixes = [Site],
            }
        );
        var endpoint = await office.Webhooks.RegisterEndpointAsync(
            new NewWebhookEndpoint
            {
                Url = $"{Site}/webhook",
                EventTypes = ["spontaneous-payment.created", "payment.recorded"],
                Organization = Psp.Lecce,
            }
        );
        verifier = new WebhookVerifier(endpoint.Secret, new TimeOf(town.Clock));
        string[] scopes = ["spontaneous:read", "spontaneous:write", "checkouts:read", "checkouts:write"];
        var key = await town.IssueKey(scopes, Psp.Lecce);
        portal = new RiscossioneClient(town.Client(key), new RiscossioneOptions { ApiKey = key });
    }

    public async Task DisposeAsync()
    {
        portal.Dispose();
        await simulator.DisposeAsync();
        await site.DisposeAsync();
        await town.DisposeAsync();
    }

    private string Site => site.Urls.Single();

    [BrowserFact]
    public async Task A_form_is_paid_on_pagoPA_s_page_and_the_office_hears_of_it()
    {
        var services = await portal.SpontaneousServices.FindAsync(Psp.Lecce);
        var form = await portal.SpontaneousServices.ReadAsync(Psp.Lecce, services.Items.Single(one => one.Code == Service).Code);
        var request = RequestFor(form);
        var quote = await portal.SpontaneousPayments.QuoteAsync(request);
        var payment = await portal.SpontaneousPayments.CreateAsync(request);
        var checkout = await portal.Checkouts.OpenAsync(CheckoutOf(payment));

        var seen = await Browser.Walk(new Uri(checkout.CheckoutUrl!), new { key = "Paga 84,00 €" });

        Assert.Equal(8_400, quote.AmountCents);
        Assert.Equal($"{Site}/ok?pagamento={checkout.Id}", seen.ReturnedTo);
        Assert.Equal("paid", (await portal.SpontaneousPayments.ReadAsync(payment.Id)).Status);
        Assert.Equal("paid", (await portal.Checkouts.ReadAsync(checkout.Id)).Status);
        Assert.Equal(payment.Id, (string)(await Heard("spontaneous-payment.created"))["spontaneousPaymentId"]!);
        var recorded = await Heard("payment.recorded");
        Assert.Equal((payment.DocumentId, "exact"), ((string)recorded["documentId"]!, (string)recorded["outcome"]!));
    }

    [Fact]
    public async Task The_same_form_is_paid_at_the_tobacconist_s_from_its_notice_number()
    {
        var form = await portal.SpontaneousServices.ReadAsync(Psp.Lecce, Service);
        var payment = await portal.SpontaneousPayments.CreateAsync(RequestFor(form));

        using var psp = SimulatorHost.ClientOf(town.Payments!);
        await SimulatorHost.Play(psp, new NewPayment(Psp.Lecce, "pay", payment.NoticeNumber));

        Assert.Equal("paid", (await portal.SpontaneousPayments.ReadAsync(payment.Id)).Status);
        Assert.Equal(payment.DocumentId, (string)(await Heard("payment.recorded"))["documentId"]!);
    }

    [Fact]
    public async Task A_payer_at_a_PSP_asks_for_a_notice_and_pays_it()
    {
        using var psp = SimulatorHost.ClientOf(town.Payments!);
        using var content = new StringContent(
            $$"""
            {"organization":"{{Psp.Lecce}}","service":"DSEGR","subject":"00001",
             "data":{"atto":"delibera","debtorFiscalCode":"RSSMRA45C12F205C","debtorName":"Mario Rossi"} }
            """,
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var demanded = await psp.PostAsync("/sim/demands", content);
        var notice = (string)JsonNode.Parse(await demanded.Content.ReadAsStringAsync())!["noticeNumber"]!;
        await SimulatorHost.Play(psp, new NewPayment(Psp.Lecce, "pay", notice));

        using var office = town.Office();
        var paid = Assert.Single((await office.Payments.FindAsync(noticeNumber: notice)).Items);
        Assert.Equal(("exact", 516L), (paid.Outcome, paid.AmountCents));
        Assert.Equal("spontaneous", (await office.PaymentDocuments.ReadAsync(paid.DocumentId!)).Origin);
    }

    /// <summary>What a parent writes into the form, with a value for each field that it asks for.</summary>
    private static SpontaneousPaymentRequest RequestFor(SpontaneousServiceDetails form) =>
        new()
        {
            Organization = Psp.Lecce,
            Service = form.Code,
            ExternalId = $"carrello-{Guid.NewGuid():N}",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
            },
            Data = JsonSerializer.SerializeToElement(
                new
                {
                    alunno = "Luca Rossi",
                    plesso = "Primaria Via Archita",
                    tariffa = "ordinaria",
                    pasti = 20,
                }
            ),
        };

    private NewCheckout CheckoutOf(SpontaneousPayment payment) =>
        new()
        {
            ExternalId = payment.ExternalId,
            Notices = [new NewCheckoutNotice { Organization = Psp.Lecce, NoticeNumber = payment.NoticeNumber }],
            ReturnUrls = new CheckoutReturnUrls
            {
                Ok = Site + "/ok?pagamento={checkoutId}",
                Cancel = $"{Site}/annullato",
                Error = $"{Site}/errore",
                Waiting = $"{Site}/attesa",
            },
        };

    /// <summary>The data of the first event of a type that the site received.</summary>
    private Task<JsonNode> Heard(string type) => Slot(type).Task.WaitAsync(Patience);

    private TaskCompletionSource<JsonNode> Slot(string type) =>
        heard.GetOrAdd(type, _ => new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The portal's own site: the pages to which a browser returns, and the office's webhook receiver.</summary>
    private async Task<WebApplication> OpenSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/webhook", Receive);
        app.MapFallback(() => Results.Text("<!doctype html><title>Portale</title>", "text/html"));
        await app.StartAsync();
        return app;
    }

    private async Task Receive(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var told = verifier.Verify(name => request.Headers[name], body.ToArray());
        Slot(told.Type).TrySetResult(JsonNode.Parse(body.ToArray())!["data"]!);
    }

    /// <summary>The seeded municipality, whose payment page is the simulator's.</summary>
    private sealed class PortalTown : NodeHost
    {
        public Uri? Payments { get; set; }

        protected override void Change(IServiceCollection services) =>
            services.AddSingleton<IOptions<CheckoutOptions>>(_ =>
                Options.Create(new CheckoutOptions { BaseUrl = $"{Payments}checkout/ec/v2", SubscriptionKey = "prova" })
            );
    }

    /// <summary>The clock of the test, for a receiver that compares times.</summary>
    private sealed class TimeOf(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
