using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class ReadWebhookEndpoint
{
    public static Task<WebhookEndpoint> Handle(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        return db.Read(sql => WebhookEndpoint.Get(sql, endpointId, caller), cancellation);
    }
}
