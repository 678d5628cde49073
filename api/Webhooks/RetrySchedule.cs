using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// When a delivery that failed is attempted again: ten attempts in all, the last one 3.1 to 3.5 days after the first. The waits add up to
/// 75.6 hours, and each is up to a tenth longer; a receiver that asks for more time with Retry-After lengthens them.
/// </summary>
internal static class RetrySchedule
{
    /// <summary>No receiver may ask us to wait longer.</summary>
    private static readonly Duration LongestWait = Duration.FromHours(24);

    private static readonly Duration[] WaitsAfterFailure =
    [
        Duration.FromSeconds(5),
        Duration.FromMinutes(5),
        Duration.FromMinutes(30),
        Duration.FromHours(2),
        Duration.FromHours(5),
        Duration.FromHours(10),
        Duration.FromHours(14),
        Duration.FromHours(20),
        Duration.FromHours(24),
    ];

    /// <summary>The instant of the next attempt, or null when there is none left.</summary>
    /// <param name="attempts">How many were made, the one that just failed included.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="retryAfter">What the receiver asked for, if it did; it may lengthen a wait, never shorten it.</param>
    public static Instant? Next(int attempts, Instant now, Duration? retryAfter)
    {
        if (attempts > WaitsAfterFailure.Length)
        {
            return null;
        }

        // Up to a tenth more, so that what failed together does not come back together.
        var wait = WaitsAfterFailure[attempts - 1] * (1 + (Random.Shared.NextDouble() / 10));
        return now + Duration.Max(wait, Duration.Min(retryAfter ?? Duration.Zero, LongestWait));
    }
}
