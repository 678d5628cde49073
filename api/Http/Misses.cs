using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Counts the attempts to guess what the caller does not know, by the hour and for all instances together: 10 for one thing, 100 for one key.
/// Past a limit right attempts are refused too, because a caller could otherwise guess on until it is right.
/// </summary>
internal static class Misses
{
    private const int MaxPerThing = 10;
    private const int MaxPerCaller = 100;
    private const string Bucket = "miss";
    private const long SecondsPerHour = 3_600;

    /// <summary>Refuses a caller that missed too often in this hour.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyRequests"/>, with the seconds until the hour ends.</exception>
    public static async Task Require(Sql sql, Caller caller, string thing, Instant now)
    {
        if (
            await RateLimitRows.Taken(sql, ClientOf(caller, thing), Bucket, HourOf(now)) < MaxPerThing
            && await RateLimitRows.Taken(sql, caller.Actor, Bucket, HourOf(now)) < MaxPerCaller
        )
        {
            return;
        }

        var seconds = (int)(SecondsPerHour - (now.ToUnixTimeSeconds() % SecondsPerHour));
        throw new Refusal(
            Codes.TooManyRequests,
            string.Create(CultureInfo.InvariantCulture, $"Troppe ricerche senza esito in quest'ora: riprovare tra {seconds} secondi.")
        )
        {
            RetryAfterSeconds = seconds,
        };
    }

    /// <summary>Counts a miss.</summary>
    public static async Task Add(Sql sql, Caller caller, string thing, Instant now)
    {
        await RateLimitRows.Add(sql, ClientOf(caller, thing), Bucket, HourOf(now), 1);
        await RateLimitRows.Add(sql, caller.Actor, Bucket, HourOf(now), 1);
    }

    /// <summary>Callers of another organization do not use up the attempts of this one.</summary>
    private static string ClientOf(Caller caller, string thing) => $"{caller.Organization?.Value ?? "-"}/{thing}";

    private static Instant HourOf(Instant now) => Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / SecondsPerHour * SecondsPerHour);
}
