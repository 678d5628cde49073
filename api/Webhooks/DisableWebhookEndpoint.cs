using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class DisableWebhookEndpoint
{
    public static Task<WebhookEndpoint> Handle(
        string id,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var endpoint = await WebhookEndpoint.Get(sql, endpointId, caller);
                ifMatch.Require(endpoint.Version);
                await WebhookEndpoint.Disable(sql, endpointId, now);
                return await WebhookEndpoint.Get(sql, endpointId, caller);
            },
            cancellation
        );
    }
}
