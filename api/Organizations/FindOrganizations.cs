using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Pagina di enti creditori.</summary>
/// <param name="Items">Gli enti.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record OrganizationPage(
    [property: MaxLength(200)] IReadOnlyList<Organization> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindOrganizations
{
    public static Task<Organization> HandleOne(string organization, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(sql => Organization.Require(sql, caller, organization), cancellation);

    public static async Task<OrganizationPage> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of("organizations", limit, cursor);
        var rows = await db.Read(
            sql =>
                sql.Rows<Organization>(
                    $"""
                    {Organization.Select}
                     WHERE 1 = 1
                       {Sql.When(caller.Organization, "AND FiscalCode = @own")}
                       {Sql.When(page.After, "AND FiscalCode > @after")}
                     ORDER BY FiscalCode
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        own = caller.Organization,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, organization => organization.FiscalCode);
        return new OrganizationPage(items, next);
    }
}
