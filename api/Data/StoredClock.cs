using NodaTime;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Tells the time as finely as every engine keeps it, in microseconds: what was written equals what is read, and a hash over it too.
/// </summary>
internal sealed class StoredClock(IClock exact) : IClock
{
    private const int TicksPerMicrosecond = 10;

    /// <inheritdoc />
    public Instant GetCurrentInstant() => Kept(exact.GetCurrentInstant());

    /// <summary>A moment cut to microseconds.</summary>
    public static Instant Kept(Instant moment)
    {
        var ticks = moment.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (ticks % TicksPerMicrosecond));
    }
}
