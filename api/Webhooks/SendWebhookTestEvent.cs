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
                _ = await WebhookEndpoint.GetEnabled(sql, endpointId, caller);
                var owner = await EndpointOwner.Of(sql, endpointId);
                var test = new WebhookTestSent(endpointId.Value);
                var eventId = await Outbox.AppendFor(sql, endpointId, OutboxEvent.Of(owner.Organization, owner.DepartmentId, test, now));
                return TypedResults.Created(
                    $"/v1/webhook-endpoints/{endpointId}/deliveries",
                    await WebhookDelivery.Get(sql, endpointId, eventId, caller)
                );
            },
            cancellation
        );
    }
}
