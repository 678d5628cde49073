using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Verifies that the API sent a webhook, recently, and that it arrived unchanged (Standard Webhooks 1.0). The body must be the received
/// bytes: a parsed and rewritten body has another signature.
/// </summary>
public class WebhookVerifier
{
    /// <summary>The maximum difference between the sender's and the receiver's clock: 5 minutes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string MissingSecret =
        "The secret is missing: give the endpoint's secret, whsec_…, for instance from an environment variable that is set.";
    private const string SecretPrefix = "whsec_";
    private const string SignaturePrefix = "v1,";
    private readonly byte[][] keys;
    private readonly TimeProvider time;

    /// <summary>A verifier for one endpoint.</summary>
    /// <param name="secret">The endpoint's secret, <c>whsec_…</c>.</param>
    /// <param name="time">The receiver's clock; the system's when null.</param>
    /// <exception cref="ArgumentException">The secret is missing or malformed.</exception>
    public WebhookVerifier(string secret, TimeProvider? time = null)
        : this([secret], time) { }

    /// <summary>A verifier that accepts several secrets, for the days of a rotation.</summary>
    /// <param name="secrets">Secrets, <c>whsec_</c> followed by the Base64 of 24 to 64 bytes.</param>
    /// <param name="time">The receiver's clock; the system's when null.</param>
    /// <exception cref="ArgumentException">A secret is missing or malformed.</exception>
    public WebhookVerifier(IEnumerable<string> secrets, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        keys = [.. secrets.Select(Key)];
        this.time = time ?? TimeProvider.System;
        if (keys.Length == 0)
        {
            throw new ArgumentException(MissingSecret, nameof(secrets));
        }
    }

    /// <summary>For test doubles.</summary>
    protected WebhookVerifier()
    {
        keys = [];
        time = TimeProvider.System;
    }

    /// <summary>Verifies a request and reads its event: <c>verifier.Verify(name => request.Headers[name], body)</c>.</summary>
    /// <param name="header">Returns a request header by its lower-case name; null when it is absent.</param>
    /// <param name="body">The body as received.</param>
    /// <returns>The event. Every delivery has the same id; ignore unknown types.</returns>
    /// <exception cref="WebhookRefusedException">The webhook is not authentic.</exception>
    public virtual WebhookEvent Verify(Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        var id = header("webhook-id");
        VerifySignature(id, header("webhook-timestamp"), header("webhook-signature"), body);
        try
        {
            return WebhookEvent.Of(JsonSerializer.Deserialize(body, Json.Of<WebhookEnvelope>()) ?? throw new JsonException(), id!);
        }
        catch (JsonException unreadable)
        {
            throw new WebhookRefusedException("The body is not an event.", unreadable);
        }
    }

    /// <summary>Verifies a request whose headers are a list or a dictionary, with names in any case.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="body">The body as received.</param>
    /// <returns>The event, as <see cref="Verify(Func{string, string?}, ReadOnlySpan{byte})"/> gives it.</returns>
    /// <exception cref="WebhookRefusedException">The webhook is not authentic.</exception>
    public virtual WebhookEvent Verify(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            found[name] = value;
        }

        return Verify(found.GetValueOrDefault, body);
    }

    /// <summary>Verifies headers and body without reading the event.</summary>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>: seconds since 1970.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>: one or more, separated by spaces.</param>
    /// <param name="body">The body as received.</param>
    /// <exception cref="WebhookRefusedException">The webhook is not authentic.</exception>
    public virtual void VerifySignature(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures))
        {
            throw new WebhookRefusedException("A webhook header is missing.");
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            throw new WebhookRefusedException("The timestamp is missing or not a number.");
        }

        if (Math.Abs((decimal)time.GetUtcNow().ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds)
        {
            throw new WebhookRefusedException("The timestamp is too far from now.");
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = keys.Select(key => HMACSHA256.HashData(key, signed)).ToArray();
        if (!signatures!.Split(' ').Any(signature => IsOneOf(expected, signature)))
        {
            throw new WebhookRefusedException("No signature matches: the secret is another one, or the body is not as received.");
        }
    }

    private static bool IsOneOf(byte[][] expected, string signature)
    {
        var given = new byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith(SignaturePrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[SignaturePrefix.Length..], given, out var length)
            && length == given.Length
            && expected.Any(one => CryptographicOperations.FixedTimeEquals(one, given));
    }

    private static byte[] Key(string secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            throw new ArgumentException(MissingSecret, nameof(secret));
        }

        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : "";
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length) || length is < 24 or > 64)
        {
            throw new ArgumentException("A secret is whsec_ followed by the Base64 of 24 to 64 bytes.", nameof(secret));
        }

        Array.Resize(ref key, length);
        return key;
    }
}

/// <summary>A webhook that is not authentic: answer 400 and ignore it.</summary>
/// <param name="message">The reason.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class WebhookRefusedException(string message, Exception? inner = null) : Exception(message, inner);
