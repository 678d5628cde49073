using System.Diagnostics;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Keeps long work from holding up short work. When every core is busy, a system takes a core away only at its next tick, 4 to 10 ms later:
/// whoever asks something small would wait as long. Work that goes on for longer gives its core up by itself after each slice of 0.2 ms;
/// where nobody waits that takes less than a microsecond. Shorter slices made loads much slower beside a busy node, longer ones made the
/// node's slowest answers slower.
/// </summary>
internal struct TimeSlice()
{
    private static readonly TimeSpan Length = TimeSpan.FromMicroseconds(200);

    private long began = Stopwatch.GetTimestamp();

    /// <summary>Lets others go first if the slice is over.</summary>
    public void GiveWay()
    {
        if (Stopwatch.GetElapsedTime(began) >= Length)
        {
            _ = Thread.Yield();
            began = Stopwatch.GetTimestamp();
        }
    }
}
