using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lecce.Riscossione.Sdk;

/// <summary>
/// Verifica che una notifica venga dall'API, sia recente e sia arrivata com'era (Standard Webhooks 1.0). Il corpo è quello ricevuto, byte per
/// byte: se è stato letto e riscritto, la firma è un'altra.
/// </summary>
public class WebhookVerifier
{
    /// <summary>La differenza ammessa tra l'orologio di chi invia e quello di chi riceve: 5 minuti.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string MissingSecret =
        "The secret is missing: give the endpoint's secret, whsec_…, for instance from an environment variable that is set.";
    private const string SecretPrefix = "whsec_";
    private const string SignaturePrefix = "v1,";
    private readonly byte[][] keys;
    private readonly TimeProvider time;

    /// <summary>Per un destinatario con un segreto.</summary>
    /// <param name="secret">Il segreto del destinatario, <c>whsec_…</c>.</param>
    /// <param name="time">L'orologio di chi riceve; se manca, quello del sistema.</param>
    /// <exception cref="ArgumentException">Il segreto manca o non è ben formato.</exception>
    public WebhookVerifier(string secret, TimeProvider? time = null)
        : this([secret], time) { }

    /// <summary>Per un destinatario con più segreti: quando il segreto si cambia, per qualche tempo ne valgono due.</summary>
    /// <param name="secrets">I segreti: <c>whsec_</c> e il Base64 di 24-64 byte.</param>
    /// <param name="time">L'orologio di chi riceve; se manca, quello del sistema.</param>
    /// <exception cref="ArgumentException">Un segreto manca o non è ben formato.</exception>
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

    /// <summary>Per le prove: una classe derivata sostituisce i metodi.</summary>
    protected WebhookVerifier()
    {
        keys = [];
        time = TimeProvider.System;
    }

    /// <summary>Verifica una richiesta e ne legge l'evento: <c>verifier.Verify(name => request.Headers[name], body)</c>.</summary>
    /// <param name="header">Restituisce un'intestazione, dal suo nome in minuscole; nullo se manca.</param>
    /// <param name="body">Il corpo come è arrivato.</param>
    /// <returns>L'evento. Ogni consegna ha lo stesso identificativo; un tipo che non si conosce si ignora.</returns>
    /// <exception cref="WebhookRefusedException">La notifica non è autentica.</exception>
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

    /// <summary>Verifica una richiesta le cui intestazioni sono un elenco o un dizionario, con nomi in maiuscole o minuscole.</summary>
    /// <param name="headers">Le intestazioni.</param>
    /// <param name="body">Il corpo come è arrivato.</param>
    /// <returns>L'evento, come <see cref="Verify(Func{string, string?}, ReadOnlySpan{byte})"/>.</returns>
    /// <exception cref="WebhookRefusedException">La notifica non è autentica.</exception>
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

    /// <summary>Verifica intestazioni e corpo, senza leggere l'evento.</summary>
    /// <param name="id">Intestazione <c>webhook-id</c>.</param>
    /// <param name="timestamp">Intestazione <c>webhook-timestamp</c>: secondi dal 1970.</param>
    /// <param name="signatures">Intestazione <c>webhook-signature</c>: una firma o più d'una, separate da spazi.</param>
    /// <param name="body">Il corpo come è arrivato.</param>
    /// <exception cref="WebhookRefusedException">La notifica non è autentica.</exception>
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

/// <summary>Una notifica che non è autentica: rispondere 400 e ignorarla.</summary>
/// <param name="message">Il motivo.</param>
/// <param name="inner">La causa, se c'è.</param>
public sealed class WebhookRefusedException(string message, Exception? inner = null) : Exception(message, inner);
