using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

internal static class ResumeWebhookEndpoint
{
    /// <summary>Ends the pause of an endpoint, or enables it again. What was given up stays so.</summary>
    public static Task<WebhookEndpoint> Handle(
        string id,
        Caller caller,
        Db db,
        WebhookOptions options,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Transact(
            async sql =>
            {
                var existing = await WebhookEndpoint.Get(sql, endpointId, caller);
                await sql.Execute(
                    $"""
                    UPDATE WebhookEndpoints
                       SET Enabled = 1, DisabledReason = NULL, PausedAt = NULL, FailingSince = NULL, UpdatedAt = @now, Version = Version + 1
                     WHERE Id = @endpointId
                       AND (Enabled = 0 OR PausedAt IS NOT NULL)
                       {Ownership.Of(caller, "WebhookEndpoints")}
                    """,
                    Ownership.Parameters(caller, new { endpointId, now })
                );
                if (!existing.Enabled)
                {
                    var owner = await EndpointOwner.Of(sql, endpointId);
                    await RegisterWebhookEndpoint.RequireRoom(sql, owner, options.MaxEndpointsPerDepartment);
                }

                return await WebhookEndpoint.Get(sql, endpointId, caller);
            },
            cancellation
        );
    }
}
