using System.Collections.Concurrent;
using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Limits the calls of each client per minute, in memory: an instance admits its part of the limit.</summary>
internal sealed class RateLimits(RateLimitOptions options, IClock clock)
{
    private const int MaxWindows = 10_000;

    private readonly ConcurrentDictionary<(string Client, RateBucket Bucket), RateWindow> windows = new();

    /// <summary>The middleware. Runs after <see cref="Gate"/>, which identifies the client.</summary>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Caller>() is { } caller)
        {
            context.RequestServices.GetRequiredService<RateLimits>().Take(context, caller.Actor, BucketOf(context));
        }

        return next(context);
    }

    private void Take(HttpContext context, string client, RateBucket bucket)
    {
        var limit = options.Of(bucket);
        if (limit == 0)
        {
            return;
        }

        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var window = Window(client, bucket, limit, now / RateLimitOptions.WindowSeconds);
        var taken = window.TryTake();
        var seconds = (int)(RateLimitOptions.WindowSeconds - (now % RateLimitOptions.WindowSeconds));
        RateLimitHeaders.Announce(context, bucket, limit, taken ? window.Remaining : 0, seconds);
        if (!taken)
        {
            throw new Refusal(
                Codes.TooManyRequests,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Superate le {limit} richieste al minuto di questo tipo: riprovare tra {seconds} secondi, e distribuirle nel tempo."
                )
            )
            {
                RetryAfterSeconds = seconds,
            };
        }
    }

    private RateWindow Window(string client, RateBucket bucket, int limit, long number)
    {
        var key = (client, bucket);
        if (windows.TryGetValue(key, out var current) && current.Number >= number)
        {
            return current;
        }

        Forget(number);
        var fresh = new RateWindow(number, limit);
        return windows.AddOrUpdate(key, fresh, (_, other) => other.Number >= number ? other : fresh);
    }

    private void Forget(long number)
    {
        if (windows.Count >= MaxWindows)
        {
            foreach (var old in windows.Where(window => window.Value.Number < number))
            {
                windows.TryRemove(old);
            }
        }
    }

    /// <summary>The bucket's name in headers and rows.</summary>
    public static string NameOf(RateBucket bucket) =>
        bucket switch
        {
            RateBucket.Read => "read",
            RateBucket.Write => "write",
            RateBucket.Bulk => "bulk",
            _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "A bucket without a name."),
        };

    private static RateBucket BucketOf(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CountedIn>() is { } counted)
        {
            return counted.Bucket;
        }

        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? RateBucket.Read : RateBucket.Write;
    }
}
