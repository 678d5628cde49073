using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Counts the turns in a row in which a batch made no progress (<c>NoticeBatches.FailedTurns</c>). After <see cref="Max"/> of them the batch is
/// failed, with a code that its answer shows. A recorded group clears the count; a database outage does not raise it.
/// </summary>
internal static class FailedTurns
{
    /// <summary>The most turns in a row that may fail.</summary>
    public const int Max = 5;

    private static readonly Duration[] Rests =
    [
        Duration.FromSeconds(5),
        Duration.FromSeconds(30),
        Duration.FromMinutes(2),
        Duration.FromMinutes(10),
    ];

    /// <summary>How long a batch rests after so many failed turns; other batches take their turns meanwhile.</summary>
    public static Duration RestAfter(int failedTurns) => Rests[Math.Clamp(failedTurns, 1, Rests.Length) - 1];

    /// <summary>Counts one more failed turn, and ends the batch with the last one that it may have.</summary>
    public static Task Count(Sql sql, Id batchId, RefusalCode code, Instant now) =>
        sql.Execute(
            """
            UPDATE NoticeBatches
               SET FailedTurns = COALESCE(FailedTurns, 0) + 1,
                   State       = CASE WHEN COALESCE(FailedTurns, 0) + 1 >= @max THEN 'failed' ELSE State END,
                   FailureCode = CASE WHEN COALESCE(FailedTurns, 0) + 1 >= @max THEN @code END,
                   FinishedAt  = CASE WHEN COALESCE(FailedTurns, 0) + 1 >= @max THEN @now END,
                   UpdatedAt   = @now
             WHERE Id = @batchId
               AND State IN ('waiting', 'running')
            """,
            new
            {
                batchId,
                max = Max,
                code = code.Value,
                now,
            }
        );
}
