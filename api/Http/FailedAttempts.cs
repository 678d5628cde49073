using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Counts failed authentications by source address. Past the limit, further failures get 429 until the minute ends; calls with valid credentials
/// never do, even from the same proxy.
/// </summary>
internal sealed class FailedAttempts(RateLimitOptions options, IClock clock)
{
    private const int MaxAddresses = 10_000;
    private const int NetworkBytes = 8;
    private readonly ConcurrentDictionary<IPAddress, RateWindow> windows = new();

    /// <summary>The middleware. Runs around <see cref="Access.Gate"/>.</summary>
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
    /// <exception cref="Refusal"><see cref="Codes.TooManyRequests"/>: the address reached its limit for this minute.</exception>
    public void Count(IPAddress address)
    {
        if (options.FailedAttempts == 0)
        {
            return;
        }

        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var number = now / RateLimitOptions.WindowSeconds;
        if (windows.Count >= MaxAddresses)
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
    /// An IPv4 address, or the first 64 bits of an IPv6 address: one subscriber owns all addresses with this prefix (RFC 4291, 2.5.4).
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

    private RateWindow New(long number) => new(number, options.FailedAttempts);
}
