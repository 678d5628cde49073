using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Why an endpoint was disabled.</summary>
internal static class DisabledReason
{
    public const string Requested = "requested";
    public const string Gone = "gone";
    public const string Failing = "failing";

    public static readonly IReadOnlyList<string> All = [Requested, Gone, Failing];
}

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
                await Disable(sql, endpointId, DisabledReason.Requested, now);
                return await WebhookEndpoint.Get(sql, endpointId, caller);
            },
            cancellation
        );
    }

    /// <summary>
    /// Disables an endpoint that is enabled, and announces it to the others. What still waits for it is given up when its turn comes.
    /// </summary>
    public static async Task Disable(Sql sql, Id endpointId, string reason, Instant now)
    {
        var disabled = await sql.Execute(
            """
            UPDATE WebhookEndpoints
               SET Enabled = 0, DisabledReason = @reason, PausedAt = NULL, UpdatedAt = @now, Version = Version + 1
             WHERE Id = @endpointId
               AND Enabled = 1
            """,
            new
            {
                endpointId,
                reason,
                now,
            }
        );
        if (disabled == 1)
        {
            var owner = await EndpointOwner.Of(sql, endpointId);
            var what = new WebhookEndpointDisabled(endpointId.Value, reason);
            await Outbox.Append(sql, OutboxEvent.Of(owner.Organization, owner.DepartmentId, what, now));
        }
    }
}
