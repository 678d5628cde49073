using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Leases: one of several running instances does a background work.</summary>
[Migration(202611230001)]
public sealed class M202611230001Leases(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Leases (
                Name      {code:60} NOT NULL PRIMARY KEY,
                Token     {cents}   NOT NULL CHECK (Token > 0),
                ExpiresAt {instant} NOT NULL
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Leases");
}
