using NodaTime;

namespace Lecce.Riscossione.Api.Work;

/// <summary>When a call that failed is attempted again.</summary>
/// <param name="waits">The wait after each failed attempt; each is lengthened by up to a tenth. After the last one no attempt is left.</param>
internal sealed class RetrySchedule(params Duration[] waits)
{
    /// <summary>A receiver cannot ask for a longer wait.</summary>
    private static readonly Duration MaxRetryAfter = Duration.FromHours(24);

    /// <summary>The instant of the next attempt, or null when none is left.</summary>
    /// <param name="attempts">The attempts made, including the one that just failed.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="retryAfter">The wait that the receiver asks for, if it does; it lengthens a wait and never shortens it.</param>
    public Instant? Next(int attempts, Instant now, Duration? retryAfter)
    {
        if (attempts > waits.Length)
        {
            return null;
        }

        // Up to a tenth more, so that calls that failed together are not repeated together.
        var wait = waits[attempts - 1] * (1 + (Random.Shared.NextDouble() / 10));
        return now + Duration.Max(wait, Duration.Min(retryAfter ?? Duration.Zero, MaxRetryAfter));
    }
}
