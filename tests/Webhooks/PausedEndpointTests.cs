using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
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
