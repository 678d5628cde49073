using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Who has which deliveries in hand. A claim is a moment until which nobody else takes the row; no two claims of one endpoint bear the
/// same, so that it also tells whose it is. Whoever claimed and died loses the claim when that moment has passed.
/// </summary>
internal static class DeliveryClaims
{
    // Longer than what a batch may take: nobody loses a claim while still at work.
    private static readonly Duration Longest = Duration.FromMinutes(1);

    private static readonly BulkTable<(Delivery Delivery, DeliveryOutcome Outcome, Instant Until, Instant Now)> Outcomes = new BulkTable<(
        Delivery Delivery,
        DeliveryOutcome Outcome,
        Instant Until,
        Instant Now
    )>("WebhookDeliveries")
        .Code("EndpointId", row => row.Delivery.EndpointId)
        .Code("EventId", row => row.Delivery.EventId)
        .Code("State", _ => DeliveryState.Pending)
        .Moment("ClaimedUntil", row => row.Until)
        .Key()
        .Code("State", row => row.Outcome.State)
        .Number("Attempts", row => row.Outcome.Attempts)
        .Moment("NextAttemptAt", row => row.Outcome.NextAttemptAt)
        .Moment("ClaimedUntil", _ => null)
        .Number("LastStatus", row => row.Outcome.Status)
        .Code("LastError", row => row.Outcome.Error)
        .Moment("DeliveredAt", row => row.Outcome.State == DeliveryState.Delivered ? row.Now : null);

    /// <summary>A moment for a claim made now.</summary>
    public static Instant Until(Instant now) => now + Longest - Duration.FromTicks(Random.Shared.NextInt64(NodaConstants.TicksPerSecond));

    /// <summary>
    /// Takes the deliveries to one endpoint that have been due longest. The conditions are in the UPDATE itself: of two instances that both
    /// saw a row free, the second finds it taken, without any lock hint. There the moment is asked for so that no index serves it: the rows
    /// are found by their keys, however many others wait.
    /// </summary>
    public static Task<ClaimedDeliveries> Take(Sql sql, Id endpointId, Instant now, Instant until, int most) =>
        sql.Several(
            $"""
            UPDATE WebhookDeliveries
               SET ClaimedUntil = @until
             WHERE EndpointId = @endpointId
               AND State      = 'pending'
               AND COALESCE(NextAttemptAt, @now) <= @now
               AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
               AND EventId IN (SELECT EventId
                                 FROM WebhookDeliveries
                                WHERE EndpointId     = @endpointId
                                  AND State          = 'pending'
                                  AND NextAttemptAt <= @now
                                  AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
                                ORDER BY NextAttemptAt, EventId
                                {sql.Dialect.FirstRows});
            SELECT d.EndpointId, d.EventId, d.Attempts, d.NextAttemptAt, e.Type, e.OccurredAt, e.Data
              FROM WebhookDeliveries d
             INNER JOIN Events e ON e.Id = d.EventId
             WHERE d.EndpointId     = @endpointId
               AND d.State          = 'pending'
               AND d.NextAttemptAt <= @now
               AND d.ClaimedUntil   = @until
             ORDER BY d.NextAttemptAt, d.EventId
             {sql.Dialect.FirstRows};
            SELECT Id, Url, ProtectedSecret, Enabled
              FROM WebhookEndpoints
             WHERE Id = @endpointId
            """,
            new
            {
                endpointId,
                now,
                until,
                limit = most,
            },
            async results => new ClaimedDeliveries(await results.Rows<Delivery>(), (await results.Row<Destination>())!)
        );

    /// <summary>Writes outcomes, except where the claim passed and the delivery is somebody else's by now.</summary>
    public static async Task Settle(
        Sql sql,
        IReadOnlyList<(Delivery Delivery, DeliveryOutcome Outcome)> attempts,
        Instant until,
        Instant now
    )
    {
        await sql.Update(Outcomes, [.. attempts.Select(attempt => (attempt.Delivery, attempt.Outcome, until, now))]);
        foreach (
            var endpointId in attempts
                .Where(attempt => attempt.Outcome.EndpointIsGone)
                .Select(attempt => attempt.Delivery.EndpointId)
                .Distinct()
        )
        {
            await WebhookEndpoint.Disable(sql, endpointId, now);
        }
    }
}

/// <summary>Deliveries that were taken, none where none was free, and where they go.</summary>
internal sealed record ClaimedDeliveries(IReadOnlyList<Delivery> Deliveries, Destination Destination);
