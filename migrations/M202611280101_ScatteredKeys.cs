using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The externalIds of a load whose rows are not adjacent, found before the first document is stored.</summary>
[Migration(202611280101)]
public sealed class M202611280101ScatteredKeys(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE BulkLoads ADD KeysChecked {flag} DEFAULT 0 NOT NULL;

            CREATE TABLE BulkLoadScatteredKeys (
                LoadId     {id}       NOT NULL REFERENCES BulkLoads (Id),
                ExternalId {code:100} NOT NULL,
                Line       {cents}    NOT NULL,
                Reason     {code:20}  NOT NULL,
                PRIMARY KEY (LoadId, ExternalId)
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("BulkLoadScatteredKeys");
        DropColumnWithDefault("BulkLoads", "KeysChecked");
    }
}
