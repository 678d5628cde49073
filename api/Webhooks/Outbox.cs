using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>An event on its way to webhooks.</summary>
internal sealed record OutboxEvent
{
    private OutboxEvent() { }

    public required FiscalCode Organization { get; init; }

    /// <summary>The department concerned; null when none is (money that was not expected).</summary>
    public required Id? DepartmentId { get; init; }
    public required string Type { get; init; }

    /// <summary>The clock's now, not a business date: a client that polls relies on events becoming visible in about this order.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>The record as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>The codes of the revenue types concerned; empty when none is, or when it is not known which.</summary>
    public IReadOnlyList<string> RevenueTypes { get; init; } = [];

    public static OutboxEvent Of<T>(FiscalCode organization, Id? departmentId, T what, Instant now)
        where T : IWebhookEvent =>
        new()
        {
            Organization = organization,
            DepartmentId = departmentId,
            Type = T.Type,
            OccurredAt = now,
            Data = JsonSerializer.Serialize(what, EventTypes.Json),
        };
}

/// <summary>Writes events in the transaction of the change that they announce: either both happen, or neither.</summary>
internal static class Outbox
{
    private static readonly BulkTable<(Id Id, OutboxEvent Event)> Events = new BulkTable<(Id Id, OutboxEvent Event)>("Events")
        .Code("Id", row => row.Id)
        .Code("OrganizationFiscalCode", row => row.Event.Organization)
        .Code("DepartmentId", row => row.Event.DepartmentId)
        .Code("Type", row => row.Event.Type)
        .Moment("OccurredAt", row => row.Event.OccurredAt)
        .Text("Data", row => row.Event.Data)
        .Text("RevenueTypes", row => row.Event.RevenueTypes is [] ? null : StoredJson.Write(row.Event.RevenueTypes));

    /// <summary>Writes the event, and one delivery that is due at once for each enabled endpoint that asked for it.</summary>
    public static Task Append(Sql sql, OutboxEvent e) => Append(sql, [e]);

    /// <summary>Writes an event for one endpoint, whatever types it asked for, and its delivery; returns the id of the event.</summary>
    public static async Task<Id> AppendFor(Sql sql, Id endpointId, OutboxEvent e)
    {
        Id.Follow(await sql.Value<string>("SELECT MAX(Id) FROM Events"));
        var eventId = Id.New(e.OccurredAt);
        await sql.Insert(Events, [(eventId, e)]);
        await sql.Execute(
            """
            INSERT INTO WebhookDeliveries (EndpointId, EventId, State, Attempts, NextAttemptAt)
            VALUES (@endpointId, @eventId, 'pending', 0, @OccurredAt)
            """,
            new
            {
                endpointId,
                eventId,
                e.OccurredAt,
            }
        );
        return eventId;
    }

    /// <summary>Writes events, and for each one delivery that is due at once for each enabled endpoint that asked for it.</summary>
    public static async Task Append(Sql sql, IReadOnlyList<OutboxEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        // A client that polls has read up to the last event: new ids must be greater, even if another instance, or this one before its clock was
        // set back, has made later ids.
        Id.Follow(await sql.Value<string>("SELECT MAX(Id) FROM Events"));
        var rows = events.Select(e => (Id: Id.New(e.OccurredAt), Event: e)).ToList();
        await sql.Insert(Events, rows);
        foreach (var alike in rows.GroupBy(row => (row.Event.Organization, row.Event.DepartmentId, row.Event.Type)))
        {
            await Address(sql, alike.Key.Organization, alike.Key.DepartmentId, alike.Key.Type, alike.Select(row => row.Id));
        }
    }

    /// <summary>Writes a delivery of events that are alike for each enabled endpoint that asks for them; returns how many it wrote.</summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="organization">The organization of the events.</param>
    /// <param name="departmentId">Their department; null when they concern none.</param>
    /// <param name="type">Their type.</param>
    /// <param name="eventIds">The events, which are stored.</param>
    /// <param name="only">The only endpoint, which has no delivery of them yet; null for all.</param>
    /// <param name="dueAt">When the deliveries are due; null for the moments of the events.</param>
    public static Task<int> Address(
        Sql sql,
        FiscalCode organization,
        Id? departmentId,
        string type,
        IEnumerable<Id> eventIds,
        Id? only = null,
        Instant? dueAt = null
    ) =>
        sql.Execute(
            $"""
            INSERT INTO WebhookDeliveries (EndpointId, EventId, State, Attempts, NextAttemptAt)
            SELECT w.Id, e.Id, 'pending', 0, COALESCE(@dueAt, e.OccurredAt)
              FROM WebhookEndpoints w
             INNER JOIN Events e ON e.Id IN ({sql.Dialect.TextsOf("@ids")})
             WHERE w.OrganizationFiscalCode = @organization
               AND w.Enabled = 1
               {Sql.When(only, "AND w.Id = @only")}
               AND (w.DepartmentId IS NULL OR w.DepartmentId = @departmentId)
               AND (w.Departments IS NULL
                    OR EXISTS (SELECT 1
                                 FROM Departments d
                                WHERE d.Id = @departmentId
                                  AND d.Code IN ({sql.Dialect.TextsOf("w.Departments")})))
               AND (w.RevenueTypes IS NULL
                    OR EXISTS ({sql.Dialect.TextsOf("w.RevenueTypes")}
                               INTERSECT
                               {sql.Dialect.TextsOf("e.RevenueTypes")}))
               AND (w.EventTypes LIKE @asksForType OR w.EventTypes LIKE @asksForFamily OR w.EventTypes LIKE @asksForAll)
            """,
            new
            {
                ids = StoredJson.Write(eventIds.Select(id => id.Value)),
                organization,
                departmentId,
                only,
                dueAt,
                asksForType = EventTypes.Pattern(type),
                asksForFamily = EventTypes.Pattern(EventTypes.FamilyOf(type)),
                asksForAll = EventTypes.Pattern(EventTypes.All),
            }
        );
}
