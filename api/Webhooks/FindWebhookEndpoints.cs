using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Pagina di destinatari di notifiche.</summary>
/// <param name="Items">I destinatari.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record WebhookEndpointPage(
    [property: MaxLength(200)] IReadOnlyList<WebhookEndpoint> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindWebhookEndpoints
{
    public static async Task<WebhookEndpointPage> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of("webhook-endpoints", limit, cursor);
        var rows = await db.Read(
            sql =>
                sql.Rows<WebhookEndpoint>(
                    $"""
                    {WebhookEndpoint.Select}
                     WHERE 1 = 1
                       {Sql.When(caller.Organization, "AND w.OrganizationFiscalCode = @organization")}
                       {Sql.When(caller.DepartmentId, "AND w.DepartmentId = @department")}
                       {Sql.When(page.After, "AND w.Id > @after")}
                     ORDER BY w.Id
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        organization = caller.Organization,
                        department = caller.DepartmentId,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, endpoint => endpoint.Id);
        return new WebhookEndpointPage(items, next);
    }
}
