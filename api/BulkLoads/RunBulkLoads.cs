using System.Diagnostics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
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
                    await SweepBulkLoads.Run(db, clock.GetCurrentInstant(), stoppingToken);
                    swept = Stopwatch.GetTimestamp();
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
            .DistinctBy(load => load.DepartmentId)
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

        Instant LastServed(Id department) => served.TryGetValue(department.Value, out var until) ? until : Instant.MinValue;
    }

    private async Task Carry(Id loadId, Lease lease, CancellationToken cancellation)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var turn = new LoadTurn(db, options, noticeNumbers, clock, logger, writing, lease);
            var load = await db.Transact(sql => Start(sql, loadId, clock.GetCurrentInstant()), cancellation);
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
        }
        catch (Exception lost) when (lost is TurnLost or LeaseLost)
        {
            // Paused, cancelled, or carried on by another instance.
        }
#pragma warning disable CA1031 // A load that cannot go on must not stop the others; a later look takes it up again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            TurnFailed(failure, loadId);
            await Task.Delay(AfterFailure, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await GiveBack(lease);
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
            SELECT Id, DepartmentId
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
        return await BulkLoadRow.Find(sql, loadId.Value, caller: null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for bulk loads to carry on")]
    private partial void LookFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not carry on load {LoadId}")]
    private partial void TurnFailed(Exception failure, Id loadId);
}
