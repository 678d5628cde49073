using System.Buffers;
using System.Text;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Finds the header of a CSV file. Before it there may be blank rows and a line with which a spreadsheet names the separator (<c>sep=;</c>).
/// </summary>
internal sealed class CsvStart
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\";,"u8);
    private static readonly SearchValues<byte> BlanksWithSemicolon = SearchValues.Create(" \t\";"u8);
    private static readonly SearchValues<byte> BlanksWithComma = SearchValues.Create(" \t\","u8);
    private char? stated;

    /// <summary>The separator of the file; zero until the header is found.</summary>
    public char Delimiter { get; private set; }

    /// <summary>Takes the next line of the file; true when it is the header.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (!line.ContainsAnyExcept(Blanks))
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

    /// <summary>Takes the next line of the file; true for a row with a value after the header.</summary>
    public bool IsRow(ReadOnlySpan<byte> line)
    {
        if (Delimiter != default)
        {
            return line.ContainsAnyExcept(Blank(Delimiter));
        }

        Take(line);
        return false;
    }

    /// <summary>The characters of a blank row. Spreadsheets write blank rows with all their separators.</summary>
    public static SearchValues<byte> Blank(char delimiter) => delimiter == ';' ? BlanksWithSemicolon : BlanksWithComma;

    private static char? Separator(ReadOnlySpan<byte> line)
    {
        const int MaxLength = 16;
        var text = line.Length <= MaxLength ? Encoding.UTF8.GetString(line).Trim().Trim('"') : "";
        return
            text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text is [.., (';' or ',') and var separator] && text.Length == 5
            ? separator
            : null;
    }
}
