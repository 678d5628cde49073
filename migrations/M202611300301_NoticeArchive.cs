using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>What pagoPA's archive of notices holds of each document, and the organizations that feed it.</summary>
[Migration(202611300301)]
public sealed class M202611300301NoticeArchive(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            ALTER TABLE Organizations ADD AcaEnabled {flag} NULL;

            CREATE TABLE ArchiveOrganizations (
                Id                     {id}      NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11} NOT NULL UNIQUE REFERENCES Organizations (FiscalCode),
                IsOn                   {flag}    NOT NULL,
                TurnedAfter            {id}          NULL,
                PausedUntil            {instant}     NULL,
                PauseReason            {code:40}     NULL
            );

            CREATE TABLE ArchiveFeeds (
                DocumentId      {id}      NOT NULL PRIMARY KEY REFERENCES PaymentDocuments (Id),
                LaneId          {id}      NOT NULL REFERENCES ArchiveOrganizations (Id),
                State           {code:12} NOT NULL,
                Position        {code:12} NOT NULL,
                Requests        {int}     NOT NULL,
                SentVersion     {int}         NULL,
                SentHash        {hash}        NULL,
                SentAt          {instant}     NULL,
                FedOrdinals     {json}        NULL,
                MarkedOrdinals  {json}        NULL,
                RevisitAt       {instant}     NULL,
                Attempts        {int}     NOT NULL,
                NextAttemptAt   {instant} NOT NULL,
                ClaimedUntil    {instant}     NULL,
                OpenClaims      {int}     NOT NULL,
                LastStatus      {int}         NULL,
                LastError       {code:40}     NULL
            ) {clustered};

            CREATE INDEX IX_ArchiveFeeds_Lane ON ArchiveFeeds (LaneId, DocumentId);

            CREATE INDEX IX_ArchiveFeeds_Due ON ArchiveFeeds (LaneId, NextAttemptAt, DocumentId) WHERE State = 'pending';

            CREATE INDEX IX_ArchiveFeeds_Failed ON ArchiveFeeds (LaneId, DocumentId) WHERE State = 'failed';

            CREATE INDEX IX_ArchiveFeeds_Revisit ON ArchiveFeeds (LaneId, RevisitAt) WHERE RevisitAt IS NOT NULL;
            """
        );

    /// <inheritdoc />
    public override void Down()
    {
        DropTables("ArchiveOrganizations", "ArchiveFeeds");
        Delete.Column("AcaEnabled").FromTable("Organizations");
    }
}
