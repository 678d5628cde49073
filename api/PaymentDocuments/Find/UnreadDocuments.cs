using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

/// <summary>
/// The documents of an organization that are new or changed since a follower read them. The statements that issue and change documents mark them
/// as unread; an entry in the timeline alone does not.
/// </summary>
internal static class UnreadDocuments
{
    /// <summary>
    /// Takes the first unread documents and marks them as read, in the transaction in which the caller records them. A change that is
    /// committed later marks the document again, so no change is missed.
    /// </summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="organization">Whose documents.</param>
    /// <param name="max">How many at most; fewer mean that no more are unread.</param>
    public static async Task<IReadOnlyList<Id>> Take(Sql sql, FiscalCode organization, int max)
    {
        var ids = await sql.Rows<Id>(
            $"""
            SELECT Id
              FROM PaymentDocuments
             WHERE OrganizationFiscalCode = @organization
               AND ReadVersion IS NULL
               AND State <> 'staged'
             ORDER BY Id
             {sql.Dialect.FirstRows}
            """,
            new { organization, limit = max }
        );
        if (ids.Count > 0)
        {
            await sql.Execute(
                $"UPDATE PaymentDocuments SET ReadVersion = Version WHERE Id IN ({sql.Dialect.TextsOf("@ids")})",
                new { ids = StoredJson.Write(ids.Select(id => id.Value)) }
            );
        }

        return ids;
    }
}
