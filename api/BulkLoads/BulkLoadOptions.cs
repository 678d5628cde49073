using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>What the loads of an installation may ask of it (<c>Riscossione:BulkLoads</c>).</summary>
internal sealed record BulkLoadOptions : InboundLimits
{
    /// <summary>Loads that all instances together run at the same time, each of another department.</summary>
    public int MostAtOnce { get; init; } = 2;

    /// <summary>
    /// How long one transaction of a load may keep others who write waiting, in milliseconds; batches grow and shrink to meet it. Notice
    /// numbers fall all over their index: the more of them a transaction stores, the fewer pages it writes for each.
    /// </summary>
    public int TransactionMs { get; init; } = 100;

    /// <summary>
    /// Documents of a transaction, however long it takes. On a busy machine even a few seem to take long; each transaction brings a flush to
    /// the disk and some statements of its own, which batches that shrink on would only multiply.
    /// </summary>
    public int FewestUnits { get; init; } = 250;

    /// <summary>
    /// How long a load rests after a turn that got no further, in milliseconds; after the second in a row twice as long, and so on. Loads of
    /// other departments run meanwhile.
    /// </summary>
    public int RestMs { get; init; } = 5_000;

    /// <summary>How long a turn lasts while loads of other departments wait, in milliseconds.</summary>
    public int TurnMs { get; init; } = 10_000;
}
