using System.Text;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// What makes one document: a line of JSON, or consecutive lines of CSV with one externalId. When it could not be read it says why.
/// </summary>
internal sealed class LoadUnit
{
    /// <summary>More lines than any document can need are no longer kept.</summary>
    public const int MostLines = 400;

    public required long Line { get; init; }

    /// <summary>The number of its last line.</summary>
    public long LastLine { get; set; }

    /// <summary>How many lines it takes, blank ones left out.</summary>
    public int Lines { get; set; } = 1;

    /// <summary>The line of JSON; empty for CSV.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The rows of CSV; empty for JSON.</summary>
    public List<CsvRow> Rows { get; init; } = [];

    /// <summary>Why it cannot be read.</summary>
    public Refusal? Refusal { get; set; }

    public static LoadUnit OfJson(LoadLine line) =>
        new()
        {
            Line = line.Number,
            LastLine = line.Number,
            Json = line.Content,
            Refusal = WhyNotReadable(line.Content.Span),
        };

    /// <summary>A line of CSV as a document of its own, until <see cref="Joins"/> finds that it belongs to the one before.</summary>
    public static LoadUnit OfCsv(LoadLine line, CsvHeader header)
    {
        if (WhyNotReadable(line.Content.Span) is { } refusal)
        {
            return new LoadUnit
            {
                Line = line.Number,
                LastLine = line.Number,
                Refusal = refusal,
            };
        }

        var values = CsvLine.Split(Encoding.UTF8.GetString(line.Content.Span), header.Delimiter);
        return values is not null && values.Count <= header.Count
            ? new LoadUnit
            {
                Line = line.Number,
                LastLine = line.Number,
                Rows = [new CsvRow(header, values)],
            }
            : new LoadUnit
            {
                Line = line.Number,
                LastLine = line.Number,
                Refusal = new Refusal(
                    Codes.RowNotReadable,
                    "La riga ha virgolette non chiuse o più valori delle colonne dell'intestazione: correggerla."
                ),
            };
    }

    /// <summary>Takes in the line behind when it belongs to the same document.</summary>
    public bool Joins(LoadUnit next)
    {
        if (Rows is not [var first, ..] || next.Rows is not [var row] || first.ExternalId is null || first.ExternalId != row.ExternalId)
        {
            return false;
        }

        Lines++;
        LastLine = next.LastLine;
        if (Lines <= MostLines)
        {
            Rows.Add(row);
        }
        else
        {
            Refusal ??= new Refusal(Codes.RowNotReadable, $"Più di {MostLines} righe consecutive hanno lo stesso externalId.");
        }

        return true;
    }

    private static Refusal? WhyNotReadable(ReadOnlySpan<byte> line) =>
        line is [LineCutter.TooLong] ? new Refusal(Codes.RowTooLong, "La riga supera la lunghezza ammessa.")
        : !Utf8.IsValid(line)
            ? new Refusal(Codes.RowNotReadable, "La riga non è in UTF-8: indicare il charset giusto o convertire il file.")
        : null;
}

/// <summary>One row of CSV. An empty value is a missing one.</summary>
internal sealed class CsvRow(CsvHeader header, List<string> values)
{
    public string? ExternalId => this[CsvColumn.ExternalId];

    /// <summary>The columns whose values no text may hold (<see cref="Texts"/>).</summary>
    public IEnumerable<string> UnfitColumns => header.Columns.Keys.Where(column => !Texts.AreFit(this[column]));

    /// <summary>The pairs of metadata in the columns with a prefix, in the order of the columns; null when the row has none.</summary>
    public IReadOnlyList<MetadataEntry>? Pairs(string prefix)
    {
        var pairs = header
            .Columns.Where(column => CsvColumn.IsPair(column.Key, prefix) && this[column.Key] is not null)
            .OrderBy(column => column.Value)
            .Select(column => new MetadataEntry { Key = column.Key[prefix.Length..], Value = this[column.Key]! })
            .ToList();
        return pairs is [] ? null : pairs;
    }

    public string? this[string column] =>
        header.Columns.TryGetValue(column, out var index) && index < values.Count && values[index].Length > 0 ? values[index] : null;
}
