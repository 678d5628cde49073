using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Payments that the Node took in the place of a creditor that did not answer.</summary>
[Migration(202611290610)]
public sealed class M202611290610StandIn(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE Payments ADD StandIn {flag} NULL;

            CREATE INDEX IX_Payments_StandIn ON Payments (OrganizationFiscalCode, Id) WHERE StandIn = 1;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_Payments_StandIn").OnTable("Payments");
        Delete.Column("StandIn").FromTable("Payments");
    }
}
