using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The public keys of one issuer, read again every hour or when a token names an unknown key, at most twice a minute. While the issuer is
/// unreachable, the last keys stay valid for a day.
/// </summary>
internal sealed partial class SigningKeys(TokenIssuerOptions options, bool isDevelopment, HttpClient http, ILogger logger) : IDisposable
{
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private const int MinRsaBits = 2048;
    private static readonly Duration Fresh = Duration.FromHours(1);
    private static readonly Duration Usable = Duration.FromDays(1);
    private static readonly Duration BetweenAttempts = Duration.FromSeconds(30);
    private readonly SemaphoreSlim reading = new(1);
    private Known? known = options.Jwks is { } jwks ? new Known(Parse(jwks), Instant.MaxValue) : null;
    private Instant lastAttempt = Instant.MinValue;

    /// <summary>The keys that may have signed a token: the one that it names, or all when it names none.</summary>
    /// <exception cref="Refusal"><see cref="Codes.Unavailable"/>: the keys were never read, or too long ago.</exception>
    public async Task<IReadOnlyList<SecurityKey>> Of(string? keyId, Instant now, CancellationToken cancellation)
    {
        if (!IsEnough(keyId, now))
        {
            await ReadAgain(keyId, now, cancellation);
        }

        return known is { } keys && (keys.ReadAt == Instant.MaxValue || now - keys.ReadAt < Usable)
            ? [.. keys.Keys.Where(key => keyId is not { Length: > 0 } || key.KeyId == keyId)]
            : throw new Refusal(Codes.Unavailable, "Le chiavi di chi ha emesso il token non sono raggiungibili: riprovare tra poco.");
    }

    public void Dispose() => reading.Dispose();

    private bool IsEnough(string? keyId, Instant now) =>
        known is { } keys
        && (keys.ReadAt == Instant.MaxValue || now - keys.ReadAt < Fresh)
        && (options.Jwks is not null || keyId is not { Length: > 0 } || keys.Keys.Any(key => key.KeyId == keyId));

    private async Task ReadAgain(string? keyId, Instant now, CancellationToken cancellation)
    {
        // Concurrent requests wait for the read in progress, which the client's timeout bounds.
        await reading.WaitAsync(cancellation);
        try
        {
            if (IsEnough(keyId, now) || (lastAttempt > Instant.MinValue && now - lastAttempt < BetweenAttempts))
            {
                return;
            }

            lastAttempt = now;
            known = new Known(Parse(await http.GetStringAsync(await Address())), now);
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or TaskCanceledException
                        or JsonException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            ReadFailed(options.Issuer, failure.GetType().Name);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<string> Address()
    {
        if (options.JwksUri is { } configured)
        {
            return configured;
        }

        using var discovery = JsonDocument.Parse(await http.GetStringAsync(options.Authority!.TrimEnd('/') + DiscoveryPath));
        var address = discovery.RootElement.GetProperty("jwks_uri").GetString() ?? "";
        return
            discovery.RootElement.GetProperty("issuer").GetString() == options.Issuer
            && TokenIssuerOptions.IsSafeAddress(address, isDevelopment)
            ? address
            : throw new InvalidOperationException("The discovery document is another issuer's, or names keys at an unsafe address.");
    }

    /// <summary>True when a JSON Web Key Set contains signing keys.</summary>
    public static bool AreIn(string jwks)
    {
        try
        {
            return Parse(jwks).Count > 0;
        }
        catch (Exception failure) when (failure is ArgumentException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IReadOnlyList<SecurityKey> Parse(string jwks) =>
        [.. new JsonWebKeySet(jwks).GetSigningKeys().Where(key => key is ECDsaSecurityKey or RsaSecurityKey { KeySize: >= MinRsaBits })];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of issuer {Issuer} could not be read: {Failure}")]
    private partial void ReadFailed(string issuer, string failure);

    private sealed record Known(IReadOnlyList<SecurityKey> Keys, Instant ReadAt);
}
