using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// What a revenue type offers to pay without a notice, as JSON; whether it is offered, and its code at the pagoPA Node, as columns to search by.
/// </summary>
[Migration(202611290500)]
public sealed class M202611290500SpontaneousServices(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE RevenueTypes ADD Spontaneous {json} NULL;

            ALTER TABLE RevenueTypes ADD SpontaneousEnabled {flag} NULL;

            ALTER TABLE RevenueTypes ADD NodeServiceCode {code:5} NULL;

            CREATE UNIQUE INDEX UX_RevenueTypes_NodeServiceCode ON RevenueTypes (OrganizationFiscalCode, NodeServiceCode)
                WHERE NodeServiceCode IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("UX_RevenueTypes_NodeServiceCode").OnTable("RevenueTypes");
        Delete.Column("NodeServiceCode").FromTable("RevenueTypes");
        Delete.Column("SpontaneousEnabled").FromTable("RevenueTypes");
        Delete.Column("Spontaneous").FromTable("RevenueTypes");
    }
}
