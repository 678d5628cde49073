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
        var delivered = await sql.Rows<WebhookDelivery>(
            $"""
            SELECT {WebhookDelivery.Columns}, d.DeliveredAnswer
              FROM WebhookDeliveries d
             INNER JOIN Events e ON e.Id = d.EventId
             WHERE d.EndpointId = @endpointId
               AND d.EventId IN ({sql.Dialect.TextsOf("@ids")})
               AND d.State      = 'delivered'
            """,
            parameters
        );
        await sql.Insert(AttemptRow.Table, [.. delivered.SelectMany(Success)]);
        return await sql.Execute(
            $"""
            UPDATE WebhookDeliveries
               SET Attempts = 0, State = 'pending', NextAttemptAt = @now, DeliveredAt = NULL, DeliveredInMs = NULL, DeliveredAnswer = NULL
             WHERE EndpointId = @endpointId
               AND EventId IN ({sql.Dialect.TextsOf("@ids")})
               AND State     <> 'pending'
            """,
            parameters
        );

        // The attempt that delivered gets a row of its own, since its delivery forgets it.
        IEnumerable<AttemptRow> Success(WebhookDelivery delivery) =>
            WebhookAttempt.InDelivery(delivery) is { } success && Id.TryParse(delivery.EventId, out var eventId)
                ? [AttemptRow.Of(endpointId, eventId, success)]
                : [];
    }
}
