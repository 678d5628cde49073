using System.Threading.Channels;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Prepares the next batch while another is stored: reads, plans, numbers and composes the documents. One batch is ready and one is being
/// prepared, no more, so that memory stays flat however long the load is.
/// </summary>
internal sealed class BatchPreparation(Db db, BulkLoadRow load, RowPlanner planner, string segregationCode, NoticeNumbers noticeNumbers)
{
    private const int UnitsPerPiece = 200;

    // Numbers are claimed in a transaction that waits for the batch being stored: a long load claims many at a time, a short one wastes few.
    private const int MinClaim = 1_000;
    private const int MaxClaim = 20_000;

    private readonly Channel<LoadBatch> ready = Channel.CreateBounded<LoadBatch>(1);
    private readonly Queue<NoticeNumber> numbers = new();
    private int nextClaim = MinClaim;
    private LoadBatch batch = new(load.NextLine);

    /// <summary>How many units the next batch holds; set after each batch from the time that it took to store.</summary>
    public required int UnitsPerBatch { get; set; }

    /// <summary>The documents that are refused because their rows are not together.</summary>
    public required ScatteredKeys Scattered { get; init; }

    /// <summary>The batches, ready to be stored, in order. Throws what the preparation throws.</summary>
    public IAsyncEnumerable<LoadBatch> Ready(CancellationToken cancellation) => ready.Reader.ReadAllAsync(cancellation);

    /// <summary>Prepares all batches, or stops when <paramref name="cancellation"/> says that no more are wanted.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await Task.Run(() => Prepare(cancellation), cancellation);
            ready.Writer.Complete();
        }
#pragma warning disable CA1031 // Thrown to the reader of the batches.
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
        }

        if (units.Count > 0)
        {
            await Make(units, units[^1].LastLine + 1, cancellation);
        }

        await HandOver(cancellation);
    }

    /// <summary>Adds a piece to the batch, and hands the batch over when it is large enough.</summary>
    private async Task Make(List<LoadUnit> units, long to, CancellationToken cancellation)
    {
        var rows = units.ConvertAll(planner.Plan);
        await Compose([.. rows.Select(row => row.Entry).OfType<IssueEntry>()], cancellation);
        batch.Add(rows, units.Sum(unit => (long)unit.Lines), to);
        if (batch.Rows.Count >= UnitsPerBatch)
        {
            await HandOver(cancellation);
        }
    }

    private async Task HandOver(CancellationToken cancellation)
    {
        if (batch.Rows.Count > 0)
        {
            await ready.Writer.WriteAsync(batch, cancellation);
            batch = new LoadBatch(batch.To);
        }
    }

    /// <summary>Numbers and composes the documents that do not exist yet.</summary>
    private async Task Compose(IReadOnlyList<IssueEntry> entries, CancellationToken cancellation)
    {
        var existing = await db.Read(
            sql => ExistingDocument.Find(sql, load.DepartmentId, entries.Select(entry => entry.ExternalId)),
            cancellation
        );
        foreach (var entry in entries.Where(entry => entry.Issues(existing.GetValueOrDefault(entry.ExternalId))))
        {
            var drawn = await Draw(entry.New!.NumbersMissing, cancellation);
            entry.Rows = entry.New.Compose(drawn, load.Actor, load.Id, load.IsStaged);
        }
    }

    private async ValueTask<NoticeNumber[]> Draw(int count, CancellationToken cancellation)
    {
        if (numbers.Count < count)
        {
            var claim = Math.Max(nextClaim, count);
            nextClaim = Math.Min(nextClaim * 4, MaxClaim);
            foreach (var number in await noticeNumbers.Take(load.OrganizationFiscalCode, segregationCode, claim, cancellation))
            {
                numbers.Enqueue(number);
            }
        }

        var drawn = new NoticeNumber[count];
        for (var place = 0; place < count; place++)
        {
            drawn[place] = numbers.Dequeue();
        }

        return drawn;
    }
}

/// <summary>The consecutive units of a load that one transaction stores.</summary>
/// <param name="from">The load's next line before this batch.</param>
internal sealed class LoadBatch(long from)
{
    private readonly List<PlannedRow> rows = [];

    /// <summary>The load's next line before this batch.</summary>
    public long From { get; } = from;

    /// <summary>The load's next line after it.</summary>
    public long To { get; private set; } = from;

    /// <summary>The number of lines, without blank ones.</summary>
    public long Lines { get; private set; }

    public IReadOnlyList<PlannedRow> Rows => rows;

    /// <summary>Adds the units that follow.</summary>
    public void Add(IReadOnlyList<PlannedRow> planned, long lines, long to)
    {
        rows.AddRange(planned);
        Lines += lines;
        To = to;
    }
}
