using System.Text;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Reads the externalId of a CSV row without parsing the whole row. A faulty row still belongs to its document, which must not be issued
/// without it.
/// </summary>
internal static class CsvKey
{
    private const int MaxKey = 100;

    /// <summary>Reads the key of a row.</summary>
    /// <param name="line">The row, in UTF-8.</param>
    /// <param name="header">Names the column of the key.</param>
    /// <param name="key">The key's bytes; empty when the row has none.</param>
    /// <returns>False when the key cannot be read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, CsvHeader header, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (line is [LineCutter.TooLong])
        {
            return false;
        }

        for (var column = 0; ; column++)
        {
            if (!TakeValue(ref line, (byte)header.Delimiter, out var value))
            {
                return false;
            }

            if (column == header.KeyColumn)
            {
                return TryTidy(value, out key);
            }

            if (line.IsEmpty)
            {
                return true;
            }

            line = line[1..];
        }
    }

    /// <summary>Takes one value off the line, up to the delimiter after it.</summary>
    private static bool TakeValue(scoped ref ReadOnlySpan<byte> line, byte delimiter, out ReadOnlySpan<byte> value)
    {
        if (line is not [(byte)'"', ..])
        {
            var end = line.IndexOf(delimiter);
            value = end < 0 ? line : line[..end];
            line = end < 0 ? default : line[end..];
            return true;
        }

        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                continue;
            }

            if (at + 1 < line.Length && line[at + 1] == '"')
            {
                at++;
                continue;
            }

            value = line[1..at];
            line = line[(at + 1)..];
            return line.IsEmpty || line[0] == delimiter;
        }

        value = default;
        return false;
    }

    private static bool TryTidy(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> key)
    {
        key = value.Trim(" \t"u8);
        if (key.Length <= MaxKey && Ascii.IsValid(key) && !key.Contains((byte)'"'))
        {
            return true;
        }

        if (!Utf8.IsValid(key))
        {
            return false;
        }

        key = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(key).Replace("\"\"", "\"", StringComparison.Ordinal).Trim());
        return true;
    }
}
