using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
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
                await KeepSuccess(sql, endpointId, deliveryOf, await WebhookDelivery.Get(sql, endpointId, deliveryOf, caller));
                // The claim stays: the outcome of an attempt that runs now counts as the one that was asked for.
                await sql.Execute(
                    $"""
                    UPDATE WebhookDeliveries
                       SET Attempts        = CASE WHEN State = 'pending' THEN Attempts ELSE 0 END,
                           State           = 'pending',
                           NextAttemptAt   = @now,
                           DeliveredAt     = NULL,
                           DeliveredInMs   = NULL,
                           DeliveredAnswer = NULL
                     WHERE EndpointId = @endpointId
                       AND EventId    = @deliveryOf
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
                            deliveryOf,
                            now,
                        }
                    )
                );
                return TypedResults.Ok(await WebhookDelivery.Get(sql, endpointId, deliveryOf, caller));
            },
            cancellation
        );
    }

    /// <summary>Gives the attempt that delivered a row of its own, before its delivery starts again.</summary>
    private static Task KeepSuccess(Sql sql, Id endpointId, Id eventId, WebhookDelivery delivery) =>
        WebhookAttempt.InDelivery(delivery) is { } success
            ? sql.Insert(AttemptRow.Table, [AttemptRow.Of(endpointId, eventId, success)])
            : Task.CompletedTask;
}
