using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// The lines of one document: a line of JSON, or consecutive lines of CSV with one externalId. <see cref="Refusal"/> says why a unit could not be read.
/// </summary>
internal sealed class LoadUnit
{
    /// <summary>More lines than any document can need are no longer kept.</summary>
    public const int MaxLines = 400;

    public required long Line { get; init; }

    /// <summary>The number of its last line.</summary>
    public long LastLine { get; set; }

    /// <summary>How many lines it takes, blank ones left out.</summary>
    public int Lines { get; set; } = 1;

    /// <summary>The line of JSON; empty for CSV.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The rows of CSV; empty for JSON.</summary>
    public List<CsvRow> Rows { get; init; } = [];

    /// <summary>The key of its rows of CSV; null when they have none, or it cannot be read.</summary>
    public string? Key { get; init; }

    /// <summary>Why it cannot be read.</summary>
    public Refusal? Refusal { get; set; }

    public static LoadUnit OfJson(FileLine line) =>
        new()
        {
            Line = line.Number,
            LastLine = line.Number,
            Json = line.Content,
            Refusal = WhyNotReadable(line.Content.Span),
        };

    /// <summary>A line of CSV as a document of its own, until <see cref="Joins"/> finds that it belongs to the one before.</summary>
    public static LoadUnit OfCsv(FileLine line, CsvHeader header)
    {
        var content = line.Content.Span;
        if (WhyNotReadable(content) is { } refusal)
        {
            return Refused(line, header, refusal);
        }

        if (CsvLine.Split(Encoding.UTF8.GetString(content), header.Delimiter) is not { } values)
        {
            return Refused(line, header, new Refusal(Codes.RowNotReadable, "La riga ha virgolette non chiuse o fuori posto: correggerla."));
        }

        for (var index = 0; index < values.Count; index++)
        {
            if (values[index].Length > 0 && !header.Names(index))
            {
                return Refused(line, header, Nameless(line.Number, index + 1));
            }
        }

        var row = new CsvRow(header, line.Number, values);
        return new LoadUnit
        {
            Line = line.Number,
            LastLine = line.Number,
            Rows = [row],
            Key = row.ExternalId,
        };
    }

    /// <summary>Takes in the next line when it belongs to the same document; what makes that line unreadable refuses the whole document.</summary>
    public bool Joins(LoadUnit next)
    {
        if (Key is null || Key != next.Key)
        {
            return false;
        }

        Lines++;
        LastLine = next.LastLine;
        Refusal ??= next.Refusal is { } refusal
            ? new Refusal(refusal.Code, $"Riga {next.Line}, dello stesso documento: {refusal.Detail}", refusal.Errors)
            : null;
        if (Lines <= MaxLines)
        {
            Rows.AddRange(next.Rows);
        }
        else
        {
            Refusal ??= new Refusal(Codes.RowNotReadable, $"Più di {MaxLines} righe consecutive hanno lo stesso externalId.");
        }

        return true;
    }

    private static LoadUnit Refused(FileLine line, CsvHeader header, Refusal refusal) =>
        new()
        {
            Line = line.Number,
            LastLine = line.Number,
            Key = CsvKey.TryRead(line.Content.Span, header, out var key) && !key.IsEmpty ? Encoding.UTF8.GetString(key) : null,
            Refusal = refusal,
        };

    private static Refusal Nameless(long line, int column) =>
        new(
            Codes.RowNotReadable,
            $"La riga {line} ha un valore nella colonna {column}, che nell'intestazione non ha un nome: toglierlo, oppure dare un nome alla colonna."
        );

    private static Refusal? WhyNotReadable(ReadOnlySpan<byte> line) =>
        line is [LineCutter.TooLong] ? new Refusal(Codes.RowTooLong, "La riga supera la lunghezza ammessa.")
        : !Utf8.IsValid(line)
            ? new Refusal(Codes.RowNotReadable, "La riga non è in UTF-8: indicare il charset giusto o convertire il file.")
        : null;
}

/// <summary>One row of CSV. An empty value is a missing one.</summary>
internal sealed class CsvRow(CsvHeader header, long line, List<string> values)
{
    /// <summary>The number of its line.</summary>
    public long Line => line;

    /// <summary>Says which column is where.</summary>
    public CsvHeader Header => header;

    /// <summary>The key of the document that it belongs to.</summary>
    public string? ExternalId => this[CsvColumn.ExternalId]?.Trim() is { Length: > 0 } key ? key : null;

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

    public string? this[string column] => header.Columns.TryGetValue(column, out var index) ? this[index] : null;

    public string? this[int index] => index < values.Count && values[index].Length > 0 ? values[index] : null;
}

/// <summary>Reads a load document by document, from the first line that was not dealt with.</summary>
internal static class LoadUnits
{
    /// <summary>The characters of a blank line of JSON.</summary>
    public static readonly SearchValues<byte> BlankJson = SearchValues.Create(" \t"u8);

    /// <param name="db">Where the rows are.</param>
    /// <param name="load">Whose rows.</param>
    /// <param name="scattered">The keys of documents that are refused whole (<see cref="ScatteredKeys"/>).</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IAsyncEnumerable<LoadUnit> Of(Db db, BulkLoadRow load, ScatteredKeys scattered, CancellationToken cancellation) =>
        load.Format == LoadFormat.Csv ? OfCsv(db, load, scattered, cancellation) : OfJson(db, load, cancellation);

    private static async IAsyncEnumerable<LoadUnit> OfJson(Db db, BulkLoadRow load, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LoadChunks.Lines(db, load.Id, load.NextLine, BlankJson, cancellation))
        {
            yield return LoadUnit.OfJson(line);
        }
    }

    private static async IAsyncEnumerable<LoadUnit> OfCsv(
        Db db,
        BulkLoadRow load,
        ScatteredKeys scattered,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var header = CsvHeader.Find((await LoadChunks.Beginning(db, load.Id, cancellation)).Span);
        var from = Math.Max(load.NextLine, header.Line + 1);
        LoadUnit? unit = null;
        await foreach (var line in LoadChunks.Lines(db, load.Id, from, CsvStart.Blank(header.Delimiter), cancellation))
        {
            var next = LoadUnit.OfCsv(line, header);
            if (unit is null || !unit.Joins(next))
            {
                if (unit is not null)
                {
                    scattered.Refuse(unit);
                    yield return unit;
                }

                unit = next;
            }
        }

        if (unit is not null)
        {
            scattered.Refuse(unit);
            yield return unit;
        }
    }
}
