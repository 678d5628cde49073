namespace Lecce.Riscossione.Sdk;

/// <summary>One row of a load and what is done with it.</summary>
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

    /// <summary>The document to issue; null in a row that cancels.</summary>
    public IssuePaymentDocumentRequest? Document { get; }

    /// <summary>The document to cancel; null in a row that issues.</summary>
    public string? ExternalId { get; }

    /// <summary>Why a document is replaced or cancelled; kept in its timeline. No personal data.</summary>
    public string? Reason { get; }

    /// <summary>Issues a document; one that exists with the same content is reported as unchanged.</summary>
    /// <param name="document">The request.</param>
    public static BulkRow Issue(IssuePaymentDocumentRequest document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("issue", document, externalId: null, reason: null);
    }

    /// <summary>Cancels the document with this <c>externalId</c>, if nothing was paid, and issues this one in its place.</summary>
    /// <param name="document">The request.</param>
    /// <param name="reason">Why; kept in the timeline.</param>
    public static BulkRow Replace(IssuePaymentDocumentRequest document, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new("replace", document, externalId: null, reason);
    }

    /// <summary>Cancels a document, if nothing was paid.</summary>
    /// <param name="externalId">The document, as the department's system calls it.</param>
    /// <param name="reason">Why; kept in the timeline.</param>
    public static BulkRow Cancel(string externalId, string? reason = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(externalId);
        return new("cancel", document: null, externalId, reason);
    }
}
