using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Counts the rows of loads as they are dealt with, by the load's mode and what became of the row. What an atomic load takes back because it
/// failed stays counted: it was work done.
/// </summary>
internal static class BulkLoadMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.BulkLoads");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "riscossione.bulk_loads.rows",
        null,
        "Rows of bulk loads dealt with, by mode and outcome"
    );

    /// <summary>To be called once the transaction has ended well: a body that is run again would count twice.</summary>
    public static void Count(string mode, IReadOnlyList<ResultRow> results)
    {
        foreach (var (outcome, count) in results.CountBy(row => row.Outcome, StringComparer.Ordinal))
        {
            Rows.Add(count, new KeyValuePair<string, object?>("mode", mode), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
