using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Pagina di recuperi.</summary>
/// <param name="Items">I recuperi.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record WebhookRecoveryPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookRecovery> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindWebhookRecoveries
{
    public static async Task<WebhookRecoveryPage> Handle(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var page = Paging.Of($"webhook-recoveries {endpointId}", limit, cursor);
        var rows = await db.Snapshot(
            async sql =>
            {
                _ = await WebhookEndpoint.Get(sql, endpointId, caller);
                return await sql.Rows<WebhookRecovery>(
                    $"""
                    SELECT {WebhookRecovery.Columns}
                      FROM WebhookRecoveries r
                     WHERE r.EndpointId = @endpointId
                       {Sql.When(page.After, "AND r.Id < @before")}
                     ORDER BY r.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        endpointId,
                        before = page.After,
                        limit = page.RowsToRead,
                    }
                );
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, recovery => recovery.Id);
        return new WebhookRecoveryPage(items, next);
    }

    public static Task<WebhookRecovery> HandleOne(string id, string recoveryId, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(sql => WebhookRecovery.Get(sql, WebhookEndpoint.IdOf(id), recoveryId, caller), cancellation);
}
