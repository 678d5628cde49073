using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Some consecutive units of a load, planned, numbered and packed: what one transaction stores.</summary>
/// <param name="from">The load's next line before this batch.</param>
/// <param name="packed">Where the rows of its documents are put.</param>
internal sealed class LoadBatch(long from, PackedRows packed)
{
    private readonly List<PlannedRow> rows = [];

    /// <summary>The load's next line before this batch.</summary>
    public long From { get; } = from;

    /// <summary>The load's next line after it.</summary>
    public long To { get; private set; } = from;

    /// <summary>How many lines are in it, blank ones left out.</summary>
    public long Lines { get; private set; }

    /// <summary>What is to be stored.</summary>
    public IReadOnlyList<PlannedRow> Rows => rows;

    /// <summary>How many of the load's counters its documents use.</summary>
    public int Counters { get; private set; }

    /// <summary>The rows of its documents.</summary>
    public PackedRows Packed => packed;

    /// <summary>Takes in the units that follow.</summary>
    public void Add(IReadOnlyList<PlannedRow> planned, long lines, long to, int counters)
    {
        rows.AddRange(planned);
        Lines += lines;
        To = to;
        Counters += counters;
    }
}
