using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Takes away what is of no more use: uploads that were cut off, and what was received of loads that are over.</summary>
internal static class SweepBulkLoads
{
    // An upload that is alive stores a chunk in less time, however slowly it is allowed to come.
    private static readonly Duration LongestSilence = Duration.FromMinutes(15);

    /// <summary>Finds and removes them all.</summary>
    public static async Task Run(Db db, Instant now, CancellationToken cancellation)
    {
        var silentSince = now - LongestSilence;
        var cutOff = await db.Read(
            sql => sql.Rows<Id>("SELECT Id FROM BulkLoads WHERE State = 'receiving' AND UpdatedAt < @silentSince", new { silentSince }),
            cancellation
        );
        foreach (var id in cutOff)
        {
            await Remove(db, id, cancellation);
        }

        var over = await db.Read(
            sql =>
                sql.Rows<Id>(
                    """
                    SELECT l.Id
                      FROM BulkLoads l
                     WHERE l.State IN ('completed', 'failed', 'cancelled')
                       AND EXISTS (SELECT 1 FROM BulkLoadChunks c WHERE c.LoadId = l.Id)
                    """
                ),
            cancellation
        );
        foreach (var id in over)
        {
            await RemoveChunks(db, id, cancellation);
        }
    }

    /// <summary>Removes a load that was never received whole.</summary>
    public static async Task Remove(Db db, Id id, CancellationToken cancellation)
    {
        await RemoveChunks(db, id, cancellation);
        await db.Transact(sql => sql.Execute("DELETE FROM BulkLoads WHERE Id = @id AND State = 'receiving'", new { id }), cancellation);
    }

    /// <summary>Removes what was received, a few chunks in each transaction.</summary>
    public static async Task RemoveChunks(Db db, Id id, CancellationToken cancellation)
    {
        await db.Transact(sql => sql.Execute("DELETE FROM BulkLoadScatteredKeys WHERE LoadId = @id", new { id }), cancellation);
        while (true)
        {
            var lines = await db.Read(
                sql =>
                    sql.Rows<long>(
                        $"""
                        SELECT FirstLine
                          FROM BulkLoadChunks
                         WHERE LoadId = @id
                         ORDER BY FirstLine
                         {sql.Dialect.FirstRows}
                        """,
                        new { id, limit = 16 }
                    ),
                cancellation
            );
            if (lines is [])
            {
                return;
            }

            await db.Transact(
                sql => sql.Execute("DELETE FROM BulkLoadChunks WHERE LoadId = @id AND FirstLine <= @last", new { id, last = lines[^1] }),
                cancellation
            );
        }
    }
}
