using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The symmetric signature of Standard Webhooks 1.0: proves to the receiver who speaks, when, and that nothing was changed.</summary>
internal static class Signature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The value of <see cref="TimestampHeader"/>.</summary>
    public static string TimestampText(Instant sentAt) => sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>Signs one message after another with one secret: to make the key ready takes longer than to sign. Not for several threads at once.</summary>
internal sealed class Signer(byte[] secret) : IDisposable
{
    private readonly IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

    /// <summary>
    /// The value of <see cref="Signature.SignatureHeader"/>: HMAC-SHA-256 over <c>id.timestamp.body</c>, keyed by the bytes that follow
    /// <c>whsec_</c> once decoded.
    /// </summary>
    public string Sign(string id, string timestampText, ReadOnlySpan<byte> body)
    {
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestampText}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    public void Dispose() => hmac.Dispose();
}
