using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Deletes uploads that were cut off, and the received rows of loads that are over.</summary>
internal sealed class SweepBulkLoads(Db db, IClock clock)
{
    // The slowest upload that is accepted stores a chunk in less time.
    private static readonly Duration MaxSilence = Duration.FromMinutes(15);

    /// <summary>Finds and deletes them all.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var silentSince = clock.GetCurrentInstant() - MaxSilence;
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

    /// <summary>Deletes a load that was not received whole.</summary>
    public static async Task Remove(Db db, Id id, CancellationToken cancellation)
    {
        await RemoveChunks(db, id, cancellation);
        await db.Transact(sql => sql.Execute("DELETE FROM BulkLoads WHERE Id = @id AND State = 'receiving'", new { id }), cancellation);
    }

    /// <summary>Deletes the received rows, a few chunks in each transaction.</summary>
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
