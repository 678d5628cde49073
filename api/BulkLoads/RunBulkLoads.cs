using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Gives loads their turns: all instances together run a few at once, each of another department. The loads of one instance store their
/// batches in turn, and a turn ends after some seconds when loads of other departments wait.
/// </summary>
internal sealed partial class RunBulkLoads(
    Db db,
    BulkLoadOptions options,
    NoticeNumbers noticeNumbers,
    IClock clock,
    Signal<RunBulkLoads> signal,
    ILogger<RunBulkLoads> logger
) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly LeasePlaces places = new(db, "bulk-loads", clock, LoadTurn.LeaseLength);
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<Id, long> restsUntil = new();
    private readonly List<Task> running = [];
    private volatile bool othersWait;

    public void Dispose() => writing.Dispose();

    /// <summary>Waits for the turns that are still running.</summary>
    public Task Drain() => Task.WhenAll(running);

    /// <summary>Starts a turn in each free place: for the departments that waited longest on any instance, the first of their loads.</summary>
    public async Task StartNext(CancellationToken cancellation)
    {
        running.RemoveAll(one => one.IsCompleted);
        var unfinished = await db.Read(Unfinished, cancellation);
        if (unfinished is [])
        {
            othersWait = false;
            return;
        }

        var served = await places.Look(cancellation);
        var now = clock.GetCurrentInstant();
        var waiting = unfinished
            .OrderBy(StuckLoads.IsStuck)
            .DistinctBy(load => load.DepartmentId)
            .Where(load => !Rests(load.Id))
            .OrderBy(load => LastServed(load.DepartmentId))
            .Where(load => LastServed(load.DepartmentId) <= now)
            .ToList();
        var free = Math.Max(0, options.MaxConcurrent - served.Values.Count(until => until > now));
        othersWait = waiting.Count > free;
        foreach (var load in waiting.Take(free))
        {
            if (await places.TryTake(load.DepartmentId.Value, options.MaxConcurrent, cancellation) is { } lease)
            {
                running.Add(Task.Run(() => Carry(load.Id, lease, cancellation), CancellationToken.None));
            }
        }

        bool Rests(Id load) => restsUntil.TryGetValue(load, out var until) && Stopwatch.GetTimestamp() < until;

        Instant LastServed(Id department) => served.TryGetValue(department.Value, out var until) ? until : Instant.MinValue;
    }

    private async Task Carry(Id loadId, Lease lease, CancellationToken cancellation)
    {
        try
        {
            restsUntil.TryRemove(loadId, out _);
            var started = Stopwatch.GetTimestamp();
            var turn = new LoadTurn(db, options, noticeNumbers, clock, logger, writing, lease);
            var load = await db.Transact(sql => Start(sql, loadId, clock.GetCurrentInstant()), cancellation);
            if (load.FailedTurns > StuckLoads.MaxFailedTurns && load.State == LoadState.Running)
            {
                // Earlier turns crashed the process.
                await NoteFailure(loadId, lease, cause: null, cancellation);
                return;
            }

            if (load.State == LoadState.Running)
            {
                await turn.Run(load, IsOver, cancellation);
            }

            await turn.Finish(loadId, IsOver, cancellation);
            if (
                await db.Read(sql => sql.Value<string>("SELECT State FROM BulkLoads WHERE Id = @loadId", new { loadId }), cancellation)
                is LoadState.Completed
                    or LoadState.Failed
                    or LoadState.Cancelled
            )
            {
                await SweepBulkLoads.RemoveChunks(db, loadId, cancellation);
            }

            bool IsOver() => othersWait && Stopwatch.GetElapsedTime(started).TotalMilliseconds > options.TurnMs;
        }
        catch (Exception end)
            when (end is TurnLost or LeaseLost || (end is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // Paused, cancelled or run by another instance; or the program stops, and the load continues from its place.
            await Forgive(loadId);
        }
        catch (DbException failure) when (db.Dialect.IsAway(failure))
        {
            TurnFailed(failure, loadId);
            Rest(loadId, AfterFailure);
            await Forgive(loadId);
        }
#pragma warning disable CA1031 // A load that fails must not stop the others. Its next turns try again, a few times.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TurnFailed(failure, loadId);
            await NoteFailure(loadId, lease, failure, cancellation);
        }
        finally
        {
            // Without a release the lease expires by itself.
            await Try(() => lease.Release(CancellationToken.None));
            signal.Raise();
        }
    }

    /// <summary>Records in the load why the turn failed, makes it wait, and ends it after too many failed turns.</summary>
    private async Task NoteFailure(Id loadId, Lease lease, Exception? cause, CancellationToken cancellation)
    {
        Rest(loadId, AfterFailure);
        await Try(async () =>
        {
            var (load, ended) = await db.Transact(
                async sql =>
                {
                    await lease.Require(sql);
                    return await StuckLoads.Note(sql, loadId, cause, clock.GetCurrentInstant());
                },
                cancellation
            );
            Rest(loadId, ended ? TimeSpan.Zero : StuckLoads.Rest(load, options));
            if (ended)
            {
                LoadEnded(loadId, StuckLoads.MaxFailedTurns, load.NextLine);
            }
        });
    }

    private void Rest(Id loadId, TimeSpan rest) =>
        restsUntil[loadId] = Stopwatch.GetTimestamp() + (long)(rest.TotalSeconds * Stopwatch.Frequency);

    private Task Forgive(Id loadId) => Try(() => db.Transact(sql => StuckLoads.Forgive(sql, loadId), CancellationToken.None));

    /// <summary>Takes a step at the end of a turn that the turn can do without: the failed turn was counted when it started.</summary>
    private async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
#pragma warning disable CA1031 // The database is away: the lease expires, and the count of failed turns has room for one more.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TurnNotClosed(failure);
        }
    }

    private static Task<IReadOnlyList<BulkLoadRow>> Unfinished(Sql sql) =>
        sql.Rows<BulkLoadRow>(
            """
            SELECT Id, DepartmentId, FailedTurns
              FROM BulkLoads
             WHERE State IN ('waiting', 'running', 'publishing', 'discarding')
             ORDER BY Id
            """
        );

    private static async Task<BulkLoadRow> Start(Sql sql, Id loadId, Instant now)
    {
        await sql.Execute(
            """
            UPDATE BulkLoads
               SET State     = 'running',
                   StartedAt = COALESCE(StartedAt, @now),
                   UpdatedAt = @now
             WHERE Id    = @loadId
               AND State = 'waiting'
            """,
            new { loadId, now }
        );
        await sql.Execute(
            """
            UPDATE BulkLoads
               SET FailedTurns = FailedTurns + 1
             WHERE Id = @loadId
               AND State IN ('running', 'publishing', 'discarding')
            """,
            new { loadId }
        );
        return await BulkLoadRow.Find(sql, loadId.Value, caller: null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of a bulk load's turn could not be recorded")]
    private partial void TurnNotClosed(Exception failure);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Load {LoadId} ends: {Turns} turns in a row got no further than line {Line}; its department's next loads run"
    )]
    private partial void LoadEnded(Id loadId, int turns, long line);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of load {LoadId} failed")]
    private partial void TurnFailed(Exception failure, Id loadId);
}
