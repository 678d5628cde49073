using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Bulk loads: the received text in chunks, readable from any line, and the result of each row.</summary>
[Migration(202611230002)]
public sealed class M202611230002BulkLoads(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up()
    {
        Run(
            """
            CREATE TABLE BulkLoads (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}       NOT NULL REFERENCES Departments (Id),
                Name                   {text:100}     NULL,
                Format                 {code:10}  NOT NULL CHECK (Format IN ('ndjson', 'csv')),
                Mode                   {code:20}  NOT NULL CHECK (Mode IN ('continue-on-failure', 'atomic', 'dry-run')),
                Action                 {code:10}  NOT NULL CHECK (Action IN ('issue', 'replace', 'cancel')),
                State                  {code:12}  NOT NULL,
                StateAtEnd             {code:12}      NULL,
                Actor                  {code:60}  NOT NULL,
                ContentHash            {hash}         NULL,
                ReceivedBytes          {cents}    NOT NULL,
                ReceivedRows           {cents}    NOT NULL,
                NextLine               {cents}    NOT NULL,
                FinishedLine           {cents}    NOT NULL,
                NextCounter            {cents}    NOT NULL,
                EndCounter             {cents}    NOT NULL,
                RowsRead               {cents}    NOT NULL,
                Issued                 {cents}    NOT NULL,
                Unchanged              {cents}    NOT NULL,
                Replaced               {cents}    NOT NULL,
                Cancelled              {cents}    NOT NULL,
                Rejected               {cents}    NOT NULL,
                CreatedAt              {instant}  NOT NULL,
                UpdatedAt              {instant}  NOT NULL,
                StartedAt              {instant}      NULL,
                FinishedAt             {instant}      NULL
            ) {clustered};

            CREATE INDEX IX_BulkLoads_Department ON BulkLoads (DepartmentId, Id);

            CREATE INDEX IX_BulkLoads_Organization ON BulkLoads (OrganizationFiscalCode, Id);

            CREATE INDEX IX_BulkLoads_State ON BulkLoads (State, Id);

            CREATE TABLE BulkLoadChunks (
                LoadId    {id}    NOT NULL REFERENCES BulkLoads (Id),
                FirstLine {cents} NOT NULL,
                Content   {bytes} NOT NULL,
                PRIMARY KEY (LoadId, FirstLine)
            );

            CREATE TABLE BulkLoadResults (
                LoadId     {id}       NOT NULL REFERENCES BulkLoads (Id),
                Line       {cents}    NOT NULL,
                Outcome    {code:12}  NOT NULL,
                ExternalId {code:100}     NULL,
                DocumentId {id}           NULL,
                Code       {code:60}      NULL,
                Detail     {text:500}     NULL,
                Errors     {json}         NULL,
                PRIMARY KEY (LoadId, Line)
            ) {clustered};

            CREATE INDEX IX_BulkLoadResults_Rejected ON BulkLoadResults (LoadId, Line) WHERE Outcome = 'rejected';

            ALTER TABLE PaymentDocuments ADD ReplacedById {id} NULL;
            """
        );
        Delete.Index("UX_PaymentDocuments_ExternalId").OnTable("PaymentDocuments");
        Run(
            """
            CREATE UNIQUE INDEX UX_PaymentDocuments_ExternalId ON PaymentDocuments (DepartmentId, ExternalId)
                WHERE ReplacedById IS NULL;
            """
        );
    }

    /// <inheritdoc />
    public override void Down()
    {
        Delete.Index("UX_PaymentDocuments_ExternalId").OnTable("PaymentDocuments");
        Run("CREATE UNIQUE INDEX UX_PaymentDocuments_ExternalId ON PaymentDocuments (DepartmentId, ExternalId);");
        Delete.Column("ReplacedById").FromTable("PaymentDocuments");
        DropTables("BulkLoads", "BulkLoadChunks", "BulkLoadResults");
    }
}
