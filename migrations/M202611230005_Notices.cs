using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>What notices print about their creditor: contacts, second language, logo, authorization of postal bulletins.</summary>
[Migration(202611230005)]
public sealed class M202611230005Notices(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE Organizations ADD ContactLines {text:302} NULL;

            ALTER TABLE Organizations ADD SecondLanguage {code:2} NULL;

            ALTER TABLE BankAccounts ADD PostalHolder {text:50} NULL;

            ALTER TABLE BankAccounts ADD PostalAuthorization {text:50} NULL;

            CREATE TABLE OrganizationLogos (
                OrganizationFiscalCode {code:11} NOT NULL PRIMARY KEY REFERENCES Organizations (FiscalCode),
                ContentType            {code:20} NOT NULL,
                Content                {bytes}   NOT NULL,
                UpdatedAt              {instant} NOT NULL
            );
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("OrganizationLogos");
        Run(
            """
            ALTER TABLE Organizations DROP COLUMN ContactLines;

            ALTER TABLE Organizations DROP COLUMN SecondLanguage;

            ALTER TABLE BankAccounts DROP COLUMN PostalHolder;

            ALTER TABLE BankAccounts DROP COLUMN PostalAuthorization;
            """
        );
    }
}
