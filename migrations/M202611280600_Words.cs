using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Drops the CHECK constraints on words, so that a new word needs no migration, and widens the columns of words and lists of words.
/// </summary>
[Migration(202611280600)]
public sealed class M202611280600Words(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up()
    {
        DropWordCheck("RevenueTypes", "Category", "tax", "non-tax");
        DropWordCheck("PaymentDocuments", "DebtorKind", "F", "G");
        DropWordCheck("CoObligors", "Kind", "F", "G");
        DropWordCheck("PaymentOptions", "Kind", "single", "installments", "reduced");
        DropWordCheck("Payments", "Outcome", "exact", "partial", "excess", "duplicate", "unmatched");
        DropWordCheck("Receipts", "State", "recorded", "pending", "not-paid");
        DropWordCheck("WebhookDeliveries", "State", "pending", "delivered", "failed");
        DropWordCheck("BulkLoads", "Format", "ndjson", "csv");
        DropWordCheck("BulkLoads", "Mode", "continue-on-failure", "atomic", "dry-run");
        DropWordCheck("BulkLoads", "Action", "issue", "replace", "cancel");

        // SQL Server cannot widen a column that the condition of an index names.
        Delete.Index("IX_Receipts_Pending").OnTable("Receipts");
        Widen("ApiKeys", "Scopes", 2_000);
        Widen("WebhookEndpoints", "EventTypes", 4_000);
        Widen("PaymentOptions", "Kind", 20);
        Widen("Movements", "Kind", 20);
        Widen("Payments", "Outcome", 20);
        Widen("Receipts", "State", 20);
        Widen("BulkLoads", "Format", 20);
        Widen("BulkLoads", "Action", 20);
        Widen("WebhookDeliveries", "LastError", 200, isNullable: true);
        Run("CREATE INDEX IX_Receipts_Pending ON Receipts (Id) WHERE State = 'pending';");
    }

    /// <summary>Changes nothing: earlier versions of the program work with wider columns and without these constraints.</summary>
    public override void Down() { }
}
