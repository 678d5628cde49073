namespace Lecce.Riscossione.Api.Access;

/// <summary>What a key may do.</summary>
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
    public const string WebhooksManage = "webhooks:manage";

    /// <summary>Implies all the others.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope there is.</summary>
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
        WebhooksManage,
        Admin,
    ];
}
