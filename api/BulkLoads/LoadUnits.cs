using System.Runtime.CompilerServices;
using System.Text;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Reads a load document by document, from the first line that was not dealt with.</summary>
internal static class LoadUnits
{
    public static IAsyncEnumerable<LoadUnit> Of(Db db, BulkLoadRow load, CancellationToken cancellation) =>
        load.Format == LoadFormat.Csv ? OfCsv(db, load, cancellation) : OfJson(db, load, cancellation);

    private static async IAsyncEnumerable<LoadUnit> OfJson(Db db, BulkLoadRow load, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in LoadChunks.Lines(db, load.Id, load.NextLine, cancellation))
        {
            yield return LoadUnit.OfJson(line);
        }
    }

    private static async IAsyncEnumerable<LoadUnit> OfCsv(Db db, BulkLoadRow load, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var header = CsvHeader.Of(await FirstLine(db, load, cancellation));
        LoadUnit? unit = null;
        await foreach (var line in LoadChunks.Lines(db, load.Id, Math.Max(load.NextLine, 2), cancellation))
        {
            var next = LoadUnit.OfCsv(line, header);
            if (unit is null || !unit.Joins(next))
            {
                if (unit is not null)
                {
                    yield return unit;
                }

                unit = next;
            }
        }

        if (unit is not null)
        {
            yield return unit;
        }
    }

    private static async Task<string> FirstLine(Db db, BulkLoadRow load, CancellationToken cancellation)
    {
        await foreach (var line in LoadChunks.Lines(db, load.Id, 1, cancellation))
        {
            return Encoding.UTF8.GetString(line.Content.Span);
        }

        return "";
    }
}
