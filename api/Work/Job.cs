using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lecce.Riscossione.Api.Work;

/// <summary>Work that the program repeats in the background: one <see cref="Worker{T}"/> runs it.</summary>
/// <param name="Name">Names the job in logs and measures, in kebab-case.</param>
/// <param name="Interval">The pause between two runs.</param>
/// <param name="Run">One run. What it throws is logged, and the next run tries again.</param>
internal sealed record Job<T>(string Name, TimeSpan Interval, Func<T, CancellationToken, Task> Run)
{
    /// <summary>Runs when the program stops, after the last run of the job.</summary>
    public Func<T, Task> AtStop { get; init; } = _ => Task.CompletedTask;

    /// <summary>True when the first run does not wait for the interval.</summary>
    public bool RunsAtStart { get; init; }

    /// <summary>True when all instances together run it once in an interval; otherwise each instance runs it.</summary>
    public bool IsShared { get; init; }
}

internal static class JobRegistration
{
    /// <summary>Registers a job, and its service as a singleton.</summary>
    public static IServiceCollection AddJob<T>(this IServiceCollection services, Job<T> job)
        where T : class
    {
        services.TryAddSingleton<T>();
        services.TryAddSingleton<Signal<T>>();
        services.AddSingleton(job);
        return services.AddHostedService<Worker<T>>();
    }
}
