namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Some consecutive units of a load, planned and numbered: what one transaction stores.</summary>
/// <param name="From">The load's next line before this batch.</param>
/// <param name="To">The load's next line after it.</param>
/// <param name="Lines">How many lines are in it, blank ones left out.</param>
/// <param name="Rows">What is to be stored.</param>
/// <param name="Counters">How many of the load's counters its documents use.</param>
internal sealed record LoadBatch(long From, long To, long Lines, IReadOnlyList<PlannedRow> Rows, int Counters = 0);
