using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Endpoints that pause, resume, and come back after they were disabled.</summary>
public sealed class PausedEndpointTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
{
    private const string Endpoints = "/v1/webhook-endpoints";
    private Receiver receiver = null!;
    private TestTenant tenant = null!;
    private HttpClient client = null!;

    private Db Db => host.Services.GetRequiredService<Db>();

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        tenant = await TestTenant.Add(Db, host.Clock.GetCurrentInstant());
        client = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "TRIBUTI"));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_during_a_pause_is_delivered_when_the_endpoint_resumes()
    {
        var path = await Register();
        await Announce();

        var paused = await Do(path, "pause").Expect(HttpStatusCode.OK);
        var again = await Do(path, "pause").Expect(HttpStatusCode.OK);
        await Announce();
        await Deliver();
        Assert.Empty(receiver.Received);
        var resumed = await Do(path, "resumption").Expect(HttpStatusCode.OK);
        await Deliver();

        Assert.NotNull(paused["pausedAt"]);
        Assert.Equal((string?)paused["etag"], (string?)again["etag"]);
        Assert.Null(resumed["pausedAt"]);
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task A_disabled_endpoint_comes_back_with_its_secret_and_receives_from_then_on()
    {
        var path = await Register();
        await Announce();
        var disabled = await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Announce();
        await Deliver();

        var enabled = await Do(path, "resumption").Expect(HttpStatusCode.OK);
        await Announce();
        await Deliver();

        Assert.Equal((false, "requested"), ((bool)disabled["enabled"]!, (string?)disabled["disabledReason"]));
        Assert.Equal((true, null), ((bool)enabled["enabled"]!, (string?)enabled["disabledReason"]));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task What_waits_too_long_for_a_paused_endpoint_is_given_up_and_a_recovery_brings_it()
    {
        var path = await Register();
        var since = host.Clock.GetCurrentInstant();
        await Do(path, "pause").Expect(HttpStatusCode.OK);
        await Announce();
        host.Clock.Advance(Duration.FromDays(29));
        await Announce();
        await GiveUp();
        Assert.Equal(["pending", "pending"], await States(path));
        host.Clock.Advance(Duration.FromDays(2));
        await GiveUp();
        Assert.Equal(["pending", "failed endpoint-paused"], await States(path));

        await Do(path, "resumption").Expect(HttpStatusCode.OK);
        await GiveUp();
        await Deliver();
        Assert.Single(receiver.Received);
        await client
            .PostAsJsonAsync($"{path}/recoveries", new { since = InstantPattern.ExtendedIso.Format(since), onlyFailed = true })
            .Expect(HttpStatusCode.Accepted);
        await host.Services.GetRequiredService<RecoverWebhooks>().Run(CancellationToken.None);
        await Deliver();

        Assert.Equal(["delivered", "delivered"], await States(path));
        Assert.Equal(2, receiver.Received.DistinctBy(one => one.WebhookId, StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Deliveries_to_an_endpoint_that_is_not_paused_are_kept_however_old_they_are()
    {
        var path = await Register();
        await Announce();
        host.Clock.Advance(Duration.FromDays(40));

        await GiveUp();

        Assert.Equal(["pending"], await States(path));
    }

    [Fact]
    public async Task The_measures_of_operators_leave_out_what_waits_for_a_paused_endpoint()
    {
        await Register();
        var path = await Register();
        await Do(path, "pause").Expect(HttpStatusCode.OK);
        var before = await Pending();

        await Announce();

        Assert.Equal(before + 1, await Pending());
    }

    [Fact]
    public async Task A_disabled_endpoint_does_not_pause_and_strangers_do_neither()
    {
        var path = await Register();
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));

        foreach (var action in (string[])["pause", "resumption"])
        {
            await schools.PostAsync($"{path}/{action}", content: null).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        }

        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Do(path, "pause").ExpectProblem(HttpStatusCode.Conflict, "webhook-endpoint-disabled");
    }

    [Fact]
    public async Task An_endpoint_comes_back_only_where_there_is_room()
    {
        var first = await Register();
        await client.DeleteAsync(first).Expect(HttpStatusCode.OK);
        for (var count = 0; count < 20; count++)
        {
            await Register();
        }

        await Do(first, "resumption").ExpectProblem(HttpStatusCode.Conflict, "too-many-webhook-endpoints");

        Assert.False((bool)(await client.GetAsync(first).Expect(HttpStatusCode.OK))["enabled"]!);
    }

    /// <summary>The deliveries to the endpoint, the newest first.</summary>
    private async Task<IEnumerable<string>> States(string path) =>
        (await client.GetAsync($"{path}/deliveries").Expect(HttpStatusCode.OK))["items"]!
            .AsArray()
            .Select(one => $"{one!["state"]} {one["lastError"]}".Trim());

    private async Task<long> Pending()
    {
        await host.Services.GetRequiredService<Backlog>().Look(CancellationToken.None);
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        var seen = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, on) =>
        {
            if (instrument.Name == "riscossione.webhooks.pending" && instrument.Meter.Scope == meters)
            {
                on.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => seen = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }

    private Task GiveUp() => host.Services.GetRequiredService<GiveUpPausedDeliveries>().Run(CancellationToken.None);

    private Task<HttpResponseMessage> Do(string path, string action) => client.PostAsync($"{path}/{action}", content: null);

    private async Task<string> Register()
    {
        var request = new { url = receiver.Url, eventTypes = new[] { "payment.recorded" } };
        return $"{Endpoints}/{(await client.PostAsJsonAsync(Endpoints, request).Expect(HttpStatusCode.Created))["id"]}";
    }

    private Task Announce() =>
        Db.Transact(
            sql =>
                Outbox.Append(
                    sql,
                    OutboxEvent.Of(tenant.Organization, tenant.Taxes, new Announced.PaymentRecorded(), host.Clock.GetCurrentInstant())
                ),
            CancellationToken.None
        );

    private Task<int> Deliver() => host.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);
}
