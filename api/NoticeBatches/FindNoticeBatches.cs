using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Pagina di stampe massive.</summary>
/// <param name="Items">Le stampe massive, dalla più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record NoticeBatchPage(
    [property: MaxLength(200)] IReadOnlyList<NoticeBatch> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindNoticeBatches
{
    public static async Task<Ok<NoticeBatchPage>> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of("notice-batches", limit, cursor);
        var parameters = Ownership.Parameters(caller, new { before = page.After, limit = page.RowsToRead });
        var rows = await db.Read(
            sql =>
                sql.Rows<NoticeBatchRow>(
                    $"""
                    SELECT b.*
                      FROM NoticeBatches b
                     WHERE 1 = 1
                       {Ownership.OfWork(caller, "b")}
                       {Sql.When(page.After, "AND b.Id < @before")}
                     ORDER BY b.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    parameters
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id.Value);
        return TypedResults.Ok(new NoticeBatchPage([.. items.Select(row => row.Published())], next));
    }

    /// <summary>One batch, with its progress and, once it is completed, its parts.</summary>
    public static async Task<Ok<NoticeBatch>> HandleOne(string id, Caller caller, Db db, CancellationToken cancellation) =>
        TypedResults.Ok(
            await db.Read(
                async sql =>
                {
                    var batch = await NoticeBatchRow.Find(sql, id, caller);
                    return batch.Published(batch.State == NoticeBatchState.Completed ? await NoticeBatchPart.All(sql, batch) : null);
                },
                cancellation
            )
        );
}
