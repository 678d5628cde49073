using System.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// CSV for spreadsheets: values in quotes, separated by semicolons, CRLF at the end of a row. A text that a spreadsheet would run as a formula
/// is preceded by an apostrophe (OWASP, CSV injection).
/// </summary>
internal static class CsvText
{
    /// <summary>Stands before the header: without it spreadsheets do not read a file as UTF-8.</summary>
    public const string Mark = "\ufeff";

    /// <summary>Appends a row.</summary>
    public static void AppendRow(StringBuilder text, IEnumerable<string?> values) =>
        text.AppendJoin(';', values.Select(value => $"\"{Harmless(value)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))
            .Append("\r\n");

    private static string? Harmless(string? value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
}
