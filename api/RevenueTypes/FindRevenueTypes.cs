using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;

namespace Lecce.Riscossione.Api.RevenueTypes;

/// <summary>Pagina di tipi di entrata.</summary>
/// <param name="Items">I tipi di entrata.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record RevenueTypePage(
    [property: MaxLength(200)] IReadOnlyList<RevenueType> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindRevenueTypes
{
    public static Task<RevenueType> HandleOne(
        string organization,
        string revenueType,
        Caller caller,
        Db db,
        CancellationToken cancellation
    ) =>
        db.Read(
            async sql => await RevenueType.Row(sql, await Organization.Require(sql, caller, organization), revenueType) ?? throw NotFound(),
            cancellation
        );

    public static async Task<RevenueTypePage> Handle(
        string organization,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"revenue-types {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<RevenueType>(
                    $"""
                    {RevenueType.Select}
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
        var (items, next) = page.Cut(rows, type => type.Code);
        return new RevenueTypePage(items, next);
    }

    public static Refusal NotFound() => new(Codes.RevenueTypeNotFound, "L'ente non ha un tipo di entrata con questo codice.");
}
