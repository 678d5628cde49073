namespace Lecce.Riscossione.Api.Access;

/// <summary>What a caller may do.</summary>
internal static class Scopes
{
    public const string DocumentsRead = "documents:read";
    public const string DocumentsWrite = "documents:write";
    public const string BulkLoadsRead = "bulk-loads:read";
    public const string BulkLoadsWrite = "bulk-loads:write";
    public const string PaymentsRead = "payments:read";
    public const string PaymentsRecord = "payments:record";
    public const string ReceiptsRead = "receipts:read";
    public const string OrganizationsRead = "organizations:read";
    public const string OrganizationsWrite = "organizations:write";
    public const string NoticesRead = "notices:read";
    public const string SpontaneousRead = "spontaneous:read";
    public const string SpontaneousWrite = "spontaneous:write";
    public const string StatementsRead = "statements:read";

    /// <summary>Looks up one notice by its number, for an anonymous payer.</summary>
    public const string NoticesLookup = "notices:lookup";
    public const string CheckoutsRead = "checkouts:read";
    public const string CheckoutsWrite = "checkouts:write";
    public const string WebhooksManage = "webhooks:manage";

    /// <summary>Reads everything of its organization and changes nothing.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>Implies all other scopes.</summary>
    public const string Admin = "admin";

    /// <summary>True for scopes that only read.</summary>
    public static bool IsReading(string scope) => scope.EndsWith(":read", StringComparison.Ordinal);

    public static IReadOnlyList<string> All { get; } =
    [
        DocumentsRead,
        DocumentsWrite,
        BulkLoadsRead,
        BulkLoadsWrite,
        PaymentsRead,
        PaymentsRecord,
        ReceiptsRead,
        OrganizationsRead,
        OrganizationsWrite,
        NoticesRead,
        SpontaneousRead,
        SpontaneousWrite,
        StatementsRead,
        NoticesLookup,
        CheckoutsRead,
        CheckoutsWrite,
        WebhooksManage,
        AuditRead,
        Admin,
    ];
}
