namespace Lecce.Riscossione.Sdk;

/// <summary>
/// States of a payment document known to this version. New states may be added: treat an unknown state as one that you do not handle.
/// </summary>
public static class DocumentStates
{
    /// <summary>In preparation, not payable.</summary>
    public const string Draft = "draft";

    /// <summary>Payable.</summary>
    public const string Issued = "issued";

    /// <summary>Some instalments are paid.</summary>
    public const string PartiallyPaid = "partially-paid";

    /// <summary>Fully paid.</summary>
    public const string Paid = "paid";

    /// <summary>Every payment is matched to money received by the treasury.</summary>
    public const string Settled = "settled";

    /// <summary>Cancelled before it was paid.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Given up as uncollectable.</summary>
    public const string WrittenOff = "written-off";

    /// <summary>Handed over to enforced collection.</summary>
    public const string Enforced = "enforced";
}

/// <summary>Outcomes of a payment. Money is never refused: what cannot be applied waits for a refund or an offset.</summary>
public static class PaymentOutcomes
{
    /// <summary>Pays exactly the residual of its instalment.</summary>
    public const string Exact = "exact";

    /// <summary>Pays a part.</summary>
    public const string Partial = "partial";

    /// <summary>Exceeds the residual.</summary>
    public const string Excess = "excess";

    /// <summary>The debt was already paid.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>No debt was found.</summary>
    public const string Unmatched = "unmatched";
}

/// <summary>Statuses of a checkout. They follow from the payments that arrived, never from the return of a browser.</summary>
public static class CheckoutStatuses
{
    /// <summary>The payment page is being asked for.</summary>
    public const string Opening = "opening";

    /// <summary>No receipt yet: tell the payer that confirmation is awaited.</summary>
    public const string Open = "open";

    /// <summary>Every notice is paid, through any channel.</summary>
    public const string Paid = "paid";

    /// <summary>Some notices are paid.</summary>
    public const string PartlyPaid = "partly-paid";

    /// <summary>The time has passed without a receipt; a late one still makes it paid.</summary>
    public const string Unpaid = "unpaid";

    /// <summary>The payment page could not be opened: send the same request again.</summary>
    public const string Failed = "failed";
}

/// <summary>What a bulk load does about a bad row.</summary>
public static class BulkLoadModes
{
    /// <summary>The other rows take effect.</summary>
    public const string ContinueOnFailure = "continue-on-failure";

    /// <summary>All rows take effect, or none does.</summary>
    public const string Atomic = "atomic";

    /// <summary>Nothing takes effect; the results show what would.</summary>
    public const string DryRun = "dry-run";
}

/// <summary>States of a bulk load known to this version.</summary>
public static class BulkLoadStates
{
    /// <summary>Its rows are still arriving.</summary>
    public const string Receiving = "receiving";

    /// <summary>Received, waiting for its turn.</summary>
    public const string Waiting = "waiting";

    /// <summary>In progress.</summary>
    public const string Running = "running";

    /// <summary>Stopped until it is resumed.</summary>
    public const string Paused = "paused";

    /// <summary>All rows are good; their documents become visible.</summary>
    public const string Publishing = "publishing";

    /// <summary>The prepared documents are being deleted.</summary>
    public const string Discarding = "discarding";

    /// <summary>Ended; single rows may have been rejected.</summary>
    public const string Completed = "completed";

    /// <summary>Ended without effect: an atomic load had bad rows.</summary>
    public const string Failed = "failed";

    /// <summary>Cancelled before its end.</summary>
    public const string Cancelled = "cancelled";
}

/// <summary>Outcomes of a row of a bulk load.</summary>
public static class BulkLoadOutcomes
{
    /// <summary>Its document was issued.</summary>
    public const string Issued = "issued";

    /// <summary>Its document existed with the same content.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Its document replaced another.</summary>
    public const string Replaced = "replaced";

    /// <summary>Its document was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The row is wrong; the result gives the reason.</summary>
    public const string Rejected = "rejected";

    /// <summary>The row is right, but its load had no effect.</summary>
    public const string Discarded = "discarded";
}

/// <summary>States of a notice batch known to this version.</summary>
public static class NoticeBatchStates
{
    /// <summary>Waiting for its turn.</summary>
    public const string Waiting = "waiting";

    /// <summary>In progress.</summary>
    public const string Running = "running";

    /// <summary>Its files can be downloaded.</summary>
    public const string Completed = "completed";

    /// <summary>Cancelled before its end.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Ended without files.</summary>
    public const string Failed = "failed";
}

/// <summary>Permissions of API keys.</summary>
public static class Scopes
{
    /// <summary>Read payment documents.</summary>
    public const string DocumentsRead = "documents:read";

    /// <summary>Issue, change and cancel payment documents.</summary>
    public const string DocumentsWrite = "documents:write";

    /// <summary>Follow bulk loads and read their results.</summary>
    public const string BulkLoadsRead = "bulk-loads:read";

    /// <summary>Send bulk loads, pause, resume and cancel them.</summary>
    public const string BulkLoadsWrite = "bulk-loads:write";

    /// <summary>Read payments.</summary>
    public const string PaymentsRead = "payments:read";

    /// <summary>Record payments collected outside pagoPA.</summary>
    public const string PaymentsRecord = "payments:record";

    /// <summary>Search and download receipts.</summary>
    public const string ReceiptsRead = "receipts:read";

    /// <summary>Read organizations, departments, bank accounts and revenue types.</summary>
    public const string OrganizationsRead = "organizations:read";

    /// <summary>Create and change organizations, departments, bank accounts and revenue types.</summary>
    public const string OrganizationsWrite = "organizations:write";

    /// <summary>Download payment notices.</summary>
    public const string NoticesRead = "notices:read";

    /// <summary>Read the catalogue of what can be paid without a notice.</summary>
    public const string SpontaneousRead = "spontaneous:read";

    /// <summary>Make payments without a notice.</summary>
    public const string SpontaneousWrite = "spontaneous:write";

    /// <summary>Read taxpayers' statements.</summary>
    public const string StatementsRead = "statements:read";

    /// <summary>Look up one notice by its number, for a payer without an identity.</summary>
    public const string NoticesLookup = "notices:lookup";

    /// <summary>Read the checkouts that the same key opened.</summary>
    public const string CheckoutsRead = "checkouts:read";

    /// <summary>Open checkouts on pagoPA's payment page.</summary>
    public const string CheckoutsWrite = "checkouts:write";

    /// <summary>Read everything of the organization and change nothing.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>Manage webhook endpoints.</summary>
    public const string WebhooksManage = "webhooks:manage";

    /// <summary>Implies all the others.</summary>
    public const string Admin = "admin";
}
