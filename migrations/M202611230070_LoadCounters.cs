using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// A second range of counters for each load, which follows the first: numbers drawn for batches that a crash kept from being stored stay the
/// load's own. The leases that loads had one by one are of no more use: a department's loads have one.
/// </summary>
[Migration(202611230070)]
public sealed class M202611230070LoadCounters(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE BulkLoads ADD AheadCounter {cents} DEFAULT 0 NOT NULL;

            ALTER TABLE BulkLoads ADD AheadEndCounter {cents} DEFAULT 0 NOT NULL;

            DELETE FROM Leases WHERE Name LIKE 'bulk-load:%';
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropColumnWithDefault("BulkLoads", "AheadCounter");
        DropColumnWithDefault("BulkLoads", "AheadEndCounter");
    }
}
