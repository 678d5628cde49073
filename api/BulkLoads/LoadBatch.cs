namespace Lecce.Riscossione.Api.BulkLoads;

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
