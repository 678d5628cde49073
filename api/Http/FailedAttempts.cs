using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
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
    private const int NetworkBytes = 8;
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

    /// <summary>Counts a failed attempt.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyRequests"/> when the address has had its share of this minute.</exception>
    public void Count(IPAddress address)
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

        var window = windows.AddOrUpdate(
            NetworkOf(address),
            _ => New(number),
            (_, current) => current.Number == number ? current : New(number)
        );
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

    /// <summary>
    /// An IPv4 address by itself; of IPv6 the first 64 bits, because one subscriber has all addresses that begin with them (RFC 4291, 2.5.4).
    /// </summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private RateWindow New(long number) => new(number, options.FailedAttempts, granted: options.FailedAttempts);
}
