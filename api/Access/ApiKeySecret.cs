using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The text of an API key: <c>rk_</c>, a prefix by which people recognise it, <c>_</c> and 256 random bits.</summary>
internal static class ApiKeySecret
{
    private const int PrefixLength = 12;
    private const int SecretBytes = 32;
    private const string PrefixAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Makes a key. Only its prefix and its hash are stored.</summary>
    public static (string Key, string Prefix) New()
    {
        var prefix = RandomNumberGenerator.GetString(PrefixAlphabet, PrefixLength);
        return ($"rk_{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}", prefix);
    }

    /// <summary>What the database knows of a key. No salt and no slow hash: the key itself is random enough.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
