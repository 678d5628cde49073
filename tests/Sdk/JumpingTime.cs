namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>A clock that skips every wait and records its length.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long ticks = DateTimeOffset.UnixEpoch.AddYears(56).UtcTicks;

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        Waits.Add(dueTime);
        Interlocked.Add(ref ticks, dueTime.Ticks);
        // The callback must run after the caller has stored the timer, as with a real clock.
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
