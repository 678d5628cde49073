using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>What offices did to documents, each with its reason and order; and the suspension of a document, which every channel asks for.</summary>
[Migration(202611300900)]
public sealed class M202611300900DocumentCommands(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE DocumentCommands (
                DocumentId      {id}       NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal         {int}      NOT NULL,
                Kind            {code:20}  NOT NULL,
                Details         {json}         NULL,
                Reason          {text:500} NOT NULL,
                OrderNumber     {text:40}      NULL,
                OrderDate       {date}         NULL,
                ReversesOrdinal {int}          NULL,
                Actor           {code:60}  NOT NULL,
                RecordedAt      {instant}  NOT NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE UNIQUE INDEX UX_DocumentCommands_Reverses ON DocumentCommands (DocumentId, ReversesOrdinal) WHERE ReversesOrdinal IS NOT NULL;

            ALTER TABLE PaymentDocuments ADD CommandCount {int} NULL;

            ALTER TABLE PaymentDocuments ADD SuspensionOrdinal {int} NULL;

            ALTER TABLE PaymentDocuments ADD SuspendedFrom {date} NULL;

            ALTER TABLE PaymentDocuments ADD SuspendedUntil {date} NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Column("SuspendedUntil").FromTable("PaymentDocuments");
        Delete.Column("SuspendedFrom").FromTable("PaymentDocuments");
        Delete.Column("SuspensionOrdinal").FromTable("PaymentDocuments");
        Delete.Column("CommandCount").FromTable("PaymentDocuments");
        DropTables("DocumentCommands");
    }
}
