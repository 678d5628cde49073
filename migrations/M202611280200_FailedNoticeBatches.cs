using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The number of consecutive attempts without progress of a batch of notices, and its reason for stopping.</summary>
[Migration(202611280200)]
public sealed class M202611280200FailedNoticeBatches(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE NoticeBatches ADD FailedTurns {int} NULL;

            ALTER TABLE NoticeBatches ADD FailureCode {code:60} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down() =>
        Run(
            """
            ALTER TABLE NoticeBatches DROP COLUMN FailedTurns;

            ALTER TABLE NoticeBatches DROP COLUMN FailureCode;
            """
        );
}
