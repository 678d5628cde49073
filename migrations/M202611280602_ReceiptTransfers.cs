using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>The transfers of every receipt, one row each. The program reads those of receipts that are stored already.</summary>
[Migration(202611280602)]
public sealed class M202611280602ReceiptTransfers(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE ReceiptTransfers (
                ReceiptId             {id}       NOT NULL REFERENCES Receipts (Id),
                Ordinal               {int}      NOT NULL,
                Number                {int}      NOT NULL,
                AmountCents           {cents}    NOT NULL CHECK (AmountCents > 0),
                BeneficiaryFiscalCode {code:11}  NOT NULL,
                Iban                  {text:70}      NULL,
                Remittance            {text:280} NOT NULL,
                Category              {text:280} NOT NULL,
                PRIMARY KEY (ReceiptId, Ordinal)
            ) {clustered};

            ALTER TABLE Receipts ADD TransferCount {int} NULL;

            CREATE INDEX IX_Receipts_WithoutTransfers ON Receipts (Id) WHERE TransferCount IS NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("IX_Receipts_WithoutTransfers").OnTable("Receipts");
        Delete.Column("TransferCount").FromTable("Receipts");
        DropTables("ReceiptTransfers");
    }
}
