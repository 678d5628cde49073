using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>A database of its own with one organization and two departments, a clock that the test moves, and deliverers on demand.</summary>
internal sealed class Post(TestDatabase database) : IAsyncDisposable
{
    private readonly EndpointSecrets secrets = new(new byte[32]);
    private readonly List<IDisposable> opened = [];

    public required Db Db { get; init; }
    public required FakeClock Clock { get; init; }
    public required TestTenant Tenant { get; init; }

    public static async Task<Post> Open(TestDatabase? database = null)
    {
        database ??= new TestDatabase();
        var db = await database.Migrated();
        var clock = new FakeClock(Instant.FromUtc(2026, 11, 22, 9, 0));
        return new Post(database)
        {
            Db = db,
            Clock = clock,
            Tenant = await TestTenant.Add(db, clock.GetCurrentInstant()),
        };
    }

    /// <summary>A deliverer, as each instance of the program has one.</summary>
    public DeliverWebhooks Deliverer(bool allowLoopback = true) => Deliverer(new AddressRules(allowLoopback));

    /// <summary>A deliverer that reaches what these rules allow.</summary>
    public DeliverWebhooks Deliverer(AddressRules rules) => Deliverer(new WebhookSender(rules, Clock));

    /// <summary>A deliverer that sends with this sender.</summary>
    public DeliverWebhooks Deliverer(WebhookSender sender)
    {
        var deliverer = new DeliverWebhooks(Db, secrets, sender, Clock, NullLogger<DeliverWebhooks>.Instance);
        opened.Add(deliverer);
        opened.Add(sender);
        return deliverer;
    }

    /// <summary>A deliverer that delivers by itself.</summary>
    public Worker<DeliverWebhooks> Worker()
    {
        var job = new Job<DeliverWebhooks>("webhooks", TimeSpan.FromMilliseconds(100), (webhooks, stop) => webhooks.StartDue(stop))
        {
            AtStop = webhooks => webhooks.Drain(),
        };
        var signal = new Signal<DeliverWebhooks>();
        var worker = new Worker<DeliverWebhooks>(Deliverer(), job, signal, Db, Clock, NullLogger<DeliverWebhooks>.Instance);
        opened.Add(worker);
        opened.Add(signal);
        return worker;
    }

    public async Task<int> DeliverDue(bool allowLoopback = true) => await Deliverer(allowLoopback).AttemptDue(CancellationToken.None);

    public async Task<(Id Id, byte[] Secret)> Subscribe(string url, Id? department = null, params string[] eventTypes)
    {
        var secret = EndpointSecrets.New();
        return (
            await Db.Transact(sql => Subscribe(sql, Tenant.Organization, department, url, secret, eventTypes), CancellationToken.None),
            secret
        );
    }

    /// <summary>Subscribes endpoints of many organizations in one transaction.</summary>
    public Task Subscribe(IEnumerable<(FiscalCode Organization, Id Department, string Url)> endpoints) =>
        Db.Transact(
            async sql =>
            {
                foreach (var (organization, department, url) in endpoints)
                {
                    await Subscribe(sql, organization, department, url, EndpointSecrets.New(), []);
                }
            },
            CancellationToken.None
        );

    /// <summary>Asks for the events from a moment until now, as the API does.</summary>
    public Task StartRecovery(Id endpoint, Instant since) =>
        Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO WebhookRecoveries (Id, EndpointId, Since, Until, OnlyFailed, State, LastEventId, Events, CreatedAt)
                    VALUES (@id, @endpoint, @since, @now, 0, 'running', @before, 0, @now)
                    """,
                    new
                    {
                        id = Id.New(Clock.GetCurrentInstant()),
                        endpoint,
                        since,
                        before = Id.FirstAt(since),
                        now = Clock.GetCurrentInstant(),
                    }
                ),
            CancellationToken.None
        );

    public Task Announce(Id? department = null) => Announce(new Announced.PaymentRecorded(), department);

    public Task Announce<T>(T what, Id? department = null)
        where T : IWebhookEvent =>
        Db.Transact(
            sql => Outbox.Append(sql, OutboxEvent.Of(Tenant.Organization, department, what, Clock.GetCurrentInstant())),
            CancellationToken.None
        );

    public Task<IReadOnlyList<DeliveryRow>> Deliveries() =>
        Db.Read(
            sql =>
                sql.Rows<DeliveryRow>(
                    """
                    SELECT EndpointId, EventId, State, Attempts, NextAttemptAt, ClaimedUntil, LastStatus, LastError, DeliveredAt
                    FROM WebhookDeliveries
                    ORDER BY EventId, EndpointId
                    """
                ),
            CancellationToken.None
        );

    public async Task<bool> IsEnabled(Id endpoint) =>
        await Db.Read(
            sql => sql.Value<bool>("SELECT Enabled FROM WebhookEndpoints WHERE Id = @endpoint", new { endpoint }),
            CancellationToken.None
        );

    private async Task<Id> Subscribe(Sql sql, FiscalCode organization, Id? department, string url, byte[] secret, string[] eventTypes)
    {
        var id = Id.New(Clock.GetCurrentInstant());
        await sql.Execute(
            """
            INSERT INTO WebhookEndpoints
                (Id, OrganizationFiscalCode, DepartmentId, Url, EventTypes, ProtectedSecret, Enabled, CreatedAt, UpdatedAt)
            VALUES (@id, @organization, @department, @url, @types, @secret, 1, @now, @now)
            """,
            new
            {
                id,
                organization,
                department,
                url,
                types = EventTypes.Join(eventTypes is [] ? [EventTypes.All] : eventTypes),
                secret = secrets.Protect(id, secret),
                now = Clock.GetCurrentInstant(),
            }
        );
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await Db.Dialect.DisposeAsync();
        await database.DisposeAsync();
    }
}

internal sealed record DeliveryRow
{
    public Id EndpointId { get; init; }
    public Id EventId { get; init; }
    public string State { get; init; } = "";
    public int Attempts { get; init; }
    public Instant NextAttemptAt { get; init; }
    public Instant? ClaimedUntil { get; init; }
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
    public Instant? DeliveredAt { get; init; }
}
