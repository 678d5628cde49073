using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Spontaneous payments, and the origin and kind of cancellation of their documents.</summary>
[Migration(202611290600)]
public sealed class M202611290600SpontaneousPayments(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE PaymentDocuments ADD Origin {code:20} NULL;

            ALTER TABLE PaymentDocuments ADD CancellationKind {code:40} NULL;

            CREATE TABLE SpontaneousPayments (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}       NOT NULL REFERENCES Departments (Id),
                RevenueTypeId          {id}       NOT NULL REFERENCES RevenueTypes (Id),
                DocumentId             {id}       NOT NULL UNIQUE REFERENCES PaymentDocuments (Id),
                Actor                  {code:60}  NOT NULL,
                ExternalId             {code:100} NOT NULL,
                ContentHash            {hash}     NOT NULL,
                SimilarityHash         {hash}         NULL,
                OrdinalInHour          {int}      NOT NULL,
                Data                   {json}         NULL,
                Payer                  {json}         NULL,
                CreatedAt              {instant}  NOT NULL,
                CleanUpOn              {date}         NULL,
                UNIQUE (Actor, ExternalId)
            );

            CREATE INDEX IX_SpontaneousPayments_Hour ON SpontaneousPayments (RevenueTypeId, CreatedAt, OrdinalInHour);

            CREATE INDEX IX_SpontaneousPayments_Similar ON SpontaneousPayments (SimilarityHash, CreatedAt)
             WHERE SimilarityHash IS NOT NULL;

            CREATE INDEX IX_SpontaneousPayments_CleanUp ON SpontaneousPayments (CleanUpOn, Id) WHERE CleanUpOn IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("SpontaneousPayments");
        Delete.Column("CancellationKind").FromTable("PaymentDocuments");
        Delete.Column("Origin").FromTable("PaymentDocuments");
    }
}
