using System.Buffers;
using System.Runtime.CompilerServices;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Reads a load document by document, from the first line that was not dealt with.</summary>
internal static class LoadUnits
{
    /// <summary>What a line of JSON without anything in it consists of.</summary>
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
