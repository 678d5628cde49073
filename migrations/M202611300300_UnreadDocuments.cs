using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The version of a document that a follower of changes has read. The index holds only what is unread.</summary>
[Migration(202611300300)]
public sealed class M202611300300UnreadDocuments(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE PaymentDocuments ADD ReadVersion {int} NULL;

            CREATE INDEX IX_PaymentDocuments_Unread ON PaymentDocuments (OrganizationFiscalCode, Id)
             WHERE ReadVersion IS NULL AND State <> 'staged';
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_PaymentDocuments_Unread").OnTable("PaymentDocuments");
        Delete.Column("ReadVersion").FromTable("PaymentDocuments");
    }
}
