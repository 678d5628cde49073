using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>The events of a range, delivered once more.</summary>
public sealed class WebhookRecoveryTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
{
    private const string Endpoints = "/v1/webhook-endpoints";
    private Receiver receiver = null!;
    private TestTenant tenant = null!;
    private HttpClient client = null!;

    private Db Db => host.Services.GetRequiredService<Db>();

    private Instant Now => host.Clock.GetCurrentInstant();

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        tenant = await TestTenant.Add(Db, Now);
        client = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "TRIBUTI"));
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Every_event_of_the_range_that_the_endpoint_asks_for_comes_again_and_what_never_came_comes_too()
    {
        var since = Now;
        await Announce(tenant.Taxes);
        var path = await Register("payment.*");
        await Announce(tenant.Taxes);
        await Deliver();
        await Announce(tenant.Schools);
        await Announce(new Announced.DocumentIssued(), tenant.Taxes);
        host.Clock.AdvanceMinutes(1);

        var started = await Start(path, since);
        var ended = await Complete(started);

        var ids = receiver.Received.Select(one => one.WebhookId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids[0], ids[2]);
        Assert.True(string.CompareOrdinal(ids[1], ids[0]) < 0, "The event before the registration is the older one.");
        Assert.Equal(("completed", 2), ((string?)ended["state"], (int)ended["events"]!));
        Assert.Equal([(string?)ended["id"]], await Listed(path));
    }

    [Fact]
    public async Task Only_what_failed_comes_again_when_only_that_is_asked_for()
    {
        var since = Now;
        var path = await Register();
        await Announce(tenant.Taxes);
        await Deliver();
        receiver.AnswerWith(500);
        await Announce(tenant.Taxes);
        while (await Deliver() > 0)
        {
            host.Clock.Reset(await NextAttempt());
        }

        receiver.AnswerWith(200);
        var sent = receiver.Received.Count;
        var ended = await Complete(await Start(path, since, onlyFailed: true));

        Assert.Equal(1, (int)ended["events"]!);
        Assert.Equal(receiver.Received[sent - 1].WebhookId, receiver.Received[sent].WebhookId);
        Assert.Equal(sent + 1, receiver.Received.Count);
    }

    [Fact]
    public async Task Events_outside_the_range_stay_as_they_are()
    {
        var path = await Register();
        var moments = new List<Instant>();
        for (var count = 0; count < 3; count++)
        {
            moments.Add(Now);
            await Announce(tenant.Taxes);
            await Deliver();
            host.Clock.AdvanceMinutes(1);
        }

        var ended = await Complete(await Start(path, since: moments[1], until: moments[2]));

        Assert.Equal(1, (int)ended["events"]!);
        Assert.Equal(receiver.Received[1].WebhookId, receiver.Received[3].WebhookId);
    }

    [Fact]
    public async Task A_new_event_waits_for_at_most_a_thousand_events_of_a_range()
    {
        const int Events = 2_600;
        var path = await Register();
        var since = Now;
        await Db.Transact(
            sql => Outbox.Append(sql, [.. Enumerable.Range(0, Events).Select(_ => Event(new Announced.PaymentRecorded(), tenant.Taxes))]),
            CancellationToken.None
        );
        await Deliver();
        host.Clock.AdvanceMinutes(1);
        var started = await Start(path, since);

        var largest = 0L;
        for (var running = true; running; )
        {
            await Recover();
            largest = Math.Max(largest, await Waiting());
            await Deliver();
            running = (string?)(await Read(started))["state"] == "running";
        }

        Assert.Equal(RecoverWebhooks.MaxWaiting, largest);
        Assert.Equal(2 * Events, receiver.Received.Count);
        Assert.Equal(Events, receiver.Received.Select(one => one.WebhookId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Events, (int)(await Read(started))["events"]!);
    }

    [OnEachDatabase]
    public async Task Three_instances_at_once_recover_each_event_once(Engine engine)
    {
        const int Events = 1_200;
        await using var post = await Post.Open(new TestDatabase(engine));
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        var since = post.Clock.GetCurrentInstant();
        await post.Db.Transact(
            sql =>
                Outbox.Append(
                    sql,
                    [
                        .. Enumerable
                            .Range(0, Events)
                            .Select(_ => OutboxEvent.Of(post.Tenant.Organization, null, new Announced.PaymentRecorded(), since)),
                    ]
                ),
            CancellationToken.None
        );
        await post.DeliverDue();
        post.Clock.AdvanceMinutes(1);
        await post.StartRecovery(endpoint, since);

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => new RecoverWebhooks(post.Db, post.Clock).Run(CancellationToken.None)));
            await post.DeliverDue();
        }

        var ended = await post.Db.Read(
            sql => sql.Value<int>("SELECT Events FROM WebhookRecoveries WHERE State = 'completed'"),
            CancellationToken.None
        );
        Assert.Equal(Events, ended);
        Assert.Equal(2 * Events, receiver.Received.Count);
        Assert.All(receiver.Received.CountBy(one => one.WebhookId), one => Assert.Equal(2, one.Value));
    }

    [OnEachDatabase]
    public async Task Deliveries_that_are_started_again_at_once_keep_one_line_of_their_success(Engine engine)
    {
        const int Events = 40;
        const int AtOnce = 6;
        await using var post = await Post.Open(new TestDatabase(engine));
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        for (var count = 0; count < Events; count++)
        {
            await post.Announce();
        }

        await post.DeliverDue();
        var ids = (await post.Deliveries()).Select(delivery => delivery.EventId).ToList();

        var started = await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(_ =>
                    Task.Run(() =>
                        post.Db.Transact(
                            sql => Redelivery.Restart(sql, endpoint, ids, post.Clock.GetCurrentInstant()),
                            CancellationToken.None
                        )
                    )
                )
        );

        Assert.Equal(Events, started.Sum());
        Assert.All(
            await post.Deliveries(),
            delivery => Assert.Equal(("pending", 0, null), (delivery.State, delivery.Attempts, delivery.DeliveredAt))
        );
        var lines = await post.Db.Read(sql => sql.Rows<string>("SELECT EventId FROM WebhookAttempts"), CancellationToken.None);
        Assert.Equal(ids.Select(id => id.Value), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_pause_holds_a_recovery_and_disabling_the_endpoint_ends_it()
    {
        var since = Now;
        var path = await Register();
        await Announce(tenant.Taxes);
        await Deliver();
        host.Clock.AdvanceMinutes(1);

        var started = await Start(path, since);
        await client.PostAsync($"{path}/pause", content: null).Expect(HttpStatusCode.OK);
        await Recover();
        Assert.Equal("running", (string?)(await Read(started))["state"]);
        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Recover();

        Assert.Equal(("stopped", 0), ((string?)(await Read(started))["state"], (int)(await Read(started))["events"]!));
    }

    [Fact]
    public async Task One_recovery_of_an_endpoint_runs_at_a_time()
    {
        var path = await Register();
        host.Clock.AdvanceMinutes(1);
        await Start(path, Now - Duration.FromMinutes(1));

        await Ask(path, Now - Duration.FromMinutes(1)).ExpectProblem(HttpStatusCode.Conflict, "webhook-recovery-running");
        await Recover();
        await Start(path, Now - Duration.FromMinutes(1));
        await Recover();
    }

    [Fact]
    public async Task An_empty_range_a_stranger_and_an_unknown_recovery_are_refused()
    {
        var path = await Register();
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));

        var problem = await Ask(path, Now).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await Ask(path, Now - Duration.FromHours(1), by: schools).ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        await client.GetAsync($"{path}/recoveries/none").ExpectProblem(HttpStatusCode.NotFound, "webhook-recovery-not-found");
        await client.DeleteAsync(path).Expect(HttpStatusCode.OK);
        await Ask(path, Now - Duration.FromHours(1)).ExpectProblem(HttpStatusCode.Conflict, "webhook-endpoint-disabled");

        Assert.Equal(["/since"], problem.Pointers());
    }

    private async Task<string> Register(params string[] eventTypes)
    {
        var request = new { url = receiver.Url, eventTypes = eventTypes is [] ? [EventTypes.All] : eventTypes };
        return $"{Endpoints}/{(await client.PostAsJsonAsync(Endpoints, request).Expect(HttpStatusCode.Created))["id"]}";
    }

    private Task<HttpResponseMessage> Ask(
        string path,
        Instant since,
        Instant? until = null,
        bool? onlyFailed = null,
        HttpClient? by = null
    ) =>
        (by ?? client).PostAsJsonAsync(
            $"{path}/recoveries",
            new
            {
                since = InstantPattern.ExtendedIso.Format(since),
                until = until is { } end ? InstantPattern.ExtendedIso.Format(end) : null,
                onlyFailed = onlyFailed ?? false,
            }
        );

    private async Task<string> Start(string path, Instant since, Instant? until = null, bool? onlyFailed = null)
    {
        using var answer = await Ask(path, since, until, onlyFailed);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Recovers and delivers until the recovery has ended; returns it.</summary>
    private async Task<JsonNode> Complete(string location)
    {
        await Recover();
        await Deliver();
        var ended = await Read(location);
        Assert.NotNull(ended["endedAt"]);
        return ended;
    }

    private async Task<JsonNode> Read(string location) => await client.GetAsync(location).Expect(HttpStatusCode.OK);

    private async Task<IEnumerable<string?>> Listed(string path) =>
        (await client.GetAsync($"{path}/recoveries").Expect(HttpStatusCode.OK))["items"]!.AsArray().Select(one => (string?)one!["id"]);

    private Task<long> Waiting() =>
        Db.Read(
            sql =>
                sql.Value<long>(
                    """
                    SELECT COUNT(*)
                      FROM WebhookDeliveries d
                     INNER JOIN WebhookEndpoints w ON w.Id = d.EndpointId
                     WHERE w.OrganizationFiscalCode = @Organization
                       AND d.State = 'pending'
                    """,
                    new { tenant.Organization }
                ),
            CancellationToken.None
        );

    /// <summary>When the delivery that waits is attempted again; now when none waits.</summary>
    private async Task<Instant> NextAttempt() =>
        await Db.Read(
            sql =>
                sql.Value<Instant?>(
                    """
                    SELECT MIN(d.NextAttemptAt)
                      FROM WebhookDeliveries d
                     INNER JOIN WebhookEndpoints w ON w.Id = d.EndpointId
                     WHERE w.OrganizationFiscalCode = @Organization
                       AND d.State = 'pending'
                    """,
                    new { tenant.Organization }
                ),
            CancellationToken.None
        ) ?? Now;

    private Task Announce(Id department) => Announce(new Announced.PaymentRecorded(), department);

    private Task Announce<T>(T what, Id department)
        where T : IWebhookEvent => Db.Transact(sql => Outbox.Append(sql, Event(what, department)), CancellationToken.None);

    private OutboxEvent Event<T>(T what, Id department)
        where T : IWebhookEvent => OutboxEvent.Of(tenant.Organization, department, what, Now);

    private Task Recover() => host.Services.GetRequiredService<RecoverWebhooks>().Run(CancellationToken.None);

    private Task<int> Deliver() => host.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);
}
