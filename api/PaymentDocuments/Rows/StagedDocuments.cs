using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Timeline;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rows;

/// <summary>
/// Publishes or deletes the documents that an atomic load stored out of sight. They hold their externalIds and notice numbers meanwhile, so that
/// publishing them cannot fail.
/// </summary>
internal static class StagedDocuments
{
    /// <summary>Publishes documents: from now on they can be read and paid.</summary>
    public static Task Publish(Sql sql, IEnumerable<Id> ids) =>
        sql.Execute(
            $"""
            UPDATE PaymentDocuments
               SET State = 'issued'
             WHERE Id IN ({sql.Dialect.TextsOf("@ids")})
               AND State = 'staged'
            """,
            new { ids = StoredJson.Write(ids.Select(id => id.Value)) }
        );

    /// <summary>Deletes staged documents.</summary>
    public static async Task Delete(Sql sql, IEnumerable<Id> ids)
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
            TimelineEvents.DeleteOf(dialect),
            $"DELETE FROM Movements WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM InstallmentAllocations WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM Installments WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM PaymentOptions WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM DebtItems WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM CoObligors WHERE DocumentId IN ({dialect.TextsOf("@ids")})",
            $"DELETE FROM PaymentDocuments WHERE Id IN ({dialect.TextsOf("@ids")}) AND State = 'staged'",
        ];
}
