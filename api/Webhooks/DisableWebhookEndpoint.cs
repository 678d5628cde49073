using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class DisableWebhookEndpoint
{
    public static Task<WebhookEndpoint> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var endpoint = await WebhookEndpoint.Get(sql, endpointId, caller);
                await WebhookEndpoint.Disable(sql, endpointId, now);
                return endpoint with { Enabled = false };
            },
            cancellation
        );
    }
}
