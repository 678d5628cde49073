using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class RedeliverWebhook
{
    /// <summary>
    /// Makes one delivery due now. A delivery that has ended starts again with ten attempts; one that waits keeps its count.
    /// </summary>
    public static Task<Ok<WebhookDelivery>> Handle(
        string id,
        string eventId,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return once.Transact(
            async sql =>
            {
                _ = await WebhookEndpoint.GetEnabled(sql, endpointId, caller);
                var deliveryOf = Id.TryParse(eventId, out var parsed) ? parsed : throw WebhookDelivery.NotFound();
                var delivery = await WebhookDelivery.Get(sql, endpointId, deliveryOf, caller);
                var made =
                    delivery.State == CallState.Pending
                        ? await MakeDue(sql, endpointId, deliveryOf, caller, now)
                        : await Redelivery.Restart(sql, endpointId, [deliveryOf], now);
                return made == 1
                    ? TypedResults.Ok(await WebhookDelivery.Get(sql, endpointId, deliveryOf, caller))
                    : throw new ConcurrentChange();
            },
            cancellation
        );
    }

    /// <summary>The claim stays: the outcome of an attempt that runs now counts as the one that was asked for.</summary>
    private static Task<int> MakeDue(Sql sql, Id endpointId, Id eventId, Caller caller, Instant now) =>
        sql.Execute(
            $"""
            UPDATE WebhookDeliveries
               SET NextAttemptAt = @now
             WHERE EndpointId = @endpointId
               AND EventId    = @eventId
               AND State      = 'pending'
               AND EndpointId IN (SELECT w.Id
                                    FROM WebhookEndpoints w
                                   WHERE w.Id = @endpointId
                                     {Ownership.Of(caller, "w")})
            """,
            Ownership.Parameters(
                caller,
                new
                {
                    endpointId,
                    eventId,
                    now,
                }
            )
        );
}
