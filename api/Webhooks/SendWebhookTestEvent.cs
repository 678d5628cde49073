using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class SendWebhookTestEvent
{
    /// <summary>Writes a test event with one delivery, which is signed, sent and repeated like any other.</summary>
    public static Task<Created<WebhookDelivery>> Handle(string id, Caller caller, Once once, IClock clock, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return once.Transact(
            async sql =>
            {
                var endpoint = await WebhookEndpoint.Get(sql, endpointId, caller);
                if (!endpoint.Enabled)
                {
                    throw WebhookEndpoint.Disabled();
                }

                var eventId = await Outbox.AppendTest(sql, endpointId, new WebhookTestSent(endpointId.Value), now);
                return TypedResults.Created(
                    $"/v1/webhook-endpoints/{endpointId}/deliveries",
                    await WebhookDelivery.Get(sql, endpointId, eventId, caller)
                );
            },
            cancellation
        );
    }
}
