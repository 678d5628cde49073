using System.Net;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Psp = Lecce.Riscossione.Tests.Host.Psp;
using ReceiptRecoveryRequest = Lecce.Riscossione.Sdk.ReceiptRecoveryRequest;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The simulator gives back the receipts that it lost, to an API that asks it for them.</summary>
public sealed class SimulatorRecoveryTests : IAsyncLifetime
{
    private readonly RecoveringTown town = new();
    private WebApplication simulator = null!;

    public async Task InitializeAsync()
    {
        simulator = SimulatorProgram.Build(new SimulatorOptions { Port = 0, Seed = 7 }, new LateHandler(town.Handler), town.Clock);
        await simulator.StartAsync();
        town.Service = new Uri(new Uri(simulator.Urls.Single()), "/bizevents/service/v1");
        await town.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await town.DisposeAsync();
        await simulator.DisposeAsync();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_lost_receipt_is_recovered_and_the_notice_is_paid_once(int version, bool withIuv)
    {
        var document = await town.Issue(story: request => request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)]);
        using var client = SimulatorHost.ClientOf(new Uri(simulator.Urls.Single()));
        var notice = document.Single().NoticeNumber!;
        var played = await SimulatorHost.Play(client, new NewPayment(Psp.Lecce, "lost-receipt", notice, version));
        var lost = System.Xml.Linq.XDocument.Parse(played.Steps[^1].Request!);
        var iur = lost.Descendants("receiptId").Single().Value;
        Assert.Equal("issued", (await town.Read(document)).State);

        using var office = town.Office();
        var recovery = await office.Receipts.RequestRecoveryAsync(
            new ReceiptRecoveryRequest
            {
                Organization = Psp.Lecce,
                Iur = iur,
                Iuv = withIuv ? document.Single().Iuv : null,
            }
        );
        await town.AttemptDue();

        Assert.Equal("recovered", (await office.Receipts.ReadRecoveryAsync(recovery.Id)).State);
        Assert.Equal("paid", (await town.Read(document)).State);
        var payment = Assert.Single(await town.PaymentsOf(iur));
        Assert.Equal(("recovery", "exact", 9_450L), (payment.Origin, payment.Outcome, payment.AppliedCents));
        Assert.Equal(town.Clock.GetCurrentInstant(), payment.PaidAt);

        // The Node finds its receipt after all.
        var late = await town.Psp.SendRaw(played.Steps[^1].Operation, played.Steps[^1].Request!);
        Assert.Equal("PAA_RECEIPT_DUPLICATA", late.Fault);
        Assert.Single(await town.PaymentsOf(iur));
        Assert.NotNull(Assert.Single(await town.ReceiptsOf(iur)).Late);
    }

    [ReferenceTheory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_receipt_given_back_fits_the_official_schema(int version, bool withStamp)
    {
        var document = await town.Issue(story: request =>
            request.Items = withStamp
                ? [NodeHost.Item("tari", 9_000), StampStory.Item(StampStory.NewHash())]
                : [NodeHost.Item("tari", 9_000)]
        );
        using var client = SimulatorHost.ClientOf(new Uri(simulator.Urls.Single()));
        var played = await SimulatorHost.Play(client, new NewPayment(Psp.Lecce, "lost-receipt", document.Single().NoticeNumber!, version));
        var iur = System.Xml.Linq.XDocument.Parse(played.Steps[^1].Request!).Descendants("receiptId").Single().Value;
        client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", "prova");

        var json = await client.GetStringAsync($"/bizevents/service/v1/organizations/{Psp.Lecce}/receipts/{iur}");

        Assert.Empty(new OfficialApi("biz_events.json").Misfits("CtReceiptModelResponse", json));
    }

    [Fact]
    public async Task The_service_of_receipts_knows_only_what_was_lost_and_asks_for_a_key()
    {
        using var client = SimulatorHost.ClientOf(new Uri(simulator.Urls.Single()));
        var address = $"/bizevents/service/v1/organizations/{Psp.Lecce}/receipts/{new string('0', 32)}";

        using var stranger = await client.GetAsync(address);
        client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", "prova");
        using var unknown = await client.GetAsync(address);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (stranger.StatusCode, unknown.StatusCode));
    }

    /// <summary>The municipality, which asks the simulator for receipts when a test says so.</summary>
    private sealed class RecoveringTown : NodeHost
    {
        public Uri? Service { get; set; }

        public Task AttemptDue() => Services.GetRequiredService<RecoverReceipts>().AttemptDue(CancellationToken.None);

        protected override void Change(IServiceCollection services)
        {
            services.AddSingleton(Options.Create(new BizEventsOptions { BaseUrl = Service!.ToString(), SubscriptionKey = "prova" }));
            services.RemoveWorker<RecoverReceipts>();
        }
    }

    /// <summary>Reaches the API, which starts after the simulator because it must know where the simulator is.</summary>
    private sealed class LateHandler(Func<HttpMessageHandler> api) : HttpMessageHandler
    {
        private readonly Lazy<HttpMessageInvoker> invoker = new(() => new HttpMessageInvoker(api()));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            invoker.Value.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing && invoker.IsValueCreated)
            {
                invoker.Value.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
