using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class PauseWebhookEndpoint
{
    /// <summary>Keeps what is for an endpoint until it resumes. An endpoint that is paused stays as it is.</summary>
    public static Task<WebhookEndpoint> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                _ = await WebhookEndpoint.GetEnabled(sql, endpointId, caller);
                await sql.Execute(
                    $"""
                    UPDATE WebhookEndpoints
                       SET PausedAt = @now, UpdatedAt = @now, Version = Version + 1
                     WHERE Id = @endpointId
                       AND Enabled = 1
                       AND PausedAt IS NULL
                       {Ownership.Of(caller, "WebhookEndpoints")}
                    """,
                    Ownership.Parameters(caller, new { endpointId, now })
                );
                return await WebhookEndpoint.Get(sql, endpointId, caller);
            },
            cancellation
        );
    }
}
