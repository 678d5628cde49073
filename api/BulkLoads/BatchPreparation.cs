using System.Threading.Channels;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Makes batches ready while others are being stored: one stage reads and cuts, several plan, one numbers. Little is ever ahead, so that
/// memory stays flat however long the load is.
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
    private const int BatchesAhead = 2;

    // More than all batches that are ahead draw, as a rule: a range that follows can be taken once the load has left the one before.
    private const int RangeSize = 50_000;
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(10);

    private readonly Channel<Task<LoadBatch>> planned = Channel.CreateBounded<Task<LoadBatch>>(BatchesAhead);
    private readonly Channel<Task<LoadBatch>> numbered = Channel.CreateBounded<Task<LoadBatch>>(BatchesAhead);
    private readonly LoadCounters counters = new(load);

    /// <summary>How many units the next batch holds; whoever stores them finds out.</summary>
    public required int UnitsPerBatch { get; set; }

    /// <summary>Batches, ready to be stored, in order.</summary>
    public IAsyncEnumerable<Task<LoadBatch>> Ready(CancellationToken cancellation) => numbered.Reader.ReadAllAsync(cancellation);

    /// <summary>Runs until everything is ready, or until nobody wants more.</summary>
    public Task Run(CancellationToken cancellation) =>
        Task.WhenAll(Complete(planned.Writer, () => Plan(cancellation)), Complete(numbered.Writer, () => Number(cancellation)));

    private static async Task Complete<T>(ChannelWriter<T> writer, Func<Task> stage)
    {
        try
        {
            await Task.Run(stage);
            writer.Complete();
        }
#pragma warning disable CA1031 // Whatever a stage throws is thrown to whoever reads what it makes.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            writer.TryComplete(failure);
        }
    }

    private async Task Plan(CancellationToken cancellation)
    {
        var from = load.NextLine;
        var units = new List<LoadUnit>();
        await foreach (var unit in LoadUnits.Of(db, load, cancellation))
        {
            // A batch ends where a unit begins, so that blank lines in between belong to the batch before.
            if (units.Count >= UnitsPerBatch)
            {
                await planned.Writer.WriteAsync(PlanBatch(units, from, unit.Line), cancellation);
                from = unit.Line;
                units = [];
            }

            units.Add(unit);
        }

        if (units.Count > 0)
        {
            await planned.Writer.WriteAsync(PlanBatch(units, from, units[^1].LastLine + 1), cancellation);
        }
    }

    private Task<LoadBatch> PlanBatch(List<LoadUnit> units, long from, long to) =>
        Task.Run(() => new LoadBatch(from, to, units.Sum(unit => (long)unit.Lines), [.. units.Select(planner.Plan)]));

    private async Task Number(CancellationToken cancellation)
    {
        await foreach (var planning in planned.Reader.ReadAllAsync(cancellation))
        {
            var batch = await planning;
            var missing = await NumbersMissing(batch, cancellation);
            await numbered.Writer.WriteAsync(await Number(batch, missing, cancellation), cancellation);
        }
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

    private async Task<Task<LoadBatch>> Number(LoadBatch batch, int[] missing, CancellationToken cancellation)
    {
        var needed = missing.Sum();
        if (needed > RangeSize)
        {
            // More than a range ever holds: they are not the load's, and lost if the batch is not stored.
            var first = await db.Transact(sql => Claim(sql, needed), cancellation);
            return Compose(batch, missing, [.. Enumerable.Range(0, needed).Select(place => first + place)]);
        }

        if (counters.Left < needed)
        {
            await ClaimRange(cancellation);
        }

        return Compose(batch with { Counters = needed }, missing, counters.Draw(needed));
    }

    private Task<LoadBatch> Compose(LoadBatch batch, int[] missing, long[] drawn) =>
        Task.Run(() =>
        {
            var next = 0;
            var now = clock.GetCurrentInstant();
            for (var index = 0; index < missing.Length; index++)
            {
                if (missing[index] is > 0 and var count)
                {
                    var numbers = new NoticeNumber[count];
                    for (var place = 0; place < count; place++)
                    {
                        numbers[place] = NoticeNumber.Compose(creditor.SegregationCode, cipher.Encipher(drawn[next++]));
                    }

                    var entry = batch.Rows[index].Entry!;
                    entry.Numbers = numbers;
                    entry.ComposeAhead(load.Actor, now);
                }
            }

            return batch;
        });

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
