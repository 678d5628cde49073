using System.Globalization;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Announces in every response how many calls remain, in the headers of the IETF draft and in the customary ones.</summary>
internal static class RateLimitHeaders
{
    /// <summary>Adds the headers when the response starts, because exception handling clears earlier headers.</summary>
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
