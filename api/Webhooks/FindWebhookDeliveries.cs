using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Pagina di consegne.</summary>
/// <param name="Items">Le consegne.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record WebhookDeliveryPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookDelivery> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindWebhookDeliveries
{
    public static async Task<WebhookDeliveryPage> Handle(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var page = Paging.Of($"webhook-deliveries {endpointId}", limit, cursor);
        var rows = await db.Snapshot(
            async sql =>
            {
                _ = await WebhookEndpoint.Get(sql, endpointId, caller);
                return await sql.Rows<WebhookDelivery>(
                    $"""
                    SELECT {WebhookDelivery.Columns}
                      FROM WebhookDeliveries d
                     INNER JOIN Events e ON e.Id = d.EventId
                     WHERE d.EndpointId = @endpointId
                       {Sql.When(page.After, "AND d.EventId < @before")}
                     ORDER BY d.EventId DESC
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
        var (items, next) = page.Cut(rows, delivery => delivery.EventId);
        return new WebhookDeliveryPage(items, next);
    }
}
