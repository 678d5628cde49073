using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// A second range of counters for each load: after a crash the load still owns the numbers drawn for unstored batches. Single leases of
/// loads are dropped, because a department's loads share one.
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
