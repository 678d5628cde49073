using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>A document to issue, or an existing one to cancel.</summary>
internal sealed class IssueEntry
{
    /// <summary>The department's own key of the debt.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The document to issue; null to cancel the existing one.</summary>
    public NewDocument? New { get; init; }

    /// <summary>True to replace an existing document that has the same externalId and other content.</summary>
    public bool Replaces { get; init; }

    /// <summary>Why an existing document is cancelled or replaced.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The rows to store; null until they are composed, and when no row is needed because the document exists.</summary>
    public StoredDocument? Rows { get; set; }

    /// <summary>True when this entry stores a new document, so that notice numbers must be drawn for it.</summary>
    public bool Issues(ExistingDocument? known) => New is not null && (known is null || WouldReplace(known));

    /// <summary>True when the new document replaces an existing one; a cancelled document is replaced also by the same content.</summary>
    public bool WouldReplace(ExistingDocument known) => Replaces && (known.IsCancelled || !HasContentOf(known));

    /// <summary>True when an existing document has the content of the new one.</summary>
    public bool HasContentOf(ExistingDocument known) => known.ContentHash.AsSpan().SequenceEqual(New!.ContentHash);
}

/// <summary>What happened to an entry.</summary>
internal sealed record IssueOutcome(IssueResult Result, Id? DocumentId, Refusal? Refusal = null);

internal enum IssueResult
{
    Issued,
    Unchanged,
    Replaced,
    Cancelled,
    Rejected,
}
