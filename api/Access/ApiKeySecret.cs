using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The text of an API key: <c>rk_</c>, a prefix by which people recognise it, <c>_</c> and 256 random bits.</summary>
internal static class ApiKeySecret
{
    private const string Mark = "rk_";
    private const int PrefixLength = 12;
    private const int SecretBytes = 32;
    private const string PrefixAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Makes a key. Only its prefix and its hash are stored.</summary>
    public static (string Key, string Prefix) New()
    {
        var prefix = RandomNumberGenerator.GetString(PrefixAlphabet, PrefixLength);
        return ($"{Mark}{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}", prefix);
    }

    /// <summary>True for a text in the form of a key; any other credential is a token.</summary>
    public static bool IsKey(string bearer) => bearer.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The hash that the database stores. The key is random, so it needs no salt and no slow hash.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
