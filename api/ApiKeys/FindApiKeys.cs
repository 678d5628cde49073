using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>Pagina di chiavi.</summary>
/// <param name="Items">Le chiavi.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record ApiKeyPage(
    [property: MaxLength(200)] IReadOnlyList<ApiKey> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindApiKeys
{
    public static async Task<ApiKeyPage> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of("api-keys", limit, cursor);
        var rows = await db.Read(
            sql =>
                sql.Rows<ApiKey>(
                    $"""
                    {ApiKey.Select}
                     WHERE 1 = 1
                       {Sql.When(caller.Organization, "AND k.OrganizationFiscalCode = @organization")}
                       {Sql.When(caller.DepartmentId, "AND k.DepartmentId = @department")}
                       {Sql.When(page.After, "AND k.Id > @after")}
                     ORDER BY k.Id
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
        var (items, next) = page.Cut(rows, key => key.Id);
        return new ApiKeyPage(items, next);
    }
}
