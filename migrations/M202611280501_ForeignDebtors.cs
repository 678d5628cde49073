using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Debtors without an Italian fiscal code, identified by country and identifier, and a department's metadata for pagoPA on documents and
/// items. Earlier documents have neither.
/// </summary>
[Migration(202611280501)]
public sealed class M202611280501ForeignDebtors(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE PaymentDocuments ADD DebtorForeignId {code:20} NULL;

            ALTER TABLE PaymentDocuments ADD DebtorForeignCountry {code:2} NULL;

            ALTER TABLE PaymentDocuments ADD Metadata {json} NULL;

            ALTER TABLE CoObligors ADD ForeignId {code:20} NULL;

            ALTER TABLE CoObligors ADD ForeignCountry {code:2} NULL;

            ALTER TABLE DebtItems ADD Metadata {json} NULL;

            CREATE INDEX IX_PaymentDocuments_Foreign ON PaymentDocuments (DebtorForeignId, DebtorForeignCountry, Id)
                WHERE DebtorForeignId IS NOT NULL;

            CREATE INDEX IX_CoObligors_Foreign ON CoObligors (ForeignId, ForeignCountry, DocumentId)
                WHERE ForeignId IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_CoObligors_Foreign").OnTable("CoObligors");
        Delete.Index("IX_PaymentDocuments_Foreign").OnTable("PaymentDocuments");
        Delete.Column("Metadata").FromTable("DebtItems");
        Delete.Column("ForeignCountry").FromTable("CoObligors");
        Delete.Column("ForeignId").FromTable("CoObligors");
        Delete.Column("Metadata").FromTable("PaymentDocuments");
        Delete.Column("DebtorForeignCountry").FromTable("PaymentDocuments");
        Delete.Column("DebtorForeignId").FromTable("PaymentDocuments");
    }
}
