using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Batches of notices: the documents, their order, and the content of each notice when it was made.</summary>
[Migration(202611230006)]
public sealed class M202611230006NoticeBatches(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE NoticeBatches (
                Id                     {id}      NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11} NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}          NULL REFERENCES Departments (Id),
                Language               {code:2}      NULL,
                State                  {code:12} NOT NULL,
                Actor                  {code:60} NOT NULL,
                Total                  {cents}   NOT NULL,
                NextOrdinal            {cents}   NOT NULL,
                Made                   {cents}   NOT NULL,
                Refused                {cents}   NOT NULL,
                Pages                  {cents}   NOT NULL,
                CreatedAt              {instant} NOT NULL,
                UpdatedAt              {instant} NOT NULL,
                FinishedAt             {instant}     NULL
            ) {clustered};

            CREATE INDEX IX_NoticeBatches_Organization ON NoticeBatches (OrganizationFiscalCode, Id);

            CREATE INDEX IX_NoticeBatches_State ON NoticeBatches (State, UpdatedAt);

            CREATE TABLE NoticeBatchLogos (
                BatchId {id}    NOT NULL PRIMARY KEY REFERENCES NoticeBatches (Id),
                Content {bytes} NOT NULL
            );

            CREATE TABLE NoticeBatchSelections (
                BatchId    {id}    NOT NULL REFERENCES NoticeBatches (Id),
                Ordinal    {cents} NOT NULL,
                DocumentId {id}    NOT NULL,
                PRIMARY KEY (BatchId, Ordinal)
            ) {clustered};

            CREATE TABLE NoticeBatchResults (
                BatchId    {id}       NOT NULL REFERENCES NoticeBatches (Id),
                Ordinal    {cents}    NOT NULL,
                DocumentId {id}       NOT NULL,
                Code       {code:60}      NULL,
                Number     {code:18}      NULL,
                FirstPage  {cents}        NULL,
                LastPage   {cents}        NULL,
                Digest     {hash}         NULL,
                Content    {json}         NULL,
                PRIMARY KEY (BatchId, Ordinal)
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("NoticeBatches", "NoticeBatchLogos", "NoticeBatchSelections", "NoticeBatchResults");
}
