using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>
/// What becomes of documents that a load wrote for nobody to see: they are all let out, or all taken away. They hold their externalIds and
/// notice numbers meanwhile, so that letting them out cannot fail.
/// </summary>
internal static class StagedDocuments
{
    /// <summary>Lets documents out: from now on they can be seen and paid.</summary>
    public static Task LetOut(Sql sql, IEnumerable<Id> ids) =>
        sql.Execute(
            $"""
            UPDATE PaymentDocuments
               SET State = 'issued'
             WHERE Id IN ({sql.Dialect.TextsOf("@ids")})
               AND State = 'staged'
            """,
            new { ids = StoredJson.Write(ids.Select(id => id.Value)) }
        );

    /// <summary>Takes documents away that nobody has ever seen. Only ids of staged documents may be given.</summary>
    public static async Task TakeAway(Sql sql, IEnumerable<Id> ids)
    {
        var parameters = new { ids = StoredJson.Write(ids.Select(id => id.Value)) };
        foreach (var statement in Removals(sql.Dialect))
        {
            await sql.Execute(statement, parameters);
        }
    }

    /// <summary>The children first: they refer to their document.</summary>
    private static string[] Removals(Dialect dialect) =>
        [
            $"DELETE FROM TimelineEvents WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM Movements WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM InstallmentAllocations WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM Installments WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM PaymentOptions WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM DebtItems WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM CoObligors WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM PaymentDocuments WHERE Id IN ({dialect.TextsOf("@ids")}) AND State = 'staged'",
        ];
}
