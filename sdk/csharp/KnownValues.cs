namespace Lecce.Riscossione.Sdk;

/// <summary>States of a payment document known to this version. New ones may come: treat an unknown state as one you do not handle.</summary>
public static class DocumentStates
{
    /// <summary>Being prepared; nobody can pay it.</summary>
    public const string Draft = "draft";

    /// <summary>Payable.</summary>
    public const string Issued = "issued";

    /// <summary>Some instalments are paid.</summary>
    public const string PartiallyPaid = "partially-paid";

    /// <summary>Nothing is left to pay.</summary>
    public const string Paid = "paid";

    /// <summary>Every payment is matched to money that reached the treasury.</summary>
    public const string Settled = "settled";

    /// <summary>Cancelled before it was paid.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Given up as not collectable.</summary>
    public const string WrittenOff = "written-off";

    /// <summary>Handed over to enforced collection.</summary>
    public const string Enforced = "enforced";
}

/// <summary>Types of events known to this version. Ignore those you do not know.</summary>
public static class EventTypes
{
    /// <summary>A payment document became payable.</summary>
    public const string PaymentDocumentIssued = "payment-document.issued";

    /// <summary>A payment document was cancelled.</summary>
    public const string PaymentDocumentCancelled = "payment-document.cancelled";

    /// <summary>Money arrived.</summary>
    public const string PaymentRecorded = "payment.recorded";

    /// <summary>A recorded payment was taken back.</summary>
    public const string PaymentReversed = "payment.reversed";

    /// <summary>Money arrived for something that was already paid.</summary>
    public const string PaymentDuplicateDetected = "payment.duplicate-detected";

    /// <summary>A payment was matched to money in the treasury.</summary>
    public const string PaymentSettled = "payment.settled";

    /// <summary>A bulk load ended.</summary>
    public const string BulkLoadCompleted = "bulk-load.completed";
}

/// <summary>What an API key may be allowed to do.</summary>
public static class Scopes
{
    /// <summary>Read payment documents.</summary>
    public const string DocumentsRead = "documents:read";

    /// <summary>Issue, change and cancel payment documents.</summary>
    public const string DocumentsWrite = "documents:write";

    /// <summary>Record payments collected outside pagoPA.</summary>
    public const string PaymentsRecord = "payments:record";

    /// <summary>Read and print notices.</summary>
    public const string NoticesRead = "notices:read";

    /// <summary>Read taxpayers' statements.</summary>
    public const string StatementsRead = "statements:read";

    /// <summary>Manage webhook endpoints.</summary>
    public const string WebhooksManage = "webhooks:manage";

    /// <summary>Everything, keys and organizations included.</summary>
    public const string Admin = "admin";
}
