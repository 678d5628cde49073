using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Something that a department wants to be told.</summary>
/// <param name="Organization">Whose event it is.</param>
/// <param name="DepartmentId">The department concerned; null when none is (money that nobody was waiting for).</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="OccurredAt">The clock's now, not a business date: whoever polls relies on events becoming visible in about this order.</param>
/// <param name="Data">Ids (as texts) and amounts, under 20 kB and no personal data: the receiver fetches the rest.</param>
internal sealed record OutboxEvent(FiscalCode Organization, Id? DepartmentId, string Type, Instant OccurredAt, object Data);

/// <summary>Where an event is written, in the transaction of the change that it tells of: either both happen, or neither.</summary>
internal static class Outbox
{
    private static readonly BulkTable<(Id Id, OutboxEvent Event, string Data)> Events = new BulkTable<(
        Id Id,
        OutboxEvent Event,
        string Data
    )>("Events")
        .Code("Id", row => row.Id)
        .Code("OrganizationFiscalCode", row => row.Event.Organization)
        .Code("DepartmentId", row => row.Event.DepartmentId)
        .Code("Type", row => row.Event.Type)
        .Moment("OccurredAt", row => row.Event.OccurredAt)
        .Text("Data", row => row.Data);

    /// <summary>Writes the event, and one delivery that is due at once for each enabled endpoint that asked for it.</summary>
    public static Task Append(Sql sql, OutboxEvent e) => Append(sql, [e]);

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
        var rows = events.Select(e => (Id: Id.New(e.OccurredAt), Event: e, Data: StoredJson.Write(e.Data))).ToList();
        await sql.Insert(Events, rows);
        foreach (var alike in rows.GroupBy(row => (row.Event.Organization, row.Event.DepartmentId, row.Event.Type)))
        {
            await sql.Execute(
                $"""
                INSERT INTO WebhookDeliveries (EndpointId, EventId, State, Attempts, NextAttemptAt)
                SELECT w.Id, e.Id, 'pending', 0, e.OccurredAt
                  FROM WebhookEndpoints w
                 INNER JOIN Events e ON e.Id IN ({sql.Dialect.TextsOf("@eventIds")})
                 WHERE w.OrganizationFiscalCode = @Organization
                   AND w.Enabled = 1
                   AND (w.DepartmentId IS NULL OR w.DepartmentId = @DepartmentId)
                   AND (w.EventTypes LIKE @asksForType OR w.EventTypes LIKE @asksForAll)
                """,
                new
                {
                    eventIds = StoredJson.Write(alike.Select(row => row.Id.Value)),
                    alike.Key.Organization,
                    alike.Key.DepartmentId,
                    asksForType = EventTypes.Pattern(alike.Key.Type),
                    asksForAll = EventTypes.Pattern(EventTypes.All),
                }
            );
        }
    }
}
