using System.Threading.Channels;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Makes batches ready while another is being stored: reads, plans, numbers and composes one after another, which takes less time than to
/// store them. One batch is ready and one being made, no more: memory stays flat however long the load is, and what waits is not moved about
/// by the garbage collector, whose pauses would hold up the writer.
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
    // More than the batches that are ahead draw, as a rule: a range that follows can be taken once the load has left the one before.
    private const int RangeSize = 50_000;
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(10);

    private readonly Channel<LoadBatch> ready = Channel.CreateBounded<LoadBatch>(1);
    private readonly LoadCounters counters = new(load);

    /// <summary>How many units the next batch holds; whoever stores them finds out.</summary>
    public required int UnitsPerBatch { get; set; }

    /// <summary>Batches, ready to be stored, in order. Whatever the preparation throws is thrown to whoever reads them.</summary>
    public IAsyncEnumerable<LoadBatch> Ready(CancellationToken cancellation) => ready.Reader.ReadAllAsync(cancellation);

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
        var from = load.NextLine;
        var units = new List<LoadUnit>();
        await foreach (var unit in LoadUnits.Of(db, load, cancellation))
        {
            // A batch ends where a unit begins, so that blank lines in between belong to the batch before.
            if (units.Count >= UnitsPerBatch)
            {
                await ready.Writer.WriteAsync(await Make(units, from, unit.Line, cancellation), cancellation);
                from = unit.Line;
                units.Clear();
            }

            units.Add(unit);
        }

        if (units.Count > 0)
        {
            await ready.Writer.WriteAsync(await Make(units, from, units[^1].LastLine + 1, cancellation), cancellation);
        }
    }

    private async Task<LoadBatch> Make(List<LoadUnit> units, long from, long to, CancellationToken cancellation)
    {
        var batch = new LoadBatch(from, to, units.Sum(unit => (long)unit.Lines), [.. units.Select(planner.Plan)]);
        var missing = await NumbersMissing(batch, cancellation);
        var needed = missing.Sum();
        if (needed > RangeSize)
        {
            // More than a range ever holds: they are not the load's, and lost if the batch is not stored.
            var first = await db.Transact(sql => Claim(sql, needed), cancellation);
            Compose(batch, missing, [.. Enumerable.Range(0, needed).Select(place => first + place)]);
            return batch;
        }

        if (counters.Left < needed)
        {
            await ClaimRange(cancellation);
        }

        Compose(batch, missing, counters.Draw(needed));
        return batch with { Counters = needed };
    }

    /// <summary>How many numbers each row needs; none when its document exists already.</summary>
    private async Task<int[]> NumbersMissing(LoadBatch batch, CancellationToken cancellation)
    {
        var entries = batch.Rows.Select(row => row.Entry).ToList();
        var existing = await db.Read(
            sql => ExistingDocument.Find(sql, load.DepartmentId, entries.OfType<BatchEntry>().Select(entry => entry.ExternalId)),
            cancellation
        );
        return
        [
            .. entries.Select(entry =>
                entry?.Draft is { } draft && (!existing.TryGetValue(entry.ExternalId, out var known) || entry.WouldReplace(known))
                    ? draft.NumbersMissing
                    : 0
            ),
        ];
    }

    private void Compose(LoadBatch batch, int[] missing, ReadOnlySpan<long> drawn)
    {
        var now = clock.GetCurrentInstant();
        using var numbers = cipher.Begin();
        for (var index = 0; index < missing.Length; index++)
        {
            if (missing[index] is > 0 and var count)
            {
                var entry = batch.Rows[index].Entry!;
                entry.Numbers = Numbers(numbers, drawn[..count]);
                entry.ComposeAhead(load.Actor, now);
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
