using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// Remembers when keys were used, and writes it now and then for all of them together: a request never waits for it, and a key costs one
/// write in ten minutes however often it calls. What was not yet written when the program is killed is lost, and harmless.
/// </summary>
internal sealed partial class KeyUses(Db db, ILogger<KeyUses> logger) : BackgroundService
{
    private static readonly Duration Precision = Duration.FromMinutes(10);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Id, Instant> unwritten = new();

    /// <summary>Notes a use, unless one about as recent is already on record.</summary>
    public void Note(Id key, Instant? lastOnRecord, Instant now)
    {
        if (lastOnRecord is null || now - lastOnRecord >= Precision)
        {
            unwritten.TryAdd(key, now);
        }
    }

    /// <summary>Writes what was noted since the last time, in one transaction; says of how many keys.</summary>
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

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenWrites, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Write(CancellationToken.None);
            }
#pragma warning disable CA1031 // The database may be away for a while; the uses are written when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                WriteFailed(failure, db.Dialect.IsOutage(failure) ? Codes.Unavailable.Value : Codes.InternalError.Value);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last uses of keys could not be written: {Code}; they will be, later")]
    private partial void WriteFailed(Exception failure, string code);
}
