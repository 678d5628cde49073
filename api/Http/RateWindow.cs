namespace Lecce.Riscossione.Api.Http;

/// <summary>The calls of one client in one window. Counts without a lock.</summary>
/// <param name="number">The window: whole minutes since 1970.</param>
/// <param name="limit">Calls that may be taken in it.</param>
internal sealed class RateWindow(long number, int limit)
{
    private int used;

    public long Number => number;

    public int Remaining => Math.Max(0, limit - Volatile.Read(ref used));

    /// <summary>Takes a call; false when the limit is used up.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref used) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref used);
        return false;
    }
}
