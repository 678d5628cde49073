using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Pagina di caricamenti.</summary>
/// <param name="Items">I caricamenti, dal più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record BulkLoadPage(
    [property: MaxLength(200)] IReadOnlyList<BulkLoad> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindBulkLoads
{
    public static async Task<Ok<BulkLoadPage>> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        [ExtensibleEnum(typeof(LoadState))] string? state = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"bulk-loads|{state}", limit, cursor);
        var parameters = Ownership.Parameters(caller, new { state });
        parameters.Add("before", page.After);
        parameters.Add("limit", page.RowsToRead);
        var rows = await db.Read(
            sql =>
                sql.Rows<BulkLoadRow>(
                    $"""
                    SELECT l.*, p.Code AS DepartmentCode
                      FROM BulkLoads l
                     INNER JOIN Departments p ON p.Id = l.DepartmentId
                     WHERE 1 = 1
                       {Ownership.OfWork(caller, "l")}
                       {Sql.When(state, "AND l.State = @state")}
                       {Sql.When(page.After, "AND l.Id < @before")}
                     ORDER BY l.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    parameters
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id.Value);
        return TypedResults.Ok(new BulkLoadPage([.. items.Select(row => row.Published())], next));
    }

    /// <summary>One load, with its progress.</summary>
    public static async Task<Ok<BulkLoad>> HandleOne(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok((await db.Read(sql => BulkLoadRow.Find(sql, id, caller), cancellation)).Published());
}
