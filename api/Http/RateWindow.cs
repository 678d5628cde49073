namespace Lecce.Riscossione.Api.Http;

/// <summary>The calls of one client in one window, as known to this process. Counts without a lock.</summary>
/// <param name="number">The window: whole minutes since 1970.</param>
/// <param name="limit">Calls that the client may make in it, on all instances together.</param>
/// <param name="granted">Calls that this process may admit without the database.</param>
internal sealed class RateWindow(long number, int limit, int granted)
{
    private int granted = granted;
    private int used;
    private int takenElsewhere;

    public long Number => number;

    public int Limit => limit;

    /// <summary>Held by the request that asks the database for more calls; the others wait.</summary>
    public SemaphoreSlim Asking { get; } = new(1);

    /// <summary>True when the window's limit is used up.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Calls that the client may still make, as known here.</summary>
    public int Remaining => Math.Max(0, limit - Volatile.Read(ref takenElsewhere) - Volatile.Read(ref used));

    /// <summary>Takes one granted call.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref used) <= Volatile.Read(ref granted))
        {
            return true;
        }

        Interlocked.Decrement(ref used);
        return false;
    }

    /// <summary>Adds calls; zero means that the window is exhausted.</summary>
    /// <param name="more">The number of calls.</param>
    /// <param name="takenBefore">How many calls all instances had taken before.</param>
    public void Grant(int more, int takenBefore)
    {
        Volatile.Write(ref takenElsewhere, Math.Max(0, takenBefore - Volatile.Read(ref granted)));
        Exhausted = more == 0;
        Interlocked.Add(ref granted, more);
    }

    /// <summary>Grants a small share, once per window, while the database is unavailable.</summary>
    public void GrantWithoutAsking(int share)
    {
        Interlocked.Add(ref granted, Math.Max(0, share - Volatile.Read(ref granted)));
        Exhausted = true;
    }
}
