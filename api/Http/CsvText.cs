using System.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// CSV for spreadsheets: quoted values, semicolons, CRLF. An apostrophe precedes a text that a spreadsheet would run as a formula (OWASP, CSV
/// injection).
/// </summary>
internal static class CsvText
{
    /// <summary>The byte order mark. Without it spreadsheets do not read a file as UTF-8.</summary>
    public const string Mark = "\ufeff";

    public static void AppendRow(StringBuilder text, IEnumerable<string?> values) =>
        text.AppendJoin(';', values.Select(value => $"\"{Harmless(value)?.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))
            .Append("\r\n");

    private static string? Harmless(string? value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{value}" : value;
}
