using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The position of the next page: the last row returned, bound to the filters of its list.</summary>
internal static class Cursor
{
    private const int FilterBytes = 6;
    private const int MaxCharacters = 200;

    public static string Encode(string filterKey, string lastId) =>
        Base64Url.EncodeToString([.. Fingerprint(filterKey), .. Encoding.UTF8.GetBytes(lastId)]);

    /// <summary>The last row returned; null to start from the beginning.</summary>
    /// <exception cref="Refusal"><see cref="Codes.InvalidCursor"/>: malformed or made for other filters.</exception>
    public static string? Decode(string? cursor, string filterKey)
    {
        if (cursor is null)
        {
            return null;
        }

        if (cursor.Length <= MaxCharacters && Base64Url.IsValid(cursor))
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length > FilterBytes && bytes.AsSpan(0, FilterBytes).SequenceEqual(Fingerprint(filterKey)))
            {
                var lastId = Encoding.UTF8.GetString(bytes, FilterBytes, bytes.Length - FilterBytes);
                if (Texts.AreFit(lastId))
                {
                    return lastId;
                }
            }
        }

        throw Unknown();
    }

    /// <summary>The refusal of a cursor that does not belong to this list.</summary>
    public static Refusal Unknown() =>
        new(Codes.InvalidCursor, "Il cursore non è di questo elenco o di questi filtri: ripartire senza cursore.");

    private static ReadOnlySpan<byte> Fingerprint(string filterKey) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(filterKey)).AsSpan(0, FilterBytes);
}
