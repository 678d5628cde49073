using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>
/// What becomes of documents that a load wrote for nobody to see: they are all let out, or all taken away. They hold their externalIds and
/// notice numbers meanwhile, so that letting them out cannot fail.
/// </summary>
internal static class StagedDocuments
{
    /// <summary>The children first: they refer to their document.</summary>
    private static readonly string[] Statements =
    [
        "DELETE FROM TimelineEvents WHERE DocumentId = @Id",
        "DELETE FROM Movements WHERE DocumentId = @Id",
        "DELETE FROM InstallmentAllocations WHERE DocumentId = @Id",
        "DELETE FROM Installments WHERE DocumentId = @Id",
        "DELETE FROM PaymentOptions WHERE DocumentId = @Id",
        "DELETE FROM DebtItems WHERE DocumentId = @Id",
        "DELETE FROM CoObligors WHERE DocumentId = @Id",
        "DELETE FROM PaymentDocuments WHERE Id = @Id AND State = 'staged'",
    ];

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
    public static async Task TakeAway(Sql sql, IReadOnlyList<Id> ids)
    {
        var keys = ids.Select(id => new { Id = id }).ToList();
        foreach (var statement in Statements)
        {
            await sql.Execute(statement, keys);
        }
    }
}
