using System.Globalization;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Tells a client, in every answer, what it may still ask: in the form that the IETF is working on, and in the customary one.</summary>
internal static class RateLimitHeaders
{
    /// <summary>Adds the headers once the answer starts, because the handling of an exception clears what was set before.</summary>
    public static void Announce(HttpContext context, RateBucket bucket, int limit, int remaining, int seconds) =>
        context.Response.OnStarting(Write, new State(context.Response.Headers, bucket, limit, remaining, seconds));

    private static Task Write(object state)
    {
        var (headers, bucket, limit, remaining, seconds) = (State)state;
        var name = RateLimits.NameOf(bucket);
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{name}\";q={limit};w={RateLimitOptions.WindowSeconds}"
        );
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={remaining};t={seconds}");
        headers["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = seconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private sealed record State(IHeaderDictionary Headers, RateBucket Bucket, int Limit, int Remaining, int Seconds);
}
