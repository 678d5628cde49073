using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>How far the feed of a document is.</summary>
internal static class FeedState
{
    public const string Pending = CallState.Pending;

    /// <summary>The archive is in step with the document.</summary>
    public const string Delivered = CallState.Delivered;

    /// <summary>The archive refused it, or the attempts are used up. The next change of the document tries again.</summary>
    public const string Failed = CallState.Failed;

    /// <summary>The archive is to hold nothing of it, and holds nothing.</summary>
    public const string Skipped = "skipped";
}

/// <summary>What the archive holds of a document.</summary>
internal static class FeedPosition
{
    public const string None = "none";
    public const string Published = "published";

    /// <summary>Withdrawn: it cannot be paid there, and can be published again.</summary>
    public const string Draft = "draft";

    /// <summary>Paid, expired or invalid: the archive accepts no further call.</summary>
    public const string Ended = "ended";
}

/// <summary>One document on its way to the archive.</summary>
internal sealed record ArchiveFeed : OutboundCall
{
    public Id LaneId { get; init; }
    public Id DocumentId { get; init; }

    /// <summary>How often the feed became due. A call that finds another number at its end was overtaken by a change.</summary>
    public int Requests { get; init; }
    public string Position { get; init; } = FeedPosition.None;

    /// <summary>The claims since the last success, this one included.</summary>
    public int OpenClaims { get; init; }

    /// <summary>True when an earlier attempt may have reached the archive without our knowing: its answer was lost, or its instance ended.</summary>
    public bool IsUnsure => OpenClaims > 1;

    /// <summary>The version of the document with which the archive was last in step.</summary>
    public int? SentVersion { get; init; }

    /// <summary>The hash of the position that the archive holds.</summary>
    public byte[]? SentHash { get; init; }
    public Instant? SentAt { get; init; }
    public Instant? RevisitAt { get; init; }

    /// <summary>JSON array: the installments that the archive holds.</summary>
    public string? FedOrdinals { get; init; }

    /// <summary>JSON array: those of them that we marked as paid there.</summary>
    public string? MarkedOrdinals { get; init; }

    public StoredDocument Document { get; init; } = null!;
    public ArchiveCreditor Creditor { get; init; } = null!;

    /// <summary>The installments to which money came that did not pass through the Node.</summary>
    public IReadOnlySet<int> PaidElsewhere { get; init; } = new HashSet<int>();

    /// <summary>What the archive holds after the attempt, also after one that failed half-way.</summary>
    public ArchiveHolding Holding { get; set; } = ArchiveHolding.Nothing;

    /// <summary>What the archive held before the attempt.</summary>
    public ArchiveHolding Stored() => new(Position, SentHash, Ordinals(FedOrdinals), Ordinals(MarkedOrdinals)) { RevisitAt = RevisitAt };

    private static IReadOnlyList<int> Ordinals(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<int>>(stored) ?? [];
}

/// <summary>What the archive holds of a document.</summary>
/// <param name="Position">One of <see cref="FeedPosition"/>.</param>
/// <param name="SentHash">The hash of the position.</param>
/// <param name="Fed">The installments.</param>
/// <param name="Marked">Those that we marked as paid there.</param>
internal sealed record ArchiveHolding(string Position, byte[]? SentHash, IReadOnlyList<int> Fed, IReadOnlyList<int> Marked)
{
    public static readonly ArchiveHolding Nothing = new(FeedPosition.None, null, [], []);

    /// <summary>When the archive is to be told that a last day of payment has passed.</summary>
    public Instant? RevisitAt { get; init; }

    /// <summary>Why the archive holds nothing payable; null when it does.</summary>
    public string? NotFed { get; init; }

    /// <summary>True when something was sent.</summary>
    public bool WasSent { get; init; }
}

/// <summary>The organization of a lane, shared by the calls of one claim.</summary>
internal sealed class ArchiveCreditor
{
    private volatile ArchivePause? pause;

    public FiscalCode FiscalCode { get; init; }
    public string Name { get; init; } = "";
    public int DefaultDueDays { get; init; }

    /// <summary>False once the organization no longer wants to feed the archive: everything is withdrawn.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>True while the last call of the lane found it closed.</summary>
    public bool WasPaused { get; init; }
    public IReadOnlyDictionary<Id, string> DepartmentNames { get; set; } = new Dictionary<Id, string>();

    /// <summary>Why no further call of the organization is made for now; null while it is not paused.</summary>
    public ArchivePause? Pause => pause;

    /// <summary>Holds back the calls of the organization that have not begun.</summary>
    public void PauseUntil(Instant until, string reason) => pause = new ArchivePause(until, reason);
}

/// <summary>The archive takes no calls of an organization until an instant.</summary>
internal sealed record ArchivePause(Instant Until, string Reason)
{
    /// <summary>pagoPA has not enabled the organization (403).</summary>
    public const string OrganizationRefused = "organization-refused";

    /// <summary>The subscription key is wrong (401).</summary>
    public const string KeyRefused = "key-refused";

    /// <summary>Too many calls (429): it ends by itself.</summary>
    public const string TooManyRequests = "too-many-requests";
}
