using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Test events, and deliveries that are made again.</summary>
public sealed class TestEventTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
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
    public async Task A_test_event_goes_to_its_endpoint_only_whatever_types_the_endpoints_asked_for()
    {
        await using var other = await Receiver.Start();
        await Register(other.Url, EventTypes.All);
        var path = await Register(receiver.Url, "payment.recorded");

        var test = await client.PostAsync($"{path}/test-events", content: null).Expect(HttpStatusCode.Created);
        await Deliver();

        var received = Assert.Single(receiver.Received);
        Assert.Equal((string?)test["eventId"], received.WebhookId);
        var body = JsonNode.Parse(received.Body)!;
        Assert.Equal((WebhookTestSent.Type, path[^26..]), ((string?)body["type"], (string?)body["data"]!["endpointId"]));
        Assert.Empty(other.Received);
        Assert.Equal(("pending", 0), ((string?)test["state"], (int)test["attempts"]!));
        Assert.Equal(("delivered", 1, 200), Outcome(await Only(path)));
    }

    [Fact]
    public async Task A_repeated_request_sends_one_test_event()
    {
        var path = await Register(receiver.Url);
        var key = Guid.NewGuid().ToString();

        var first = await client.PostOnce($"{path}/test-events", "{}", key).Expect(HttpStatusCode.Created);
        var second = await client.PostOnce($"{path}/test-events", "{}", key).Expect(HttpStatusCode.Created);
        await Deliver();

        Assert.Equal((string?)first["eventId"], (string?)second["eventId"]);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task What_was_delivered_is_delivered_again_with_the_same_webhook_id_and_a_count_of_its_own()
    {
        var path = await Register(receiver.Url);
        await Announce();
        await Deliver();
        var eventId = receiver.Received[0].WebhookId;

        var again = await client.PostAsync($"{path}/deliveries/{eventId}/redelivery", content: null).Expect(HttpStatusCode.OK);
        receiver.AnswerWith(503);
        await Deliver();

        Assert.Equal(("pending", 0, 200), Outcome(again));
        Assert.Null(again["deliveredAt"]);
        Assert.Equal([eventId, eventId], receiver.Received.Select(one => one.WebhookId));
        Assert.Equal(receiver.Received[0].Body, receiver.Received[1].Body);
        Assert.Equal(("pending", 1, 503), Outcome(await Only(path)));
    }

    [Fact]
    public async Task What_was_given_up_gets_ten_further_attempts()
    {
        receiver.AnswerWith(500);
        var path = await Register(receiver.Url);
        await Announce();
        await DeliverUntilGivenUp(path);
        var failed = await Only(path);

        await client.PostAsync($"{path}/deliveries/{failed["eventId"]}/redelivery", content: null).Expect(HttpStatusCode.OK);
        await DeliverUntilGivenUp(path);

        Assert.Equal(("failed", 10, 500), Outcome(failed));
        Assert.Equal(("failed", 10, 500), Outcome(await Only(path)));
        Assert.Equal(20, receiver.Received.Count);
    }

    [Fact]
    public async Task What_waits_is_delivered_at_once_and_keeps_its_count()
    {
        receiver.AnswerWith(500, 204);
        var path = await Register(receiver.Url);
        await Announce();
        await Deliver();
        await Deliver();
        var waiting = await Only(path);

        await client.PostAsync($"{path}/deliveries/{waiting["eventId"]}/redelivery", content: null).Expect(HttpStatusCode.OK);
        await Deliver();

        Assert.Equal(("pending", 1, 500), Outcome(waiting));
        Assert.Equal(("delivered", 2, 204), Outcome(await Only(path)));
    }

    [Fact]
    public async Task Strangers_disabled_endpoints_and_unknown_events_are_refused()
    {
        var path = await Register(receiver.Url);
        var unrelated = await Register(receiver.Url, "payment-document.issued");
        await Announce();
        var redelivery = $"deliveries/{(await Only(path))["eventId"]}/redelivery";
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));

        foreach (var action in (string[])["test-events", redelivery])
        {
            await schools.PostAsync($"{path}/{action}", content: null).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        }

        foreach (var unknown in (string[])[$"{unrelated}/{redelivery}", $"{path}/deliveries/none/redelivery"])
        {
            await client.PostAsync(unknown, content: null).ExpectProblem(HttpStatusCode.NotFound, "webhook-delivery-not-found");
        }

        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        foreach (var action in (string[])["test-events", redelivery])
        {
            await client.PostAsync($"{path}/{action}", content: null).ExpectProblem(HttpStatusCode.Conflict, "webhook-endpoint-disabled");
        }
    }

    private static (string? State, int Attempts, int? LastStatus) Outcome(JsonNode delivery) =>
        ((string?)delivery["state"], (int)delivery["attempts"]!, (int?)delivery["lastStatus"]);

    private async Task<string> Register(string url, params string[] eventTypes)
    {
        var request = new { url, eventTypes = eventTypes is [] ? [EventTypes.All] : eventTypes };
        return $"{Endpoints}/{(await client.PostAsJsonAsync(Endpoints, request).Expect(HttpStatusCode.Created))["id"]}";
    }

    private async Task<JsonNode> Only(string path) =>
        Assert.Single((await client.GetAsync($"{path}/deliveries").Expect(HttpStatusCode.OK))["items"]!.AsArray())!;

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

    private async Task DeliverUntilGivenUp(string path)
    {
        while (await Deliver() > 0 && (await Only(path))["nextAttemptAt"] is { } next)
        {
            host.Clock.Reset(InstantPattern.ExtendedIso.Parse((string)next!).Value);
        }
    }
}
