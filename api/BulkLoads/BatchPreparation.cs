using System.Collections.Concurrent;
using System.Threading.Channels;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Makes batches ready while another is being stored: reads, plans, numbers and packs, which takes less time than to store them. One batch is
/// ready and one being made, no more, and of the latter only a piece is not packed yet: memory stays flat however long the load is, and what
/// waits is not moved about by the garbage collector, whose pauses would hold up the writer.
/// </summary>
internal sealed class BatchPreparation(
    Db db,
    Lease lease,
    BulkLoadRow load,
    RowPlanner planner,
    CreditorRow creditor,
    NoticeNumberCipher cipher,
    IClock clock
)
{
    private const int UnitsPerPiece = 200;

    // More than the batches that are ahead draw, as a rule: a range that follows can be taken once the load has left the one before.
    private const int RangeSize = 50_000;
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(10);

    private readonly Channel<LoadBatch> ready = Channel.CreateBounded<LoadBatch>(1);
    private readonly ConcurrentBag<PackedRows> stored = [];
    private readonly LoadCounters counters = new(load);
    private TimeSlice slice = new();
    private LoadBatch batch = new(load.NextLine, new PackedRows());

    /// <summary>How many units the next batch holds; whoever stores them finds out.</summary>
    public required int UnitsPerBatch { get; set; }

    /// <summary>The documents that are refused whole.</summary>
    public required ScatteredKeys Scattered { get; init; }

    /// <summary>Batches, ready to be stored, in order. Whatever the preparation throws is thrown to whoever reads them.</summary>
    public IAsyncEnumerable<LoadBatch> Ready(CancellationToken cancellation) => ready.Reader.ReadAllAsync(cancellation);

    /// <summary>Takes back a batch that was stored, for the room that its rows took.</summary>
    public void GiveBack(LoadBatch batch)
    {
        batch.Packed.Clear();
        stored.Add(batch.Packed);
    }

    /// <summary>Runs until everything is ready, or until nobody wants more.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await Task.Run(() => Prepare(cancellation), cancellation);
            ready.Writer.Complete();
        }
#pragma warning disable CA1031 // Thrown to whoever reads the batches.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ready.Writer.TryComplete(failure);
        }
    }

    private async Task Prepare(CancellationToken cancellation)
    {
        var units = new List<LoadUnit>();
        await foreach (var unit in LoadUnits.Of(db, load, Scattered, cancellation))
        {
            // A piece ends where a unit begins, so that blank lines in between belong to the piece before.
            if (units.Count >= UnitsPerPiece || batch.Rows.Count + units.Count >= UnitsPerBatch)
            {
                await Make(units, unit.Line, cancellation);
                units.Clear();
            }

            units.Add(unit);
            slice.GiveWay();
        }

        if (units.Count > 0)
        {
            await Make(units, units[^1].LastLine + 1, cancellation);
        }

        await HandOver(cancellation);
    }

    /// <summary>Adds a piece to the batch, and hands the batch over when it holds enough.</summary>
    private async Task Make(List<LoadUnit> units, long to, CancellationToken cancellation)
    {
        var rows = units.ConvertAll(Plan);
        var missing = await NumbersMissing(rows, cancellation);
        var (drawn, isOfLoad) = await Draw(missing.Sum() ?? 0, cancellation);
        Pack(rows, missing, drawn);
        batch.Add(rows, units.Sum(unit => (long)unit.Lines), to, isOfLoad ? drawn.Length : 0);
        if (batch.Rows.Count >= UnitsPerBatch)
        {
            await HandOver(cancellation);
        }
    }

    private PlannedRow Plan(LoadUnit unit)
    {
        slice.GiveWay();
        return planner.Plan(unit);
    }

    private async Task HandOver(CancellationToken cancellation)
    {
        if (batch.Rows.Count > 0)
        {
            await ready.Writer.WriteAsync(batch, cancellation);
            batch = new LoadBatch(batch.To, stored.TryTake(out var packed) ? packed : new PackedRows());
        }
    }

    /// <summary>How many numbers each row needs; null when it issues nothing, or a document that exists already.</summary>
    private async Task<int?[]> NumbersMissing(List<PlannedRow> rows, CancellationToken cancellation)
    {
        var entries = rows.ConvertAll(row => row.Entry);
        var existing = await db.Read(
            sql => ExistingDocument.Find(sql, load.DepartmentId, entries.OfType<BatchEntry>().Select(entry => entry.ExternalId)),
            cancellation
        );
        return
        [
            .. entries.Select(entry =>
                entry?.Draft is { } draft && (!existing.TryGetValue(entry.ExternalId, out var known) || entry.WouldReplace(known))
                    ? draft.NumbersMissing
                    : (int?)null
            ),
        ];
    }

    /// <summary>Draws counters, and says whether they are the load's: more than a range ever holds are lost if they are not stored.</summary>
    private async Task<(long[] Drawn, bool IsOfLoad)> Draw(int needed, CancellationToken cancellation)
    {
        if (needed > RangeSize)
        {
            var first = await db.Transact(sql => Claim(sql, needed), cancellation);
            return ([.. Enumerable.Range(0, needed).Select(place => first + place)], false);
        }

        if (counters.Left < needed)
        {
            // Before another range can be taken, all that draws from the first must be stored, also this batch.
            await HandOver(cancellation);
            await ClaimRange(cancellation);
        }

        return (counters.Draw(needed), true);
    }

    private void Pack(List<PlannedRow> rows, int?[] missing, ReadOnlySpan<long> drawn)
    {
        var now = clock.GetCurrentInstant();
        using var numbers = cipher.Begin();
        for (var index = 0; index < missing.Length; index++)
        {
            slice.GiveWay();
            if (missing[index] is { } count)
            {
                rows[index].Entry!.Pack(Numbers(numbers, drawn[..count]), load.Id, load.Actor, now, load.IsStaged, batch.Packed);
                drawn = drawn[count..];
            }
        }
    }

    private NoticeNumber[] Numbers(NoticeNumberCipher.Run run, ReadOnlySpan<long> drawn)
    {
        var numbers = new NoticeNumber[drawn.Length];
        for (var place = 0; place < drawn.Length; place++)
        {
            numbers[place] = NoticeNumber.Compose(creditor.SegregationCode, run.Encipher(drawn[place]));
        }

        return numbers;
    }

    /// <summary>
    /// Takes a range and writes it down with the load: whoever carries on after a crash uses it up instead of taking another. While the load
    /// still has two, batches that draw from the first wait to be stored, and so does this.
    /// </summary>
    private async Task ClaimRange(CancellationToken cancellation)
    {
        long? first;
        while ((first = await db.Transact(TryClaimRange, cancellation)) is null)
        {
            await Task.Delay(BetweenClaims, cancellation);
        }

        counters.Add(first.Value, RangeSize);
    }

    private async Task<long?> TryClaimRange(Sql sql)
    {
        await lease.Require(sql);
        if (await sql.Value<long>("SELECT COUNT(*) FROM BulkLoads WHERE Id = @Id AND AheadCounter < AheadEndCounter", new { load.Id }) > 0)
        {
            return null;
        }

        var first = await Claim(sql, RangeSize);
        await sql.Execute(
            "UPDATE BulkLoads SET AheadCounter = @first, AheadEndCounter = @end WHERE Id = @Id",
            new
            {
                load.Id,
                first,
                end = first + RangeSize,
            }
        );
        return first;
    }

    private Task<long> Claim(Sql sql, int count) => NoticeNumbers.Claim(sql, load.OrganizationFiscalCode, creditor.SegregationCode, count);
}
