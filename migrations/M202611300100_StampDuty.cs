using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The stamps that debt items ask for: the hash of a document, claimed by one item at a time. The revenue type of stamps has the amount of one.
/// </summary>
[Migration(202611300100)]
public sealed class M202611300100StampDuty(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE RevenueTypes ADD StampAmountCents {cents} NULL;

            CREATE UNIQUE INDEX UX_RevenueTypes_Stamp ON RevenueTypes (OrganizationFiscalCode) WHERE StampAmountCents IS NOT NULL;

            ALTER TABLE DebtItems ADD StampHash {code:44} NULL;

            ALTER TABLE DebtItems ADD StampProvince {code:2} NULL;

            ALTER TABLE DebtItems ADD StampClaim {code:44} NULL;

            CREATE INDEX IX_DebtItems_StampHash ON DebtItems (BeneficiaryFiscalCode, StampHash) WHERE StampHash IS NOT NULL;

            CREATE UNIQUE INDEX UX_DebtItems_StampClaim ON DebtItems (BeneficiaryFiscalCode, StampClaim) WHERE StampClaim IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("UX_DebtItems_StampClaim").OnTable("DebtItems");
        Delete.Index("IX_DebtItems_StampHash").OnTable("DebtItems");
        Delete.Column("StampClaim").FromTable("DebtItems");
        Delete.Column("StampProvince").FromTable("DebtItems");
        Delete.Column("StampHash").FromTable("DebtItems");
        Delete.Index("UX_RevenueTypes_Stamp").OnTable("RevenueTypes");
        Delete.Column("StampAmountCents").FromTable("RevenueTypes");
    }
}
