using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// The loop of one job: it runs the job when the interval has passed or the signal is raised. A run that fails is logged and counted, and
/// never ends the loop.
/// </summary>
internal sealed partial class Worker<T>(T service, Job<T> job, Signal<T> signal, Db db, IClock clock, ILogger<T> logger) : BackgroundService
    where T : class
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = job.RunsAtStart ? TimeSpan.Zero : job.Interval;
        while (await signal.Wait(pause, stoppingToken))
        {
            pause = job.Interval;
            if (!await Try(() => Run(stoppingToken), stoppingToken))
            {
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Try(() => job.AtStop(service), CancellationToken.None);
    }

    private async Task Run(CancellationToken stopping)
    {
        if (!job.IsShared || await TryTakeTurn(stopping))
        {
            await job.Run(service, stopping);
        }
    }

    /// <summary>Takes the turn of this interval for all instances; false when another instance has it.</summary>
    private async Task<bool> TryTakeTurn(CancellationToken stopping)
    {
        // The lease is not given back. It expires a little before this instance asks again.
        var length = Duration.FromTimeSpan(job.Interval) * 9 / 10;
        return await Lease.TryTake(db, $"job:{job.Name}", clock, length, stopping) is not null;
    }

    private async Task<bool> Try(Func<Task> step, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await step();
            JobMeter.Count(job.Name, Stopwatch.GetElapsedTime(started), succeeded: true);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
#pragma warning disable CA1031 // After any failure (database away, disk full) the next run tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            JobMeter.Count(job.Name, Stopwatch.GetElapsedTime(started), succeeded: false);
            RunFailed(failure, job.Name, db.Dialect.IsOutage(failure) ? Codes.Unavailable.Value : Codes.InternalError.Value);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed: {Code}; its next run tries again")]
    private partial void RunFailed(Exception failure, string job, string code);
}

/// <summary>Counts and times the runs of jobs.</summary>
internal static class JobMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Jobs");
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>(
        "riscossione.jobs.runs",
        null,
        "Runs of background jobs, by job and outcome"
    );
    private static readonly Histogram<long> Duration = Meter.CreateHistogram<long>(
        "riscossione.jobs.duration",
        "ms",
        "How long the runs of background jobs take, by job"
    );

    public static void Count(string job, TimeSpan duration, bool succeeded)
    {
        var name = new KeyValuePair<string, object?>("job", job);
        Runs.Add(1, name, new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "failed"));
        Duration.Record((long)duration.TotalMilliseconds, name);
    }
}
