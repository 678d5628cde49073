using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Loads no longer keep ranges of counters: they draw notice numbers as every other caller does, and a crash loses the numbers drawn ahead.
/// A load that runs meanwhile draws new ones.
/// </summary>
[Migration(202611280900)]
public sealed class M202611280900NoLoadCounters(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up()
    {
        Run(
            """
            ALTER TABLE BulkLoads DROP COLUMN NextCounter;

            ALTER TABLE BulkLoads DROP COLUMN EndCounter;
            """
        );
        DropColumnWithDefault("BulkLoads", "AheadCounter");
        DropColumnWithDefault("BulkLoads", "AheadEndCounter");
    }

    /// <inheritdoc />
    public override void Down() =>
        Run(
            """
            ALTER TABLE BulkLoads ADD NextCounter {cents} DEFAULT 0 NOT NULL;

            ALTER TABLE BulkLoads ADD EndCounter {cents} DEFAULT 0 NOT NULL;

            ALTER TABLE BulkLoads ADD AheadCounter {cents} DEFAULT 0 NOT NULL;

            ALTER TABLE BulkLoads ADD AheadEndCounter {cents} DEFAULT 0 NOT NULL;
            """
        );
}
