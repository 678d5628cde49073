using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Starts deliveries again that have ended, with ten further attempts each.</summary>
internal static class Redelivery
{
    /// <summary>Starts those of the deliveries that have ended; returns how many.</summary>
    public static async Task<int> Restart(Sql sql, Id endpointId, IReadOnlyList<Id> eventIds, Instant now)
    {
        var parameters = new
        {
            endpointId,
            ids = StoredJson.Write(eventIds.Select(id => id.Value)),
            now,
        };
        // The UPDATE comes first: another transaction that starts the same deliveries waits for it, and finds them pending.
        var started = await sql.Execute(
            $"""
            UPDATE WebhookDeliveries
               SET State = 'pending', NextAttemptAt = @now, Attempts = CASE WHEN State = 'delivered' THEN Attempts ELSE 0 END
             WHERE EndpointId = @endpointId
               AND EventId IN ({sql.Dialect.TextsOf("@ids")})
               AND State     <> 'pending'
            """,
            parameters
        );
        var delivered = await sql.Rows<WebhookDelivery>(
            $"""
            SELECT {WebhookDelivery.Columns}, d.DeliveredAnswer
              FROM WebhookDeliveries d
             INNER JOIN Events e ON e.Id = d.EventId
             WHERE d.EndpointId = @endpointId
               AND d.EventId IN ({sql.Dialect.TextsOf("@ids")})
               AND d.State      = 'pending'
               AND d.DeliveredAt IS NOT NULL
            """,
            parameters
        );
        await sql.Insert(AttemptRow.Table, [.. delivered.SelectMany(Success)]);
        await sql.Execute(
            $"""
            UPDATE WebhookDeliveries
               SET Attempts = 0, DeliveredAt = NULL, DeliveredInMs = NULL, DeliveredAnswer = NULL
             WHERE EndpointId = @endpointId
               AND EventId IN ({sql.Dialect.TextsOf("@ids")})
               AND State      = 'pending'
               AND DeliveredAt IS NOT NULL
            """,
            parameters
        );
        return started;

        // The attempt that delivered gets a row of its own, since its delivery forgets it.
        IEnumerable<AttemptRow> Success(WebhookDelivery delivery) =>
            WebhookAttempt.InDelivery(delivery) is { } success && Id.TryParse(delivery.EventId, out var eventId)
                ? [AttemptRow.Of(endpointId, eventId, success)]
                : [];
    }
}
