namespace Lecce.Riscossione.Sdk;

/// <summary>A row of a load with its action.</summary>
public sealed class BulkRow
{
    private BulkRow(string action, IssuePaymentDocumentRequest? document, string? externalId, string? reason)
    {
        Action = action;
        Document = document;
        ExternalId = externalId;
        Reason = reason;
    }

    /// <summary><c>issue</c>, <c>replace</c> or <c>cancel</c>.</summary>
    public string Action { get; }

    /// <summary>The document to issue; null in a cancelling row.</summary>
    public IssuePaymentDocumentRequest? Document { get; }

    /// <summary>The document to cancel; null in an issuing row.</summary>
    public string? ExternalId { get; }

    /// <summary>Why a document is replaced or cancelled, recorded in its timeline. No personal data.</summary>
    public string? Reason { get; }

    /// <summary>Issues a document; an equal document that exists is reported as unchanged.</summary>
    /// <param name="document">The request.</param>
    public static BulkRow Issue(IssuePaymentDocumentRequest document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("issue", document, externalId: null, reason: null);
    }

    /// <summary>Cancels the document with this <c>externalId</c> if it has no payments, and issues this one instead.</summary>
    /// <param name="document">The request.</param>
    /// <param name="reason">The reason, recorded in the timeline.</param>
    public static BulkRow Replace(IssuePaymentDocumentRequest document, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("replace", document, externalId: null, reason);
    }

    /// <summary>Cancels a document if it has no payments.</summary>
    /// <param name="externalId">The id of the document in the department's system.</param>
    /// <param name="reason">The reason, recorded in the timeline.</param>
    public static BulkRow Cancel(string externalId, string? reason = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(externalId);
        return new("cancel", document: null, externalId, reason);
    }
}
