using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>Pagina di recuperi di ricevute.</summary>
/// <param name="Items">I recuperi, dal più recente.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record ReceiptRecoveryPage(
    [property: MaxLength(200)] IReadOnlyList<ReceiptRecovery> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindReceiptRecoveries
{
    private sealed record Filters(string? Iur, string? State);

    public static async Task<Ok<ReceiptRecoveryPage>> Handle(
        Caller caller,
        Db db,
        CancellationToken cancellation,
        string? iur = null,
        [ExtensibleEnum(typeof(RecoveryState))] string? state = null,
        int? limit = null,
        string? cursor = null
    )
    {
        var filters = new Filters(iur, state);
        var page = Paging.Of($"receipt-recoveries|{filters}", limit, cursor);
        var rows = await db.Read(
            sql =>
                sql.Rows<ReceiptRecoveryRow>(
                    $"""
                    SELECT {ReceiptRecoveryRow.Columns}
                      FROM {ReceiptRecoveryRow.WithReceipt}
                     WHERE 1 = 1
                       {Sql.When(caller.Organization, "AND x.OrganizationFiscalCode = @own")}
                       {Sql.When(
                        iur,
                        """
                        AND x.Iur = @iur
                        AND x.OrganizationFiscalCode IN (SELECT FiscalCode FROM Organizations)
                        """
                    )}
                       {Sql.When(state, "AND x.State = @state")}
                       {Sql.When(page.After, "AND x.Id < @before")}
                     ORDER BY x.Id DESC
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        own = caller.Organization,
                        iur,
                        state,
                        before = page.After,
                        limit = page.RowsToRead,
                    }
                ),
            cancellation
        );
        var (items, next) = page.Cut(rows, row => row.Id.Value);
        return TypedResults.Ok(new ReceiptRecoveryPage([.. items.Select(ReceiptRecovery.Of)], next));
    }

    public static async Task<Ok<ReceiptRecovery>> HandleOne(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var row = await db.Read(
            sql =>
                sql.Row<ReceiptRecoveryRow>(
                    $"""
                    SELECT {ReceiptRecoveryRow.Columns}
                      FROM {ReceiptRecoveryRow.WithReceipt}
                     WHERE x.Id = @id
                       {Sql.When(caller.Organization, "AND x.OrganizationFiscalCode = @own")}
                    """,
                    new { id, own = caller.Organization }
                ),
            cancellation
        );
        return row is null
            ? throw new Refusal(Codes.ReceiptRecoveryNotFound, "Il recupero non esiste o non è visibile con questa chiave.")
            : TypedResults.Ok(ReceiptRecovery.Of(row));
    }
}
