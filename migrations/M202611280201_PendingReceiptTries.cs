using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The failed attempts to record a pending receipt, and the time of the next one.</summary>
[Migration(202611280201)]
public sealed class M202611280201PendingReceiptTries(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE Receipts ADD FailedAttempts {int} NULL;

            ALTER TABLE Receipts ADD NextAttemptAt {instant} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down() =>
        Run(
            """
            ALTER TABLE Receipts DROP COLUMN FailedAttempts;

            ALTER TABLE Receipts DROP COLUMN NextAttemptAt;
            """
        );
}
