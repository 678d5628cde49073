using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Prepares notice batches: one at a time in each instance, a group of documents per turn, so that requests and loads do not wait. A batch whose
/// turn fails rests while the others continue, and is failed after <see cref="FailedTurns.Max"/> failed turns in a row.
/// </summary>
internal sealed partial class RunNoticeBatches(Db db, IClock clock, Signal<RunNoticeBatches> signal, ILogger<RunNoticeBatches> logger)
{
    private static readonly Duration LeaseLength = Duration.FromSeconds(10);

    // In memory, so that a batch rests even when the database refuses to count its failed turn.
    private readonly Dictionary<Id, (int FailedTurns, Instant Until)> resting = [];

    /// <summary>Gives each unfinished batch that does not rest one turn. When one made progress the next round follows at once.</summary>
    public async Task Round(CancellationToken cancellation)
    {
        var unfinished = await db.Read(Unfinished, cancellation);
        foreach (var over in resting.Keys.Except(unfinished.Select(batch => batch.Id)).ToList())
        {
            resting.Remove(over);
        }

        foreach (var batch in unfinished)
        {
            var rests = resting.TryGetValue(batch.Id, out var rest) && rest.Until > clock.GetCurrentInstant();
            if (!rests && await Turn(batch, cancellation))
            {
                signal.Raise();
            }
        }
    }

    private async Task<bool> Turn(UnfinishedBatch batch, CancellationToken cancellation)
    {
        try
        {
            var worked = await Carry(batch, cancellation);
            resting.Remove(batch.Id);
            return worked;
        }
        catch (LeaseLost)
        {
            return false;
        }
#pragma warning disable CA1031 // A batch that fails must not stop the others. A database outage stops them all.
        catch (Exception failure) when (failure is not OperationCanceledException && !db.Dialect.IsOutage(failure))
#pragma warning restore CA1031
        {
            await Rest(batch.Id, failure, cancellation);
            return false;
        }
    }

    private async Task Rest(Id batchId, Exception failure, CancellationToken cancellation)
    {
        var turns = resting.GetValueOrDefault(batchId).FailedTurns + 1;
        var now = clock.GetCurrentInstant();
        resting[batchId] = (turns, now + FailedTurns.RestAfter(turns));
        TurnFailed(failure, batchId, Codes.InternalError.Value, turns, FailedTurns.Max);
        try
        {
            await db.Transact(sql => FailedTurns.Count(sql, batchId, Codes.InternalError, now), cancellation);
        }
#pragma warning disable CA1031 // The batch rests all the same, and the next failed turn counts again.
        catch (Exception notCounted) when (notCounted is not OperationCanceledException)
#pragma warning restore CA1031
        {
            CountFailed(notCounted, batchId, Codes.InternalError.Value);
        }
    }

    /// <summary>Chooses the documents of a batch, or makes its next notices; false when another instance has it.</summary>
    private async Task<bool> Carry(UnfinishedBatch batch, CancellationToken cancellation)
    {
        var lease = await Lease.TryTake(db, $"notice-batch:{batch.Id}", clock, LeaseLength, cancellation);
        if (lease is null)
        {
            return false;
        }

        try
        {
            await (
                batch.IsChosen
                    ? new NoticeGroup(db, clock, lease, logger).Make(batch.Id, cancellation)
                    : new NoticeSelection(db, clock, lease).WriteDown(batch.Id, cancellation)
            );
            return true;
        }
        finally
        {
            await lease.Release(CancellationToken.None);
        }
    }

    private static Task<IReadOnlyList<UnfinishedBatch>> Unfinished(Sql sql) =>
        sql.Rows<UnfinishedBatch>(
            """
            SELECT Id, CASE WHEN Conditions IS NULL THEN 1 ELSE 0 END AS IsChosen
              FROM NoticeBatches
             WHERE State IN ('waiting', 'running')
             ORDER BY UpdatedAt, Id
            """
        );

    private sealed record UnfinishedBatch
    {
        public Id Id { get; init; }
        public bool IsChosen { get; init; }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Notice batch {Batch} made no progress: {Code}, turn {FailedTurns} in a row; it is stopped after {MaxFailedTurns}"
    )]
    private partial void TurnFailed(Exception failure, Id batch, string code, int failedTurns, int maxFailedTurns);

    [LoggerMessage(Level = LogLevel.Error, Message = "The failed turn of notice batch {Batch} could not be counted: {Code}")]
    private partial void CountFailed(Exception failure, Id batch, string code);
}
