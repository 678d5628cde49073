namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// The counters of notice numbers that are taken for a load and not used yet: a range, and another that follows it. Batches made ready draw
/// from here; only when a batch is stored does the load itself move on, so that whoever carries on after a crash draws the same again.
/// </summary>
internal sealed class LoadCounters(BulkLoadRow load)
{
    private long next = load.NextCounter;
    private long end = load.EndCounter;
    private long ahead = load.AheadCounter;
    private long aheadEnd = load.AheadEndCounter;

    /// <summary>How many are left.</summary>
    public long Left => end - next + aheadEnd - ahead;

    /// <summary>Takes a range in behind the one in use.</summary>
    public void Add(long first, int count)
    {
        MoveOnWhenUsedUp();
        (ahead, aheadEnd) = (first, first + count);
    }

    /// <summary>Draws so many counters; there are as many.</summary>
    public long[] Draw(int count)
    {
        var drawn = new long[count];
        for (var place = 0; place < count; place++)
        {
            MoveOnWhenUsedUp();
            drawn[place] = next++;
        }

        return drawn;
    }

    private void MoveOnWhenUsedUp()
    {
        if (next == end)
        {
            (next, end, ahead) = (ahead, aheadEnd, aheadEnd);
        }
    }
}
