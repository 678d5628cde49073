using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>The simulator's own time: it moves with the machine or stands still, and can be advanced.</summary>
/// <param name="basis">The time of the machine.</param>
/// <param name="start">Where it stands still; null to follow <paramref name="basis"/>.</param>
internal sealed class SimulatorClock(IClock basis, Instant? start)
{
    public static readonly DateTimeZone Rome = DateTimeZoneProviders.Tzdb["Europe/Rome"];
    private readonly Lock moving = new();
    private Duration advanced = Duration.Zero;

    public Instant Now
    {
        get
        {
            lock (moving)
            {
                return (start ?? basis.GetCurrentInstant()) + advanced;
            }
        }
    }

    /// <summary>The time that receipts state: Italian, to the second, without a zone.</summary>
    public static LocalDateTime InRome(Instant instant)
    {
        var local = instant.InZone(Rome).LocalDateTime;
        return local.With(TimeAdjusters.TruncateToSecond);
    }

    public void Advance(Duration by)
    {
        lock (moving)
        {
            advanced += by;
        }
    }

    public void Reset()
    {
        lock (moving)
        {
            advanced = Duration.Zero;
        }
    }
}
