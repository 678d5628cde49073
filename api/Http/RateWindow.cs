namespace Lecce.Riscossione.Api.Http;

/// <summary>The calls of one client in one window, as far as this process knows. Counted without a lock.</summary>
/// <param name="number">The window: whole minutes since 1970.</param>
/// <param name="limit">Calls that the client may make in it, on all instances together.</param>
/// <param name="granted">Calls that it may make here without asking anybody.</param>
internal sealed class RateWindow(long number, int limit, int granted)
{
    private int granted = granted;
    private int used;
    private int takenElsewhere;

    public long Number => number;

    public int Limit => limit;

    /// <summary>One asks the database for more calls, the others wait for its answer.</summary>
    public SemaphoreSlim Asking { get; } = new(1);

    /// <summary>True once nothing more can be had in this window.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Calls that the client may still make, as far as is known here.</summary>
    public int Remaining => Math.Max(0, limit - Volatile.Read(ref takenElsewhere) - Volatile.Read(ref used));

    /// <summary>Takes one of the calls that were granted.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref used) <= Volatile.Read(ref granted))
        {
            return true;
        }

        Interlocked.Decrement(ref used);
        return false;
    }

    /// <summary>Adds calls; none means that the window is exhausted.</summary>
    /// <param name="more">How many.</param>
    /// <param name="takenBefore">How many had been taken from the limit by then, here or by other instances.</param>
    public void Grant(int more, int takenBefore)
    {
        Volatile.Write(ref takenElsewhere, Math.Max(0, takenBefore - Volatile.Read(ref granted)));
        Exhausted = more == 0;
        Interlocked.Add(ref granted, more);
    }

    /// <summary>What may be taken here while the database cannot be asked: far less than the limit, once.</summary>
    public void GrantWithoutAsking(int share)
    {
        Interlocked.Add(ref granted, Math.Max(0, share - Volatile.Read(ref granted)));
        Exhausted = true;
    }
}
