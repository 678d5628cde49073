using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The number of a load's attempts without progress, its reason for stopping, and the load that last issued or cancelled a document.
/// </summary>
[Migration(202611280100)]
public sealed class M202611280100LoadFailures(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE BulkLoads ADD FailedTurns {int} DEFAULT 0 NOT NULL;

            ALTER TABLE BulkLoads ADD FailureCode {code:60} NULL;

            ALTER TABLE BulkLoads ADD FailureDetail {text:500} NULL;

            ALTER TABLE PaymentDocuments ADD LoadId {id} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("LoadId").FromTable("PaymentDocuments");
        Delete.Column("FailureDetail").FromTable("BulkLoads");
        Delete.Column("FailureCode").FromTable("BulkLoads");
        DropColumnWithDefault("BulkLoads", "FailedTurns");
    }
}
