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

    /// <summary>The value of <see cref="SignatureHeader"/>: one signature for each secret, in their order, separated by spaces.</summary>
    public static string Sign(IReadOnlyList<byte[]> secrets, string id, string timestampText, ReadOnlySpan<byte> body)
    {
        var signatures = new string[secrets.Count];
        for (var index = 0; index < signatures.Length; index++)
        {
            signatures[index] = Sign(secrets[index], id, timestampText, body);
        }

        return string.Join(' ', signatures);
    }

    /// <summary>
    /// One signature: HMAC-SHA-256 over <c>id.timestamp.body</c>, keyed by the bytes that follow <c>whsec_</c>
    /// once decoded.
    /// </summary>
    public static string Sign(byte[] secret, string id, string timestampText, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestampText}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed));
    }
}
