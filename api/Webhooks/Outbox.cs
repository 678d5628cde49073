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
    public static async Task Append(Sql sql, OutboxEvent e)
    {
        var row = new
        {
            Id = Id.New(e.OccurredAt),
            e.Organization,
            e.DepartmentId,
            e.OccurredAt,
            AsksForType = EventTypes.Pattern(e.Type),
            AsksForAll = EventTypes.Pattern(EventTypes.All),
        };
        await sql.Insert(Events, [(row.Id, e, StoredJson.Write(e.Data))]);
        await sql.Execute(
            """
            INSERT INTO WebhookDeliveries (EndpointId, EventId, State, Attempts, NextAttemptAt)
            SELECT Id, @Id, 'pending', 0, @OccurredAt
            FROM WebhookEndpoints
            WHERE OrganizationFiscalCode = @Organization
              AND Enabled = 1
              AND (DepartmentId IS NULL OR DepartmentId = @DepartmentId)
              AND (EventTypes LIKE @AsksForType OR EventTypes LIKE @AsksForAll)
            """,
            row
        );
    }
}
