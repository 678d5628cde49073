using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Pagina di uffici.</summary>
/// <param name="Items">Gli uffici.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record DepartmentPage(
    [property: MaxLength(200)] IReadOnlyList<Department> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindDepartments
{
    public static Task<Department> HandleOne(
        string organization,
        string department,
        Caller caller,
        Db db,
        CancellationToken cancellation
    ) =>
        db.Read(
            async sql => await Department.Require(sql, await Organization.Require(sql, caller, organization), department),
            cancellation
        );

    public static async Task<DepartmentPage> Handle(
        string organization,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"departments {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<Department>(
                    $"""
                    {Department.Select}
                     WHERE OrganizationFiscalCode = @FiscalCode
                       {Sql.When(page.After, "AND Code > @after")}
                     ORDER BY Code
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        owner.FiscalCode,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                );
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, department => department.Code);
        return new DepartmentPage(items, next);
    }
}
