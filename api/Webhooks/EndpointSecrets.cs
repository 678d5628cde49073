using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// The secrets that sign. Unlike an API key they must be read again at every delivery, so they are stored encrypted (AES-256-GCM, as nonce,
/// tag, ciphertext), tied to their endpoint: copied to another row they no longer open.
/// </summary>
/// <param name="key">32 bytes, derived from the master secret of the installation.</param>
internal sealed class EndpointSecrets(byte[] key)
{
    /// <summary>The purpose of the derived key.</summary>
    public const string Purpose = "webhook-secrets";

    private const int SecretBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>A new random secret.</summary>
    public static byte[] New() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The text that receivers keep.</summary>
    public static string ToText(byte[] secret) => "whsec_" + Convert.ToBase64String(secret);

    public byte[] Protect(Id endpointId, byte[] secret)
    {
        var stored = new byte[NonceBytes + TagBytes + secret.Length];
        var nonce = stored.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, secret, stored.AsSpan(NonceBytes + TagBytes), stored.AsSpan(NonceBytes, TagBytes), Binding(endpointId));
        return stored;
    }

    /// <exception cref="CryptographicException">The master secret is not the one with which it was protected.</exception>
    public byte[] Reveal(Id endpointId, byte[] stored)
    {
        var secret = new byte[stored.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            stored.AsSpan(0, NonceBytes),
            stored.AsSpan(NonceBytes + TagBytes),
            stored.AsSpan(NonceBytes, TagBytes),
            secret,
            Binding(endpointId)
        );
        return secret;
    }

    private static byte[] Binding(Id endpointId) => Encoding.ASCII.GetBytes(endpointId.Value);
}
