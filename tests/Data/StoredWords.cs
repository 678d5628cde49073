using System.Reflection;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Api.RevenueTypes;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>A column that holds one word of a list.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Holder">The class whose constants are the words; null where the code has no class for them.</param>
/// <param name="Words">The words that may be stored.</param>
internal sealed record WordColumn(string Table, string Column, Type? Holder, params string[] Words)
{
    /// <summary>The words of the code.</summary>
    public IEnumerable<string> InCode =>
        Holder is null
            ? Words
            : Holder
                .GetFields(BindingFlags.Static | BindingFlags.Public)
                .Where(constant => constant is { IsLiteral: true, Name: not nameof(Channel.AllInSql) })
                .Select(constant => (string)constant.GetRawConstantValue()!);
}

/// <summary>The columns that hold words. The database does not check them.</summary>
internal static class StoredWords
{
    public static readonly IReadOnlyList<WordColumn> All =
    [
        new("RevenueTypes", "Category", typeof(RevenueCategory), "tax", "non-tax"),
        new(
            "PaymentDocuments",
            "State",
            typeof(DocumentState),
            "draft",
            "issued",
            "partially-paid",
            "paid",
            "settled",
            "cancelled",
            "written-off",
            "enforced",
            "staged"
        ),
        new("PaymentDocuments", "Origin", typeof(DocumentOrigin), "department", "spontaneous"),
        new("PaymentDocuments", "CancellationKind", typeof(CancellationKind), "spontaneous-expired"),
        new("PaymentDocuments", "DebtorKind", null, "F", "G"),
        new("CoObligors", "Kind", null, "F", "G"),
        new("PaymentOptions", "Kind", typeof(OptionKind), "single", "installments", "reduced"),
        new("Movements", "Kind", typeof(MovementKind), "charge", "adjustment", "payment", "reversal"),
        new("Payments", "Channel", typeof(Channel), "pagopa", "counter", "bank-transfer", "postal", "direct-debit", "f24", "other"),
        new("Payments", "Outcome", typeof(PaymentOutcome), "exact", "partial", "excess", "duplicate", "unmatched"),
        new(
            "Payments",
            "Reason",
            typeof(UnmatchedReason),
            "notice-unknown",
            "document-cancelled",
            "document-written-off",
            "document-enforced",
            "document-draft",
            "partial-not-allowed",
            "beneficiary-copy"
        ),
        new("Payments", "Origin", typeof(PaymentOrigin), "office", "receipt", "recovery"),
        new("PaymentApplications", "Kind", typeof(ApplicationKind), "apply", "reverse", "move"),
        new("Receipts", "State", typeof(ReceiptState), "recorded", "pending", "not-paid"),
        new("Receipts", "Format", typeof(ReceiptFormat), "pagopa-rt-v1", "pagopa-rt-v2", "pagopa-biz-json"),
        new("LateReceipts", "Format", null, "pagopa-rt-v1", "pagopa-rt-v2"),
        new("ReceiptRecoveries", "State", typeof(RecoveryState), "pending", "recovered", "already-received", "failed"),
        new(
            "ReceiptRecoveries",
            "LastError",
            typeof(RecoveryError),
            "not-found",
            "too-many-requests",
            "key-refused",
            "organization-refused",
            "unavailable",
            "answer-too-large",
            "answer-not-readable",
            "answer-differs",
            "not-paid",
            "internal-error"
        ),
        new("WebhookDeliveries", "State", typeof(CallState), "pending", "delivered", "failed"),
        new("ArchiveFeeds", "State", typeof(FeedState), "pending", "delivered", "failed", "skipped"),
        new("ArchiveFeeds", "Position", typeof(FeedPosition), "none", "published", "draft", "ended"),
        new("Checkouts", "State", typeof(CartState), "opening", "open", "failed"),
        new("BulkLoads", "Format", typeof(LoadFormat), "ndjson", "csv"),
        new("BulkLoads", "Mode", typeof(LoadMode), "continue-on-failure", "atomic", "dry-run"),
        new("BulkLoads", "Action", typeof(RowAction), "issue", "replace", "cancel"),
        new(
            "BulkLoads",
            "State",
            typeof(LoadState),
            "receiving",
            "waiting",
            "running",
            "paused",
            "publishing",
            "discarding",
            "completed",
            "failed",
            "cancelled"
        ),
        new("BulkLoadResults", "Outcome", typeof(RowOutcome), "issued", "unchanged", "replaced", "cancelled", "rejected", "discarded"),
        new("NoticeBatches", "State", typeof(NoticeBatchState), "waiting", "running", "completed", "cancelled", "failed"),
    ];

    /// <summary>The columns that hold several words, each with the text that holds all words of the code.</summary>
    public static readonly IReadOnlyList<(string Table, string Column, string Text)> Lists =
    [
        ("ApiKeys", "Scopes", string.Join(' ', Scopes.All)),
        ("WebhookEndpoints", "EventTypes", EventTypes.Join(EventTypes.Known)),
    ];
}
