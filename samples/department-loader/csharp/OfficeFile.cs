using System.Text;

namespace Lecce.Riscossione.Samples.DepartmentLoader;

/// <summary>A row of the office's file.</summary>
/// <param name="Number">The line of the file where it begins.</param>
/// <param name="Values">Its values by column.</param>
internal sealed record OfficeRow(int Number, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The value of a column without surrounding spaces; empty when it is missing.</summary>
    public string this[string column] => Values.GetValueOrDefault(column, "").Trim();
}

/// <summary>A CSV file as spreadsheets in Italy write it: separated by «;», in UTF-8 or windows-1252, with quoted values where needed.</summary>
/// <param name="Columns">The names in the first line.</param>
/// <param name="Rows">The rows that are not empty, in the order of the file.</param>
internal sealed record OfficeFile(IReadOnlyList<string> Columns, IReadOnlyList<OfficeRow> Rows)
{
    private const char Separator = ';';
    private const char Quote = '"';

    public static OfficeFile Parse(byte[] bytes)
    {
        var records = Records(TextOf(bytes)).Where(record => record.Values.Exists(value => value.Length > 0)).ToList();
        if (records.Count == 0)
        {
            throw new StoppedException("il file è vuoto");
        }

        var columns = records[0].Values.ConvertAll(name => name.Trim());
        var rows = records
            .Skip(1)
            .Select(record => new OfficeRow(
                record.Line,
                columns
                    .Zip(record.Values)
                    .DistinctBy(pair => pair.First, StringComparer.Ordinal)
                    .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            ));
        return new OfficeFile(columns, [.. rows]);
    }

    /// <summary>A line of the file, with its end.</summary>
    public static string Line(IEnumerable<string> values) => string.Join(Separator, values.Select(Quoted)) + "\r\n";

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(Separator, Quote, '\n') < 0 && !value.Contains('\r', StringComparison.Ordinal)
            ? value
            : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string TextOf(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }

    private static IEnumerable<(int Line, List<string> Values)> Records(string text)
    {
        var (line, begun) = (1, 1);
        var values = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            line += one == '\n' ? 1 : 0;
            if (isQuoted)
            {
                if (one != Quote)
                {
                    value.Append(one);
                }
                else if (at + 1 < text.Length && text[at + 1] == Quote)
                {
                    value.Append(text[++at]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (one == Quote && value.Length == 0)
            {
                isQuoted = true;
            }
            else if (one is Separator or '\n')
            {
                values.Add(value.ToString().TrimEnd('\r'));
                value.Clear();
                if (one == '\n')
                {
                    yield return (begun, values);
                    (begun, values) = (line, []);
                }
            }
            else
            {
                value.Append(one);
            }
        }

        if (isQuoted)
        {
            throw new StoppedException($"le virgolette aperte alla riga {begun} non si chiudono");
        }

        values.Add(value.ToString().TrimEnd('\r'));
        yield return (begun, values);
    }
}
