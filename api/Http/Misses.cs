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
    private const long SecondsPerHour = 3_600;

    /// <summary>Counts an attempt before it is answered, so that attempts that come together cannot exceed a limit.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyRequests"/>, with the seconds until the hour ends.</exception>
    public static async Task Count(Sql sql, Caller caller, string thing, Instant now)
    {
        var hour = HourOf(now);
        if (await Add(sql, ClientOf(caller, thing), hour, 1) <= MaxPerThing && await Add(sql, caller.Actor, hour, 1) <= MaxPerCaller)
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

    /// <summary>Takes back the count of an attempt that was right.</summary>
    public static async Task Forget(Sql sql, Caller caller, string thing, Instant now)
    {
        await Add(sql, ClientOf(caller, thing), HourOf(now), -1);
        await Add(sql, caller.Actor, HourOf(now), -1);
    }

    /// <summary>Adds to what a client has used of an hour; returns what that is now.</summary>
    private static async Task<int> Add(Sql sql, string client, Instant hour, int count)
    {
        var row = new
        {
            client,
            hour,
            count,
        };
        var known = await sql.Execute(
            """
            UPDATE RateLimitWindows
               SET Taken = Taken + @count
             WHERE Client = @client AND Bucket = 'miss' AND StartedAt = @hour
            """,
            row
        );
        if (known == 0)
        {
            await sql.Execute(
                "INSERT INTO RateLimitWindows (Client, Bucket, StartedAt, Taken) VALUES (@client, 'miss', @hour, @count)",
                row
            );
        }

        return await sql.Value<int>(
            "SELECT Taken FROM RateLimitWindows WHERE Client = @client AND Bucket = 'miss' AND StartedAt = @hour",
            row
        );
    }

    /// <summary>Callers of another organization do not use up the attempts of this one.</summary>
    private static string ClientOf(Caller caller, string thing) => $"{caller.Organization?.Value ?? "-"}/{thing}";

    private static Instant HourOf(Instant now) => Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / SecondsPerHour * SecondsPerHour);
}
