using System.Buffers;
using System.Text;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// The beginning of a CSV file up to its header: rows without any value, and the line with which a spreadsheet says what separates the values
/// (<c>sep=;</c>).
/// </summary>
internal sealed class CsvStart
{
    private static readonly SearchValues<byte> NoValue = SearchValues.Create(" \t\";,"u8);
    private static readonly SearchValues<byte> NoValueOfSemicolons = SearchValues.Create(" \t\";"u8);
    private static readonly SearchValues<byte> NoValueOfCommas = SearchValues.Create(" \t\","u8);
    private char? stated;

    /// <summary>What separates the values of the header, once it was found.</summary>
    public char Delimiter { get; private set; }

    /// <summary>Takes the next line of the file; true when it is the header.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (!line.ContainsAnyExcept(NoValue))
        {
            return false;
        }

        if (stated is null && Separator(line) is { } separator)
        {
            stated = separator;
            return false;
        }

        Delimiter = stated ?? (line.Contains((byte)';') ? ';' : ',');
        return true;
    }

    /// <summary>Takes the next line of the file; true when it is a row with a value, after the header.</summary>
    public bool IsRow(ReadOnlySpan<byte> line)
    {
        if (Delimiter != default)
        {
            return line.ContainsAnyExcept(Blank(Delimiter));
        }

        Take(line);
        return false;
    }

    /// <summary>What a row without any value consists of: a spreadsheet writes its empty rows with all separators.</summary>
    public static SearchValues<byte> Blank(char delimiter) => delimiter == ';' ? NoValueOfSemicolons : NoValueOfCommas;

    private static char? Separator(ReadOnlySpan<byte> line)
    {
        const int Longest = 16;
        var text = line.Length <= Longest ? Encoding.UTF8.GetString(line).Trim().Trim('"') : "";
        return
            text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text is [.., (';' or ',') and var separator] && text.Length == 5
            ? separator
            : null;
    }
}
