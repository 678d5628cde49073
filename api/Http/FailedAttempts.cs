using System.Collections.Concurrent;
using System.Net;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Counts, per source address, the calls that nobody vouches for. Past the limit they get 429 until the minute ends. A call with good
/// credentials is never refused for what its neighbours behind the same proxy do.
/// </summary>
internal sealed class FailedAttempts(RateLimitOptions options, IClock clock)
{
    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<IPAddress, RateWindow> windows = new();

    /// <summary>The middleware, placed around <see cref="Access.Gate"/>.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Refusal refusal) when (refusal.Code == Codes.Unauthenticated && context.Connection.RemoteIpAddress is not null)
        {
            context.RequestServices.GetRequiredService<FailedAttempts>().Count(context.Connection.RemoteIpAddress);
            throw;
        }
    }

    private void Count(IPAddress address)
    {
        if (options.FailedAttempts == 0)
        {
            return;
        }

        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var number = now / RateLimitOptions.WindowSeconds;
        if (windows.Count >= MostAddresses)
        {
            windows.Clear();
        }

        var window = windows.AddOrUpdate(address, _ => New(number), (_, current) => current.Number == number ? current : New(number));
        if (!window.TryTake())
        {
            throw new Refusal(
                Codes.TooManyRequests,
                "Troppi tentativi con credenziali non valide da questo indirizzo: attendere e ripetere."
            )
            {
                RetryAfterSeconds = (int)(RateLimitOptions.WindowSeconds - (now % RateLimitOptions.WindowSeconds)),
            };
        }
    }

    private RateWindow New(long number) => new(number, options.FailedAttempts, granted: options.FailedAttempts);
}
