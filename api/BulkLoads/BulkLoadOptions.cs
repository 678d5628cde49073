using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Limits and pace of the loads of an installation (<c>Riscossione:BulkLoads</c>).</summary>
internal sealed record BulkLoadOptions : InboundLimits
{
    /// <summary>Loads that all instances together run at the same time, each of another department.</summary>
    public int MaxConcurrent { get; init; } = 2;

    /// <summary>
    /// How long one transaction of a load may keep other writers waiting, in milliseconds; batches grow and shrink to meet it. Notice numbers
    /// are spread over their index: a larger transaction writes fewer index pages for each.
    /// </summary>
    public int TransactionMs { get; init; } = 100;

    /// <summary>
    /// Documents of a transaction, however long it takes. Each transaction costs a disk flush and several statements: on a busy machine,
    /// smaller batches would only multiply them.
    /// </summary>
    public int MinUnits { get; init; } = 250;

    /// <summary>
    /// How long a load rests after a turn that got no further, in milliseconds; after the second in a row twice as long, and so on. Loads of
    /// other departments run meanwhile.
    /// </summary>
    public int RestMs { get; init; } = 5_000;

    /// <summary>How long a turn lasts while loads of other departments wait, in milliseconds.</summary>
    public int TurnMs { get; init; } = 10_000;
}
