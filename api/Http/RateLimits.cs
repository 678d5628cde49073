using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Limits the calls of each client per minute. One process counts in memory. Instances that share a database take a twentieth of the limit at a
/// time from it; while the database is unavailable, each instance admits a tenth of the limit.
/// </summary>
internal sealed class RateLimits(Db db, RateLimitOptions options, IClock clock)
{
    private const int ChunksPerLimit = 20;
    private const int ShareWithoutDatabase = 10;
    private const int MaxWindows = 10_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Client, RateBucket Bucket), RateWindow> windows = new();

    /// <summary>The middleware. Runs after <see cref="Gate"/>, which identifies the client.</summary>
    public static Task Check(HttpContext context, RequestDelegate next) =>
        context.Features.Get<Caller>() is { } caller ? Limit(context, caller, next) : next(context);

    private static async Task Limit(HttpContext context, Caller caller, RequestDelegate next)
    {
        var limits = context.RequestServices.GetRequiredService<RateLimits>();
        await limits.Take(context, caller.Actor, BucketOf(context));
        await next(context);
    }

    private async ValueTask Take(HttpContext context, string client, RateBucket bucket)
    {
        var limit = options.Of(bucket);
        if (limit == 0)
        {
            return;
        }

        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var window = Window(client, bucket, limit, now / RateLimitOptions.WindowSeconds);
        var taken = window.TryTake() || await TakeMore(window, client, bucket, context.RequestAborted);
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
        var fresh = new RateWindow(number, limit, granted: db.Dialect.IsShared ? 0 : limit);
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

    private async Task<bool> TakeMore(RateWindow window, string client, RateBucket bucket, CancellationToken cancellation)
    {
        await window.Asking.WaitAsync(cancellation);
        try
        {
            while (!window.TryTake())
            {
                if (window.Exhausted || !db.Dialect.IsShared)
                {
                    return false;
                }

                await Ask(window, client, bucket);
            }

            return true;
        }
        finally
        {
            window.Asking.Release();
        }
    }

    private async Task Ask(RateWindow window, string client, RateBucket bucket)
    {
        using var patience = new CancellationTokenSource(MaxWait);
        try
        {
            var chunk = Math.Max(1, window.Limit / ChunksPerLimit);
            var before = await db.Transact(sql => TakeChunk(sql, window, client, bucket, chunk), patience.Token);
            window.Grant(Math.Clamp(window.Limit - before, 0, chunk), takenBefore: before);
        }
        catch (Exception failure) when (failure is DbException or OutcomeUnknown or OperationCanceledException or Refusal)
        {
            window.GrantWithoutAsking(Math.Max(1, window.Limit / ShareWithoutDatabase));
        }
    }

    /// <summary>Takes calls for this instance; returns how many all instances had taken before.</summary>
    private static async Task<int> TakeChunk(Sql sql, RateWindow window, string client, RateBucket bucket, int chunk)
    {
        var startedAt = Instant.FromUnixTimeSeconds(window.Number * RateLimitOptions.WindowSeconds);
        return await RateLimitRows.Add(sql, client, NameOf(bucket), startedAt, chunk) - chunk;
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
