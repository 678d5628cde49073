using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// The account to which an installment's unpaid share was moved after its revenue type changed accounts. Other shares go to their item's
/// account.
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
