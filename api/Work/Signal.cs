namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Wakes the worker of a job before its interval has passed. It reaches only this instance: the others find the work at their next look.
/// </summary>
internal sealed class Signal<T> : IDisposable
{
    private readonly SemaphoreSlim raised = new(0);

    /// <summary>Has the job run again at once, or as soon as its present run has ended.</summary>
    public void Raise()
    {
        // Two at the same moment may both release: the job runs once more than it has to.
        if (raised.CurrentCount == 0)
        {
            raised.Release();
        }
    }

    /// <summary>Waits for the signal, no longer than a timeout; false when the program stops.</summary>
    public async Task<bool> Wait(TimeSpan timeout, CancellationToken stopping)
    {
        await ((Task)raised.WaitAsync(timeout, stopping)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    public void Dispose() => raised.Dispose();
}
