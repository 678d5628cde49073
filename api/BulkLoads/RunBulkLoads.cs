using System.Diagnostics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Carries loads on, a few at the same moment and each of another department; between them they take turns batch by batch. A load goes on
/// for some seconds and gives way when loads of other departments wait.
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

    private readonly SemaphoreSlim writing = new(1);
    private readonly Dictionary<Id, Task> running = [];
    private readonly Dictionary<Id, long> lastServed = [];
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

        await Task.WhenAll(running.Values);
    }

    /// <summary>Gives the free places to the departments that waited longest, to each the first of its loads.</summary>
    private async Task StartNext(CancellationToken cancellation)
    {
        foreach (var done in running.Where(one => one.Value.IsCompleted).Select(one => one.Key).ToList())
        {
            running.Remove(done);
        }

        var waiting = (await db.Read(Unfinished, cancellation))
            .DistinctBy(load => load.DepartmentId)
            .Where(load => !running.ContainsKey(load.DepartmentId))
            .OrderBy(load => lastServed.GetValueOrDefault(load.DepartmentId))
            .ToList();
        var places = Math.Max(0, options.MostAtOnce - running.Count);
        foreach (var load in waiting.Take(places))
        {
            lastServed[load.DepartmentId] = Stopwatch.GetTimestamp();
            running[load.DepartmentId] = Task.Run(() => Carry(load.Id, cancellation), CancellationToken.None);
        }

        othersWait = waiting.Count > places;
    }

    private async Task Carry(Id loadId, CancellationToken cancellation)
    {
        Lease? lease = null;
        try
        {
            lease = await Lease.TryTake(db, $"bulk-load:{loadId}", clock, LoadTurn.LeaseLength, cancellation);
            if (lease is null)
            {
                return;
            }

            var started = Stopwatch.GetTimestamp();
            var load = await db.Transact(sql => Start(sql, loadId, clock.GetCurrentInstant()), cancellation);
            if (load.State == LoadState.Running)
            {
                var turn = new LoadTurn(db, options, noticeNumbers, clock, logger, writing, lease);
                await turn.Run(
                    load,
                    () => othersWait && Stopwatch.GetElapsedTime(started).TotalMilliseconds > options.TurnMs,
                    cancellation
                );
            }

            while (await Step(loadId, cancellation)) { }

            if (
                await db.Read(sql => sql.Value<string>("SELECT State FROM BulkLoads WHERE Id = @loadId", new { loadId }), cancellation)
                is LoadState.Completed
                    or LoadState.Failed
                    or LoadState.Cancelled
            )
            {
                await SweepBulkLoads.RemoveChunks(db, loadId, cancellation);
            }
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
    private async Task GiveBack(Lease? lease)
    {
        try
        {
            await (lease?.Release(CancellationToken.None) ?? Task.CompletedTask);
        }
#pragma warning disable CA1031 // The database is away: nobody can take the lease now anyway.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LookFailed(failure);
        }
    }

    private async Task<bool> Step(Id loadId, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            return await db.Transact(sql => FinishBulkLoad.Step(sql, loadId, clock.GetCurrentInstant()), cancellation);
        }
        finally
        {
            writing.Release();
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
