namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Takes a line of CSV apart (RFC 4180). A line is a row: no value holds a line end, for no text of a document may.</summary>
internal static class CsvLine
{
    /// <summary>The values of a line, quotes removed; null when a quote is not closed or stands where none may.</summary>
    public static List<string>? Split(string line, char delimiter)
    {
        var values = new List<string>();
        for (var at = 0; ; at++)
        {
            if (at < line.Length && line[at] == '"')
            {
                if (Quoted(line, ref at) is not { } value || (at < line.Length && line[at] != delimiter))
                {
                    return null;
                }

                values.Add(value);
            }
            else
            {
                var end = line.IndexOf(delimiter, at);
                end = end < 0 ? line.Length : end;
                values.Add(line[at..end].Trim());
                at = end;
            }

            if (at >= line.Length)
            {
                return values;
            }
        }
    }

    /// <summary>Reads from an opening quote to the place after the closing one.</summary>
    private static string? Quoted(string line, ref int at)
    {
        var start = at + 1;
        for (var end = line.IndexOf('"', start); end >= 0; end = line.IndexOf('"', end + 2))
        {
            if (end + 1 >= line.Length || line[end + 1] != '"')
            {
                at = end + 1;
                return line[start..end].Replace("\"\"", "\"", StringComparison.Ordinal);
            }

            if (end + 2 > line.Length)
            {
                break;
            }
        }

        return null;
    }
}
