using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Carries loads on: all instances together a few at the same moment, each of another department. Those of one instance take turns batch by
/// batch. A load goes on for some seconds and gives way when loads of other departments wait.
/// </summary>
internal sealed partial class RunBulkLoads(
    Db db,
    BulkLoadOptions options,
    NoticeNumbers noticeNumbers,
    IClock clock,
    ILogger<RunBulkLoads> logger
) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly LeasePlaces places = new(db, "bulk-loads", clock, LoadTurn.LeaseLength);
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<Id, long> restsUntil = new();
    private readonly List<Task> running = [];
    private volatile bool othersWait;

    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (swept is null || Stopwatch.GetElapsedTime(swept.Value) > BetweenSweeps)
                {
                    // Written down first: a sweep that fails must not keep loads from running.
                    swept = Stopwatch.GetTimestamp();
                    await SweepBulkLoads.Run(db, clock.GetCurrentInstant(), stoppingToken);
                }

                await StartNext(stoppingToken);
                await Task.Delay(BetweenLooks, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The database may be away for a while; loads go on when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LookFailed(failure);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(running);
    }

    /// <summary>Takes the free places for the departments that waited longest, wherever they were served last; for each the first of its loads.</summary>
    private async Task StartNext(CancellationToken cancellation)
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
        var free = Math.Max(0, options.MostAtOnce - served.Values.Count(until => until > now));
        othersWait = waiting.Count > free;
        foreach (var load in waiting.Take(free))
        {
            if (await places.TryTake(load.DepartmentId.Value, options.MostAtOnce, cancellation) is { } lease)
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
                // Earlier turns ended with the process itself.
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
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping: the load goes on from its place, here or elsewhere.
            await Forgive(loadId);
        }
        catch (Exception lost) when (lost is TurnLost or LeaseLost)
        {
            // Paused, cancelled, or carried on by another instance.
            await Forgive(loadId);
        }
        catch (DbException failure) when (db.Dialect.IsAway(failure))
        {
            TurnFailed(failure, loadId);
            Rest(loadId, AfterFailure);
            await Forgive(loadId);
        }
#pragma warning disable CA1031 // A load that fails must not stop the others; it is tried again a few times.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TurnFailed(failure, loadId);
            await NoteFailure(loadId, lease, failure, cancellation);
        }
        finally
        {
            await GiveBack(lease);
        }
    }

    /// <summary>Records in the load why the turn failed, makes it wait, and ends it after too many failed turns.</summary>
    private async Task NoteFailure(Id loadId, Lease lease, Exception? cause, CancellationToken cancellation)
    {
        try
        {
            var (load, ended) = await db.Transact(
                async sql =>
                {
                    await lease.Require(sql);
                    return await StuckLoads.Note(sql, loadId, cause, clock.GetCurrentInstant());
                },
                cancellation
            );
            if (ended)
            {
                LoadEnded(loadId, StuckLoads.MaxFailedTurns, load.NextLine);
            }
            else
            {
                Rest(loadId, StuckLoads.Rest(load, options));
            }
        }
#pragma warning disable CA1031 // The turn was counted when it started, whether its cause can be written down or not.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Rest(loadId, AfterFailure);
            LookFailed(failure);
        }
    }

    private void Rest(Id loadId, TimeSpan rest) =>
        restsUntil[loadId] = Stopwatch.GetTimestamp() + (long)(rest.TotalSeconds * Stopwatch.Frequency);

    private async Task Forgive(Id loadId)
    {
        try
        {
            await db.Transact(sql => StuckLoads.Forgive(sql, loadId), CancellationToken.None);
        }
#pragma warning disable CA1031 // One turn more is counted: a load has several, and any batch that it stores sets the count back.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LookFailed(failure);
        }
    }

    /// <summary>Lets another instance carry on at once. If that fails, the lease expires by itself.</summary>
    private async Task GiveBack(Lease lease)
    {
        try
        {
            await lease.Release(CancellationToken.None);
        }
#pragma warning disable CA1031 // The database is away: nobody can take the lease now anyway.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LookFailed(failure);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for bulk loads to carry on")]
    private partial void LookFailed(Exception failure);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Load {LoadId} ends: {Turns} turns in a row got no further than line {Line}; its department's next loads run"
    )]
    private partial void LoadEnded(Id loadId, int turns, long line);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not carry on load {LoadId}")]
    private partial void TurnFailed(Exception failure, Id loadId);
}
