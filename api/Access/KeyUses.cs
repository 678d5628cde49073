using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// Remembers when keys were used, until a job writes it for all of them in one transaction: a request never waits for it, and a key costs at
/// most one write in ten minutes. A killed program loses the uses that it has not written.
/// </summary>
internal sealed class KeyUses(Db db)
{
    private static readonly Duration Precision = Duration.FromMinutes(10);
    private readonly ConcurrentDictionary<Id, Instant> unwritten = new();

    /// <summary>Notes a use, unless one about as recent is already on record.</summary>
    public void Note(Id key, Instant? lastOnRecord, Instant now)
    {
        if (lastOnRecord is null || now - lastOnRecord >= Precision)
        {
            unwritten.TryAdd(key, now);
        }
    }

    /// <summary>Writes the uses noted since the last time, in one transaction; returns how many keys they are of.</summary>
    internal async Task<int> Write(CancellationToken cancellation)
    {
        var uses = unwritten.ToArray();
        if (uses.Length > 0)
        {
            await db.Transact(
                sql =>
                    sql.Execute(
                        "UPDATE ApiKeys SET LastUsedAt = @Value WHERE Id = @Key AND (LastUsedAt IS NULL OR LastUsedAt < @Value)",
                        uses.Select(use => new { use.Key, use.Value })
                    ),
                cancellation
            );
            Array.ForEach(uses, use => unwritten.TryRemove(use));
        }

        return uses.Length;
    }
}
