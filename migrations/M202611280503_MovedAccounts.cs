using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The account to which the unpaid share of an installment was moved, when the revenue type changed its own after the document was issued. A share
/// without one goes to the account of its item.
/// </summary>
[Migration(202611280503)]
public sealed class M202611280503MovedAccounts(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE InstallmentAllocations ADD Iban {code:34} NULL;

            ALTER TABLE InstallmentAllocations ADD PostalIban {code:34} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("PostalIban").FromTable("InstallmentAllocations");
        Delete.Column("Iban").FromTable("InstallmentAllocations");
    }
}
