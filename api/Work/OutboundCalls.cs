using System.Collections.Concurrent;
using System.Diagnostics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Makes the calls to other systems that wait in one table: claims some, attempts them, writes their outcomes. A call is made at least once: one
/// whose instance ends before it writes the outcome is claimed again when the claim has ended.
/// </summary>
/// <remarks>Each receiver has a lane, and <see cref="CallSlots"/> limit the lanes that run at once: a slow receiver does not delay others.</remarks>
internal abstract partial class OutboundCalls<TCall>(Db db, RetrySchedule schedule, IClock clock, ILogger logger) : IDisposable
    where TCall : OutboundCall
{
    private const int MaxConcurrentPerLane = 8;

    // A receiver that answers quickly gets larger batches: most of what a call costs is its share of the two transactions.
    private const int MinPerBatch = MaxConcurrentPerLane;
    private const int MaxPerBatch = 256;
    private static readonly Duration QuickBatch = Duration.FromSeconds(1);

    // Longer than any batch takes. No attempt begins when the claim ends before the attempt could.
    private static readonly Duration MaxClaim = Duration.FromMinutes(1);
    private static readonly Duration MaxAttempt = Duration.FromSeconds(20);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly CallSlots slots = new(CallSlots.SlowAttempt);
    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);

    protected Db Db => db;

    protected IClock Clock => clock;

    protected ILogger Logger => logger;

    /// <summary>Finds the lanes with a call that is due and not claimed.</summary>
    protected abstract Task<IReadOnlyList<CallLane>> FindDue(Sql sql, Instant now);

    /// <summary>
    /// Claims the calls of a lane that have been due longest. The UPDATE itself holds the conditions, so that of two instances that saw a call
    /// free one claims it. Where the receiver does not recognise a repeated call, the claim also moves the call to a state that is not due.
    /// </summary>
    protected abstract Task<IReadOnlyList<TCall>> Claim(Sql sql, string laneId, CallClaim claim, int max);

    /// <summary>Makes one attempt, which lasts at most 20 seconds. Several run at the same time.</summary>
    protected abstract Task<CallAnswer> Attempt(TCall call, CancellationToken cancellation);

    /// <summary>Writes outcomes, except where the claim has ended and another instance has the call.</summary>
    protected abstract Task Settle(Sql sql, IReadOnlyList<CallAttempt<TCall>> attempts, CallClaim claim, Instant now);

    /// <summary>Called for each attempt when its outcome is written.</summary>
    protected abstract void Report(CallAttempt<TCall> attempt);

    public void Dispose()
    {
        slots.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the lanes with a call that is due, unless they run.</summary>
    public async Task StartDue(CancellationToken cancellation)
    {
        foreach (var lane in await LanesWithDue(cancellation))
        {
            if (!running.TryGetValue(lane.Id, out var turn) || turn.IsCompleted)
            {
                running[lane.Id] = RunLane(lane, cancellation);
            }
        }
    }

    /// <summary>Waits for the lanes that are still running.</summary>
    public Task Drain() => Task.WhenAll(running.Values);

    /// <summary>Attempts everything that is due now; returns how many calls it attempted.</summary>
    internal async Task<int> AttemptDue(CancellationToken cancellation)
    {
        var lanes = await LanesWithDue(cancellation);
        var attempted = await Task.WhenAll(lanes.Select(lane => AttemptLane(lane, cancellation)));
        return attempted.Sum();
    }

    private Task<IReadOnlyList<CallLane>> LanesWithDue(CancellationToken cancellation) =>
        db.Read(sql => FindDue(sql, clock.GetCurrentInstant()), cancellation);

    private async Task RunLane(CallLane lane, CancellationToken cancellation)
    {
        try
        {
            await AttemptLane(lane, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The program stops. Calls without an outcome are claimed again when the claim has ended.
        }
#pragma warning disable CA1031 // A lane that fails must not stop the others; a later look starts it again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LaneFailed(logger, failure, lane.Id, Codes.InternalError.Value);
            await Task.Delay(AfterFailure, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> AttemptLane(CallLane lane, CancellationToken cancellation)
    {
        var (attempted, max) = (0, MinPerBatch);
        while (true)
        {
            var began = clock.GetCurrentInstant();
            var count = await AttemptBatch(lane, max, cancellation);
            if (count == 0)
            {
                return attempted;
            }

            attempted += count;
            max = clock.GetCurrentInstant() - began < QuickBatch ? Math.Min(max * 2, MaxPerBatch) : MinPerBatch;
        }
    }

    /// <summary>Claims some calls, attempts them, writes their outcomes; returns how many it attempted.</summary>
    private async Task<int> AttemptBatch(CallLane lane, int max, CancellationToken cancellation)
    {
        using var slot = await slots.Enter(lane, cancellation);
        var now = clock.GetCurrentInstant();
        var claim = new CallClaim(now, now + MaxClaim - Duration.FromTicks(Random.Shared.NextInt64(NodaConstants.TicksPerSecond)));
        var waiting = new ConcurrentQueue<TCall>(await db.Transact(sql => Claim(sql, lane.Id, claim, max), cancellation));
        var callers = Enumerable
            .Range(0, Math.Min(MaxConcurrentPerLane, waiting.Count))
            .Select(_ => AttemptWaiting(waiting, claim, cancellation));
        var attempts = (await Task.WhenAll(callers)).SelectMany(made => made).ToList();
        if (attempts.Count > 0)
        {
            var allFailed = attempts.All(attempt => attempt.Outcome.State != CallState.Delivered);
            slots.Note(lane.Id, isTroubled: allFailed || attempts.Max(attempt => attempt.Duration) >= CallSlots.SlowAttempt);
            // Not cancelled when the program stops: calls that were answered would be made again.
            await db.Transact(sql => Settle(sql, attempts, claim, clock.GetCurrentInstant()), CancellationToken.None);
        }

        attempts.ForEach(Report);
        cancellation.ThrowIfCancellationRequested();
        return attempts.Count;
    }

    /// <summary>
    /// Attempts one waiting call after another. Those for which the claim leaves no time, or which the end of the program interrupts, get no
    /// outcome.
    /// </summary>
    private async Task<List<CallAttempt<TCall>>> AttemptWaiting(
        ConcurrentQueue<TCall> waiting,
        CallClaim claim,
        CancellationToken cancellation
    )
    {
        var attempts = new List<CallAttempt<TCall>>();
        while (
            !cancellation.IsCancellationRequested
            && clock.GetCurrentInstant() < claim.Until - MaxAttempt
            && waiting.TryDequeue(out var call)
        )
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                var answer = await Attempt(call, cancellation);
                attempts.Add(Made(call, answer, Stopwatch.GetElapsedTime(began)));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A call that cannot be attempted must not keep the others of its lane from being settled.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                AttemptFailed(logger, failure, Codes.InternalError.Value);
                var unforeseen = new CallAnswer(Status: null, Codes.InternalError.Value);
                attempts.Add(Made(call, unforeseen, Stopwatch.GetElapsedTime(began)));
            }
        }

        return attempts;
    }

    private CallAttempt<TCall> Made(TCall call, CallAnswer answer, TimeSpan duration) =>
        new(call, Outcome(call, answer), duration) { EndedAt = clock.GetCurrentInstant(), Text = answer.Text };

    private CallOutcome Outcome(TCall call, CallAnswer answer)
    {
        var attempts = call.Attempts + (answer.WasMade ? 1 : 0);
        if (answer.Error is null)
        {
            return new CallOutcome(CallState.Delivered, attempts, call.NextAttemptAt, answer.Status, Error: null);
        }

        if (answer is { WasMade: false, IsFinal: false })
        {
            return new CallOutcome(CallState.Pending, attempts, call.NextAttemptAt, answer.Status, answer.Error);
        }

        var next = answer.IsFinal ? null : schedule.Next(attempts, clock.GetCurrentInstant(), answer.RetryAfter);
        var state = next is null ? CallState.Failed : CallState.Pending;
        return new CallOutcome(state, attempts, next ?? call.NextAttemptAt, answer.Status, answer.Error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not continue the calls to {LaneId}: {Code}")]
    private static partial void LaneFailed(ILogger logger, Exception failure, string laneId, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "A call could not be attempted: {Code}")]
    private static partial void AttemptFailed(ILogger logger, Exception failure, string code);
}
