using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Receipts that are asked for, and those that the Node sent after they had been recovered.</summary>
[Migration(202611300201)]
public sealed class M202611300201ReceiptRecoveries(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE ReceiptRecoveries (
                Id                     {id}      NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11} NOT NULL REFERENCES Organizations (FiscalCode),
                Iur                    {code:35} NOT NULL,
                Iuv                    {code:35}     NULL,
                State                  {code:20} NOT NULL,
                Attempts               {int}     NOT NULL,
                NextAttemptAt          {instant} NOT NULL,
                ClaimedUntil           {instant}     NULL,
                LastStatus             {int}         NULL,
                LastError              {code:40}     NULL,
                Actor                  {code:60} NOT NULL,
                CreatedAt              {instant} NOT NULL,
                EndedAt                {instant}     NULL
            );

            CREATE UNIQUE INDEX UX_ReceiptRecoveries_Iur ON ReceiptRecoveries (OrganizationFiscalCode, Iur);

            CREATE INDEX IX_ReceiptRecoveries_Organization ON ReceiptRecoveries (OrganizationFiscalCode, Id);

            CREATE INDEX IX_ReceiptRecoveries_Pending ON ReceiptRecoveries (OrganizationFiscalCode, NextAttemptAt)
             WHERE State = 'pending';

            CREATE TABLE LateReceipts (
                ReceiptId   {id}       NOT NULL PRIMARY KEY REFERENCES Receipts (Id),
                Format      {code:30}  NOT NULL,
                ContentType {code:100} NOT NULL,
                Content     {bytes}    NOT NULL,
                ContentHash {hash}     NOT NULL,
                ReceivedAt  {instant}  NOT NULL
            );
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("ReceiptRecoveries", "LateReceipts");
}
