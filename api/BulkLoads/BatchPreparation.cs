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
    BulkLoadRow load,
    RowPlanner planner,
    CreditorRow creditor,
    NoticeNumberCipher cipher,
    IClock clock
)
{
    private const int BatchesAhead = 2;
    private const int LeastRange = 20_000;

    private readonly Channel<Task<LoadBatch>> planned = Channel.CreateBounded<Task<LoadBatch>>(BatchesAhead);
    private readonly Channel<Task<LoadBatch>> numbered = Channel.CreateBounded<Task<LoadBatch>>(BatchesAhead);
    private long nextCounter = load.NextCounter;
    private long endCounter = load.EndCounter;

    /// <summary>How many units the next batch holds; whoever stores them finds out.</summary>
    public int UnitsPerBatch { get; set; } = 200;

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
        Task.Run(() => new LoadBatch(from, to, units.Sum(unit => (long)unit.Lines), [.. units.Select(planner.Plan)], 0, 0));

    private async Task Number(CancellationToken cancellation)
    {
        await foreach (var batch in planned.Reader.ReadAllAsync(cancellation))
        {
            await numbered.Writer.WriteAsync(Number(await batch, await FirstCounter(await batch, cancellation)), cancellation);
        }
    }

    /// <summary>Sets counters aside for the documents of a batch that do not exist yet; gives the first, and how many each row gets.</summary>
    private async Task<(long First, int[] Counts)> FirstCounter(LoadBatch batch, CancellationToken cancellation)
    {
        var entries = batch.Rows.Select(row => row.Entry).ToList();
        var existing = await db.Read(
            sql => ExistingDocument.Find(sql, load.DepartmentId, entries.OfType<BatchEntry>().Select(entry => entry.ExternalId)),
            cancellation
        );
        var counts = entries
            .Select(entry =>
                entry?.Draft is { } draft && (!existing.TryGetValue(entry.ExternalId, out var known) || entry.WouldReplace(known))
                    ? draft.NumbersMissing
                    : 0
            )
            .ToArray();
        var needed = counts.Sum();
        if (endCounter - nextCounter < needed)
        {
            await ClaimRange(Math.Max(needed, LeastRange), cancellation);
        }

        var first = nextCounter;
        nextCounter += needed;
        return (first, counts);
    }

    private Task<LoadBatch> Number(LoadBatch batch, (long First, int[] Counts) counters)
    {
        var ready = batch with { NextCounter = nextCounter, EndCounter = endCounter };
        return Task.Run(() =>
        {
            var counter = counters.First;
            var now = clock.GetCurrentInstant();
            for (var index = 0; index < counters.Counts.Length; index++)
            {
                if (counters.Counts[index] is > 0 and var count)
                {
                    var numbers = new NoticeNumber[count];
                    for (var place = 0; place < count; place++)
                    {
                        numbers[place] = NoticeNumber.Compose(creditor.SegregationCode, cipher.Encipher(counter++));
                    }

                    var entry = ready.Rows[index].Entry!;
                    entry.Numbers = numbers;
                    entry.ComposeAhead(load.Actor, now);
                }
            }

            return ready;
        });
    }

    /// <summary>The range is written down with the load: whoever carries on after a crash uses it up instead of taking another.</summary>
    private async Task ClaimRange(int count, CancellationToken cancellation)
    {
        nextCounter = await db.Transact(
            async sql =>
            {
                var first = await NoticeNumbers.Claim(sql, load.OrganizationFiscalCode, creditor.SegregationCode, count);
                await sql.Execute(
                    "UPDATE BulkLoads SET NextCounter = @first, EndCounter = @end WHERE Id = @Id",
                    new
                    {
                        load.Id,
                        first,
                        end = first + count,
                    }
                );
                return first;
            },
            cancellation
        );
        endCounter = nextCounter + count;
    }
}
