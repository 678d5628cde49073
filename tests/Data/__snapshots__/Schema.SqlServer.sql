-- Eseguire nella base dati di Riscossione, fermandosi al primo errore: sqlcmd -b -I -i script.sql
SET QUOTED_IDENTIFIER ON;
SET ANSI_NULLS ON;
SET XACT_ABORT ON;
GO
BEGIN TRANSACTION;
GO
IF OBJECT_ID(N'dbo.VersionInfo') IS NULL
BEGIN
    CREATE TABLE [dbo].[VersionInfo] ([Version] bigint NOT NULL, [AppliedOn] datetime NULL, [Description] nvarchar(1024) NULL);
    CREATE UNIQUE CLUSTERED INDEX [UC_Version] ON [dbo].[VersionInfo] ([Version]);
END
GO
CREATE TABLE Organizations (
    FiscalCode       varchar(11) COLLATE Latin1_General_BIN2   NOT NULL PRIMARY KEY,
    Name             nvarchar(100)  NOT NULL,
    IpaCode          varchar(20) COLLATE Latin1_General_BIN2       NULL,
    CbillCode        varchar(5) COLLATE Latin1_General_BIN2        NULL,
    SegregationCode  varchar(2) COLLATE Latin1_General_BIN2    NOT NULL,
    ApplicationCode  varchar(2) COLLATE Latin1_General_BIN2        NULL,
    Sector           nvarchar(50)       NULL,
    BrokerFiscalCode varchar(11) COLLATE Latin1_General_BIN2   NOT NULL,
    StationId        varchar(35) COLLATE Latin1_General_BIN2   NOT NULL,
    DefaultDueDays   int       NOT NULL CHECK (DefaultDueDays BETWEEN 1 AND 365),
    CreatedAt        datetime2(7)   NOT NULL,
    UpdatedAt        datetime2(7)   NOT NULL
)
GO
CREATE TABLE Departments (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    Code                   varchar(40) COLLATE Latin1_General_BIN2  NOT NULL,
    Name                   nvarchar(100) NOT NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    UpdatedAt              datetime2(7)  NOT NULL
)
GO
CREATE UNIQUE INDEX UX_Departments_Code ON Departments (OrganizationFiscalCode, Code)
GO
CREATE TABLE BankAccounts (
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    Iban                   varchar(34) COLLATE Latin1_General_BIN2  NOT NULL,
    Name                   nvarchar(100) NOT NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    UpdatedAt              datetime2(7)  NOT NULL,
    PRIMARY KEY (OrganizationFiscalCode, Iban)
)
GO
CREATE TABLE RevenueTypes (
    Id                       varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode   varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    Code                     varchar(40) COLLATE Latin1_General_BIN2  NOT NULL,
    Name                     nvarchar(100) NOT NULL,
    Category                 varchar(10) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Category IN ('tax', 'non-tax')),
    TaxonomyCode             varchar(35) COLLATE Latin1_General_BIN2  NOT NULL,
    Iban                     varchar(34) COLLATE Latin1_General_BIN2  NOT NULL,
    PostalIban               varchar(34) COLLATE Latin1_General_BIN2      NULL,
    BudgetChapter            nvarchar(50)      NULL,
    DueDatesRoll             bit     NOT NULL,
    AllowsPartialPayment     bit     NOT NULL,
    AllowsSpontaneousPayment bit     NOT NULL,
    RetentionYears           int      NOT NULL CHECK (RetentionYears BETWEEN 1 AND 100),
    BeneficiaryFiscalCode    varchar(11) COLLATE Latin1_General_BIN2      NULL,
    BeneficiaryName          nvarchar(100)     NULL,
    CreatedAt                datetime2(7)  NOT NULL,
    UpdatedAt                datetime2(7)  NOT NULL
)
GO
CREATE UNIQUE INDEX UX_RevenueTypes_Code ON RevenueTypes (OrganizationFiscalCode, Code)
GO
CREATE TABLE ApiKeys (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    Name                   nvarchar(100) NOT NULL,
    Prefix                 varchar(12) COLLATE Latin1_General_BIN2  NOT NULL,
    SecretHash             binary(32)     NOT NULL,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2      NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES Departments (Id),
    Scopes                 varchar(500) COLLATE Latin1_General_BIN2 NOT NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    ExpiresAt              datetime2(7)      NULL,
    RevokedAt              datetime2(7)      NULL
)
GO
CREATE UNIQUE INDEX UX_ApiKeys_SecretHash ON ApiKeys (SecretHash)
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611220001, GETUTCDATE(), N'M202611220001Organizations');
GO
CREATE TABLE NoticeNumberCounters (
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES Organizations (FiscalCode),
    SegregationCode        varchar(2) COLLATE Latin1_General_BIN2  NOT NULL,
    NextCounter            bigint   NOT NULL,
    PRIMARY KEY (OrganizationFiscalCode, SegregationCode)
)
GO
CREATE TABLE PaymentDocuments (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES Departments (Id),
    ExternalId             varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    ContentHash            binary(32)     NOT NULL,
    State                  varchar(20) COLLATE Latin1_General_BIN2  NOT NULL,
    Suspended              bit     NOT NULL,
    Subject                nvarchar(140) NOT NULL,
    DebtorKind             varchar(1) COLLATE Latin1_General_BIN2   NOT NULL CHECK (DebtorKind IN ('F', 'G')),
    DebtorFiscalCode       varchar(16) COLLATE Latin1_General_BIN2  NOT NULL,
    DebtorName             nvarchar(70)  NOT NULL,
    DebtorStreet           nvarchar(70)      NULL,
    DebtorCivicNumber      nvarchar(16)      NULL,
    DebtorPostalCode       nvarchar(16)      NULL,
    DebtorCity             nvarchar(35)      NULL,
    DebtorProvince         nvarchar(35)      NULL,
    DebtorCountry          varchar(2) COLLATE Latin1_General_BIN2       NULL,
    DebtorEmail            nvarchar(256)     NULL,
    ValidFrom              date         NULL,
    PayableUntil           date         NULL,
    PrintedOn              date         NULL,
    AmountCents            bigint    NOT NULL CHECK (AmountCents > 0),
    ResidualCents          bigint    NOT NULL CHECK (ResidualCents >= 0),
    CreatedAt              datetime2(7)  NOT NULL,
    UpdatedAt              datetime2(7)  NOT NULL,
    IssuedAt               datetime2(7)      NULL,
    Version                int      NOT NULL,
    MovementCount          int      NOT NULL,
    TimelineCount          int      NOT NULL,
    TimelineHash           binary(32)     NOT NULL
)
GO
CREATE UNIQUE INDEX UX_PaymentDocuments_ExternalId ON PaymentDocuments (DepartmentId, ExternalId)
GO
CREATE INDEX IX_PaymentDocuments_Debtor ON PaymentDocuments (DebtorFiscalCode, OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_PaymentDocuments_Organization ON PaymentDocuments (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_PaymentDocuments_Department ON PaymentDocuments (DepartmentId, Id)
GO
CREATE TABLE CoObligors (
    DocumentId varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal    int     NOT NULL,
    Kind       varchar(1) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Kind IN ('F', 'G')),
    FiscalCode varchar(16) COLLATE Latin1_General_BIN2 NOT NULL,
    FullName   nvarchar(70) NOT NULL,
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE INDEX IX_CoObligors_FiscalCode ON CoObligors (FiscalCode, DocumentId)
GO
CREATE TABLE DebtItems (
    DocumentId            varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal               int      NOT NULL,
    RevenueTypeId         varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES RevenueTypes (Id),
    Year                  int      NOT NULL,
    Description           nvarchar(140) NOT NULL,
    AmountCents           bigint    NOT NULL CHECK (AmountCents > 0),
    ResidualCents         bigint    NOT NULL CHECK (ResidualCents >= 0),
    BeneficiaryFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL,
    BeneficiaryName       nvarchar(100) NOT NULL,
    Iban                  varchar(34) COLLATE Latin1_General_BIN2  NOT NULL,
    PostalIban            varchar(34) COLLATE Latin1_General_BIN2      NULL,
    TaxonomyCode          varchar(35) COLLATE Latin1_General_BIN2  NOT NULL,
    BudgetChapter         nvarchar(50)      NULL,
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE TABLE PaymentOptions (
    DocumentId     varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal        int     NOT NULL,
    Kind           varchar(12) COLLATE Latin1_General_BIN2 NOT NULL CHECK (Kind IN ('single', 'installments', 'reduced')),
    WithinDays     int         NULL,
    Closed         bit    NOT NULL,
    AmountCents    bigint   NOT NULL CHECK (AmountCents > 0),
    ReductionCents bigint   NOT NULL CHECK (ReductionCents >= 0),
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE TABLE Installments (
    DocumentId             varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal                int     NOT NULL,
    OptionOrdinal          int     NOT NULL,
    PositionInOption       int     NOT NULL,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL,
    NoticeNumber           varchar(18) COLLATE Latin1_General_BIN2     NULL,
    AmountCents            bigint   NOT NULL CHECK (AmountCents > 0),
    ResidualCents          bigint   NOT NULL CHECK (ResidualCents >= 0),
    DueOn                  date        NULL,
    PayableUntil           date        NULL,
    PaidAt                 datetime2(7)     NULL,
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE UNIQUE INDEX UX_Installments_NoticeNumber ON Installments (OrganizationFiscalCode, NoticeNumber)
    WHERE NoticeNumber IS NOT NULL
GO
CREATE TABLE InstallmentAllocations (
    DocumentId         varchar(26) COLLATE Latin1_General_BIN2    NOT NULL REFERENCES PaymentDocuments (Id),
    InstallmentOrdinal int   NOT NULL,
    ItemOrdinal        int   NOT NULL,
    AmountCents        bigint NOT NULL CHECK (AmountCents > 0),
    ResidualCents      bigint NOT NULL CHECK (ResidualCents >= 0),
    PRIMARY KEY (DocumentId, InstallmentOrdinal, ItemOrdinal)
)
GO
CREATE TABLE Movements (
    DocumentId         varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal            int      NOT NULL,
    ItemOrdinal        int      NOT NULL,
    Kind               varchar(12) COLLATE Latin1_General_BIN2  NOT NULL,
    AmountCents        bigint    NOT NULL CHECK (AmountCents <> 0),
    InstallmentOrdinal int          NULL,
    PaymentId          varchar(26) COLLATE Latin1_General_BIN2           NULL,
    Actor              varchar(60) COLLATE Latin1_General_BIN2  NOT NULL,
    Reason             nvarchar(500)     NULL,
    RecordedAt         datetime2(7)  NOT NULL,
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE TABLE TimelineEvents (
    DocumentId varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal    int     NOT NULL,
    Type       varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Actor      varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    OccurredAt datetime2(7) NOT NULL,
    Data       nvarchar(max)    NOT NULL,
    Hash       binary(32)    NOT NULL,
    PRIMARY KEY (DocumentId, Ordinal)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611220002, GETUTCDATE(), N'M202611220002PaymentDocuments');
GO
CREATE TABLE Payments (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES Departments (Id),
    Channel                varchar(20) COLLATE Latin1_General_BIN2  NOT NULL,
    ChannelPaymentId       varchar(255) COLLATE Latin1_General_BIN2 NOT NULL,
    NoticeNumber           varchar(18) COLLATE Latin1_General_BIN2      NULL,
    DocumentId             varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES PaymentDocuments (Id),
    InstallmentOrdinal     int          NULL,
    AmountCents            bigint    NOT NULL CHECK (AmountCents > 0),
    AppliedCents           bigint    NOT NULL CHECK (AppliedCents >= 0 AND AppliedCents <= AmountCents),
    Outcome                varchar(12) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Outcome IN ('exact', 'partial', 'excess', 'duplicate', 'unmatched')),
    Reason                 varchar(40) COLLATE Latin1_General_BIN2      NULL,
    PspName                nvarchar(70)      NULL,
    PaidAt                 datetime2(7)  NOT NULL,
    RecordedAt             datetime2(7)  NOT NULL,
    Actor                  varchar(60) COLLATE Latin1_General_BIN2  NOT NULL
)
GO
CREATE UNIQUE INDEX UX_Payments_Channel ON Payments (OrganizationFiscalCode, Channel, ChannelPaymentId)
GO
CREATE INDEX IX_Payments_Document ON Payments (DocumentId, Id)
GO
CREATE INDEX IX_Payments_NoticeNumber ON Payments (OrganizationFiscalCode, NoticeNumber)
GO
CREATE INDEX IX_Payments_Organization ON Payments (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_Payments_Department ON Payments (DepartmentId, Id)
GO
CREATE TABLE Receipts (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES Departments (Id),
    PaymentId              varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES Payments (Id),
    Channel                varchar(20) COLLATE Latin1_General_BIN2  NOT NULL,
    ReceiptId              varchar(255) COLLATE Latin1_General_BIN2 NOT NULL,
    NoticeNumber           varchar(18) COLLATE Latin1_General_BIN2      NULL,
    Format                 varchar(30) COLLATE Latin1_General_BIN2  NOT NULL,
    State                  varchar(12) COLLATE Latin1_General_BIN2  NOT NULL CHECK (State IN ('recorded', 'pending', 'not-paid')),
    ContentType            varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Content                varbinary(max)    NOT NULL,
    ContentHash            binary(32)     NOT NULL,
    ReceivedAt             datetime2(7)  NOT NULL
)
GO
CREATE UNIQUE INDEX UX_Receipts_ReceiptId ON Receipts (OrganizationFiscalCode, Channel, ReceiptId)
GO
CREATE INDEX IX_Receipts_Payment ON Receipts (PaymentId)
GO
CREATE INDEX IX_Receipts_Organization ON Receipts (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_Receipts_Department ON Receipts (DepartmentId, Id)
GO
CREATE INDEX IX_Receipts_NoticeNumber ON Receipts (OrganizationFiscalCode, NoticeNumber)
GO
CREATE INDEX IX_Receipts_Pending ON Receipts (Id) WHERE State = 'pending'
GO
CREATE TABLE Events (
    Id                     varchar(26) COLLATE Latin1_General_BIN2      NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2          NULL REFERENCES Departments (Id),
    Type                   varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    OccurredAt             datetime2(7) NOT NULL,
    Data                   nvarchar(max)    NOT NULL
)
GO
CREATE INDEX IX_Events_Organization ON Events (OrganizationFiscalCode, Id)
GO
CREATE TABLE WebhookEndpoints (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2           NULL REFERENCES Departments (Id),
    Url                    nvarchar(500) NOT NULL,
    EventTypes             varchar(500) COLLATE Latin1_General_BIN2 NOT NULL,
    ProtectedSecret        varbinary(max)    NOT NULL,
    Enabled                bit     NOT NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    UpdatedAt              datetime2(7)  NOT NULL
)
GO
CREATE INDEX IX_WebhookEndpoints_Organization ON WebhookEndpoints (OrganizationFiscalCode, Id)
GO
CREATE TABLE WebhookDeliveries (
    EndpointId    varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES WebhookEndpoints (Id),
    EventId       varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES Events (Id),
    State         varchar(12) COLLATE Latin1_General_BIN2  NOT NULL CHECK (State IN ('pending', 'delivered', 'failed')),
    Attempts      int      NOT NULL,
    NextAttemptAt datetime2(7)  NOT NULL,
    ClaimedUntil  datetime2(7)      NULL,
    LastStatus    int          NULL,
    LastError     varchar(60) COLLATE Latin1_General_BIN2      NULL,
    DeliveredAt   datetime2(7)      NULL,
    PRIMARY KEY (EndpointId, EventId)
)
GO
CREATE INDEX IX_WebhookDeliveries_Pending ON WebhookDeliveries (NextAttemptAt, EndpointId, EventId) WHERE State = 'pending'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611220003, GETUTCDATE(), N'M202611220003Payments');
GO
CREATE TABLE Leases (
    Name      varchar(60) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    Token     bigint   NOT NULL CHECK (Token > 0),
    ExpiresAt datetime2(7) NOT NULL
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230001, GETUTCDATE(), N'M202611230001Leases');
GO
CREATE TABLE BulkLoads (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES Departments (Id),
    Name                   nvarchar(100)     NULL,
    Format                 varchar(10) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Format IN ('ndjson', 'csv')),
    Mode                   varchar(20) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Mode IN ('continue-on-failure', 'atomic', 'dry-run')),
    Action                 varchar(10) COLLATE Latin1_General_BIN2  NOT NULL CHECK (Action IN ('issue', 'replace', 'cancel')),
    State                  varchar(12) COLLATE Latin1_General_BIN2  NOT NULL,
    StateAtEnd             varchar(12) COLLATE Latin1_General_BIN2      NULL,
    Actor                  varchar(60) COLLATE Latin1_General_BIN2  NOT NULL,
    ContentHash            binary(32)         NULL,
    ReceivedBytes          bigint    NOT NULL,
    ReceivedRows           bigint    NOT NULL,
    NextLine               bigint    NOT NULL,
    FinishedLine           bigint    NOT NULL,
    NextCounter            bigint    NOT NULL,
    EndCounter             bigint    NOT NULL,
    RowsRead               bigint    NOT NULL,
    Issued                 bigint    NOT NULL,
    Unchanged              bigint    NOT NULL,
    Replaced               bigint    NOT NULL,
    Cancelled              bigint    NOT NULL,
    Rejected               bigint    NOT NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    UpdatedAt              datetime2(7)  NOT NULL,
    StartedAt              datetime2(7)      NULL,
    FinishedAt             datetime2(7)      NULL
)
GO
CREATE INDEX IX_BulkLoads_Department ON BulkLoads (DepartmentId, Id)
GO
CREATE INDEX IX_BulkLoads_Organization ON BulkLoads (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_BulkLoads_State ON BulkLoads (State, Id)
GO
CREATE TABLE BulkLoadChunks (
    LoadId    varchar(26) COLLATE Latin1_General_BIN2    NOT NULL REFERENCES BulkLoads (Id),
    FirstLine bigint NOT NULL,
    Content   varbinary(max) NOT NULL,
    PRIMARY KEY (LoadId, FirstLine)
)
GO
CREATE TABLE BulkLoadResults (
    LoadId     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES BulkLoads (Id),
    Line       bigint    NOT NULL,
    Outcome    varchar(12) COLLATE Latin1_General_BIN2  NOT NULL,
    ExternalId varchar(100) COLLATE Latin1_General_BIN2     NULL,
    DocumentId varchar(26) COLLATE Latin1_General_BIN2           NULL,
    Code       varchar(60) COLLATE Latin1_General_BIN2      NULL,
    Detail     nvarchar(500)     NULL,
    Errors     nvarchar(max)         NULL,
    PRIMARY KEY (LoadId, Line)
)
GO
CREATE INDEX IX_BulkLoadResults_Rejected ON BulkLoadResults (LoadId, Line) WHERE Outcome = 'rejected'
GO
ALTER TABLE PaymentDocuments ADD ReplacedById varchar(26) COLLATE Latin1_General_BIN2 NULL
GO
DROP INDEX [UX_PaymentDocuments_ExternalId] ON [dbo].[PaymentDocuments];
GO
CREATE UNIQUE INDEX UX_PaymentDocuments_ExternalId ON PaymentDocuments (DepartmentId, ExternalId)
    WHERE ReplacedById IS NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230002, GETUTCDATE(), N'M202611230002BulkLoads');
GO
ALTER TABLE Organizations ADD Version int NOT NULL DEFAULT 1
GO
ALTER TABLE Departments ADD Version int NOT NULL DEFAULT 1
GO
ALTER TABLE BankAccounts ADD Version int NOT NULL DEFAULT 1
GO
ALTER TABLE RevenueTypes ADD Version int NOT NULL DEFAULT 1
GO
ALTER TABLE ApiKeys ADD Version int NOT NULL DEFAULT 1
GO
ALTER TABLE WebhookEndpoints ADD Version int NOT NULL DEFAULT 1
GO
CREATE TABLE IdempotentAnswers (
    KeyHash     binary(32)    NOT NULL PRIMARY KEY,
    RequestHash binary(32)    NOT NULL,
    Answer      varbinary(max)   NOT NULL,
    StoredAt    datetime2(7) NOT NULL
)
GO
CREATE INDEX IX_IdempotentAnswers_StoredAt ON IdempotentAnswers (StoredAt)
GO
CREATE TABLE RateLimitWindows (
    Client    varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Bucket    varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
    StartedAt datetime2(7) NOT NULL,
    Taken     int     NOT NULL,
    PRIMARY KEY (Client, Bucket, StartedAt)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230003, GETUTCDATE(), N'M202611230003Policies');
GO
ALTER TABLE ApiKeys ADD LastUsedAt datetime2(7) NULL
GO
ALTER TABLE ApiKeys ADD PreviousSecretHash binary(32) NULL
GO
ALTER TABLE ApiKeys ADD PreviousValidUntil datetime2(7) NULL
GO
CREATE INDEX IX_ApiKeys_PreviousSecretHash ON ApiKeys (PreviousSecretHash) WHERE PreviousSecretHash IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230004, GETUTCDATE(), N'M202611230004Identity');
GO
ALTER TABLE Organizations ADD ContactLines nvarchar(302) NULL
GO
ALTER TABLE Organizations ADD SecondLanguage varchar(2) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE BankAccounts ADD PostalHolder nvarchar(50) NULL
GO
ALTER TABLE BankAccounts ADD PostalAuthorization nvarchar(50) NULL
GO
CREATE TABLE OrganizationLogos (
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY REFERENCES Organizations (FiscalCode),
    ContentType            varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Content                varbinary(max)   NOT NULL,
    UpdatedAt              datetime2(7) NOT NULL
)
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230005, GETUTCDATE(), N'M202611230005Notices');
GO
CREATE TABLE NoticeBatches (
    Id                     varchar(26) COLLATE Latin1_General_BIN2      NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2          NULL REFERENCES Departments (Id),
    Language               varchar(2) COLLATE Latin1_General_BIN2      NULL,
    State                  varchar(12) COLLATE Latin1_General_BIN2 NOT NULL,
    Actor                  varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    Total                  bigint   NOT NULL,
    NextOrdinal            bigint   NOT NULL,
    Made                   bigint   NOT NULL,
    Refused                bigint   NOT NULL,
    Pages                  bigint   NOT NULL,
    CreatedAt              datetime2(7) NOT NULL,
    UpdatedAt              datetime2(7) NOT NULL,
    FinishedAt             datetime2(7)     NULL
)
GO
CREATE INDEX IX_NoticeBatches_Organization ON NoticeBatches (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_NoticeBatches_State ON NoticeBatches (State, UpdatedAt)
GO
CREATE TABLE NoticeBatchLogos (
    BatchId varchar(26) COLLATE Latin1_General_BIN2    NOT NULL PRIMARY KEY REFERENCES NoticeBatches (Id),
    Content varbinary(max) NOT NULL
)
GO
CREATE TABLE NoticeBatchSelections (
    BatchId    varchar(26) COLLATE Latin1_General_BIN2    NOT NULL REFERENCES NoticeBatches (Id),
    Ordinal    bigint NOT NULL,
    DocumentId varchar(26) COLLATE Latin1_General_BIN2    NOT NULL,
    PRIMARY KEY (BatchId, Ordinal)
)
GO
CREATE TABLE NoticeBatchResults (
    BatchId    varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES NoticeBatches (Id),
    Ordinal    bigint    NOT NULL,
    DocumentId varchar(26) COLLATE Latin1_General_BIN2       NOT NULL,
    Code       varchar(60) COLLATE Latin1_General_BIN2      NULL,
    Number     varchar(18) COLLATE Latin1_General_BIN2      NULL,
    FirstPage  bigint        NULL,
    LastPage   bigint        NULL,
    Digest     binary(32)         NULL,
    Content    nvarchar(max)         NULL,
    PRIMARY KEY (BatchId, Ordinal)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230006, GETUTCDATE(), N'M202611230006NoticeBatches');
GO
DROP INDEX [IX_WebhookDeliveries_Pending] ON [dbo].[WebhookDeliveries];
GO
CREATE INDEX IX_WebhookDeliveries_Pending ON WebhookDeliveries (EndpointId, NextAttemptAt, EventId) WHERE State = 'pending'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230031, GETUTCDATE(), N'M202611230031PendingDeliveries');
GO
ALTER TABLE NoticeBatchResults ADD Reason nvarchar(500) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230060, GETUTCDATE(), N'M202611230060NoticeReasons');
GO
ALTER TABLE NoticeBatches ADD Conditions nvarchar(max) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230061, GETUTCDATE(), N'M202611230061NoticeConditions');
GO
ALTER TABLE BulkLoads ADD AheadCounter bigint DEFAULT 0 NOT NULL
GO
ALTER TABLE BulkLoads ADD AheadEndCounter bigint DEFAULT 0 NOT NULL
GO
DELETE FROM Leases WHERE Name LIKE 'bulk-load:%'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230070, GETUTCDATE(), N'M202611230070LoadCounters');
GO
ALTER TABLE NoticeBatches ADD Drawing varchar(64) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE NoticeBatchResults ADD FileLength bigint NULL
GO
ALTER TABLE NoticeBatchResults ADD FileCrc bigint NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611230080, GETUTCDATE(), N'M202611230080NoticeFiles');
GO
ALTER TABLE BulkLoads ADD FailedTurns int DEFAULT 0 NOT NULL
GO
ALTER TABLE BulkLoads ADD FailureCode varchar(60) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE BulkLoads ADD FailureDetail nvarchar(500) NULL
GO
ALTER TABLE PaymentDocuments ADD LoadId varchar(26) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280100, GETUTCDATE(), N'M202611280100LoadFailures');
GO
ALTER TABLE BulkLoads ADD KeysChecked bit DEFAULT 0 NOT NULL
GO
CREATE TABLE BulkLoadScatteredKeys (
    LoadId     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES BulkLoads (Id),
    ExternalId varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Line       bigint    NOT NULL,
    Reason     varchar(20) COLLATE Latin1_General_BIN2  NOT NULL,
    PRIMARY KEY (LoadId, ExternalId)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280101, GETUTCDATE(), N'M202611280101ScatteredKeys');
GO
ALTER TABLE NoticeBatches ADD FailedTurns int NULL
GO
ALTER TABLE NoticeBatches ADD FailureCode varchar(60) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280200, GETUTCDATE(), N'M202611280200FailedNoticeBatches');
GO
ALTER TABLE Receipts ADD FailedAttempts int NULL
GO
ALTER TABLE Receipts ADD NextAttemptAt datetime2(7) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280201, GETUTCDATE(), N'M202611280201PendingReceiptTries');
GO
CREATE TABLE Installations (
    Id                int     NOT NULL PRIMARY KEY,
    MasterFingerprint binary(32)    NOT NULL,
    RecordedAt        datetime2(7) NOT NULL
)
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280400, GETUTCDATE(), N'M202611280400Installations');
GO
ALTER TABLE PaymentDocuments ADD DebtorForeignId varchar(20) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE PaymentDocuments ADD DebtorForeignCountry varchar(2) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE PaymentDocuments ADD Metadata nvarchar(max) NULL
GO
ALTER TABLE CoObligors ADD ForeignId varchar(20) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE CoObligors ADD ForeignCountry varchar(2) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE DebtItems ADD Metadata nvarchar(max) NULL
GO
CREATE INDEX IX_PaymentDocuments_Foreign ON PaymentDocuments (DebtorForeignId, DebtorForeignCountry, Id)
    WHERE DebtorForeignId IS NOT NULL
GO
CREATE INDEX IX_CoObligors_Foreign ON CoObligors (ForeignId, ForeignCountry, DocumentId)
    WHERE ForeignId IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280501, GETUTCDATE(), N'M202611280501ForeignDebtors');
GO
ALTER TABLE ApiKeys ADD RevenueTypes varchar(1000) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE BulkLoads ADD RevenueTypes varchar(1000) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE NoticeBatches ADD RevenueTypes varchar(1000) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280502, GETUTCDATE(), N'M202611280502RevenueTypeLimits');
GO
ALTER TABLE InstallmentAllocations ADD Iban varchar(34) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE InstallmentAllocations ADD PostalIban varchar(34) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280503, GETUTCDATE(), N'M202611280503MovedAccounts');
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE RevenueTypes DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'RevenueTypes')
       AND CHARINDEX(LOWER(N'Category'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE PaymentDocuments DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'PaymentDocuments')
       AND CHARINDEX(LOWER(N'DebtorKind'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE CoObligors DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'CoObligors')
       AND CHARINDEX(LOWER(N'Kind'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE PaymentOptions DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'PaymentOptions')
       AND CHARINDEX(LOWER(N'Kind'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE Payments DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'Payments')
       AND CHARINDEX(LOWER(N'Outcome'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE Receipts DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'Receipts')
       AND CHARINDEX(LOWER(N'State'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE WebhookDeliveries DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'WebhookDeliveries')
       AND CHARINDEX(LOWER(N'State'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE BulkLoads DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'BulkLoads')
       AND CHARINDEX(LOWER(N'Format'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE BulkLoads DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'BulkLoads')
       AND CHARINDEX(LOWER(N'Mode'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE BulkLoads DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'BulkLoads')
       AND CHARINDEX(LOWER(N'Action'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
DROP INDEX [IX_Receipts_Pending] ON [dbo].[Receipts];
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE ApiKeys ALTER COLUMN Scopes varchar(2000) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE ApiKeys ALTER COLUMN Scopes varchar(2000)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE WebhookEndpoints ALTER COLUMN EventTypes varchar(4000) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE WebhookEndpoints ALTER COLUMN EventTypes varchar(4000)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE PaymentOptions ALTER COLUMN Kind varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE PaymentOptions ALTER COLUMN Kind varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE Movements ALTER COLUMN Kind varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE Movements ALTER COLUMN Kind varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE Payments ALTER COLUMN Outcome varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE Payments ALTER COLUMN Outcome varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE Receipts ALTER COLUMN State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE Receipts ALTER COLUMN State varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE BulkLoads ALTER COLUMN Format varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE BulkLoads ALTER COLUMN Format varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE BulkLoads ALTER COLUMN Action varchar(20) COLLATE Latin1_General_BIN2 NOT NULL'
ELSE EXEC sp_executesql N'ALTER TABLE BulkLoads ALTER COLUMN Action varchar(20)'
GO
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'ALTER TABLE WebhookDeliveries ALTER COLUMN LastError varchar(200) COLLATE Latin1_General_BIN2 NULL'
ELSE EXEC sp_executesql N'ALTER TABLE WebhookDeliveries ALTER COLUMN LastError varchar(200)'
GO
CREATE INDEX IX_Receipts_Pending ON Receipts (Id) WHERE State = 'pending'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280600, GETUTCDATE(), N'M202611280600Words');
GO
CREATE TABLE PaymentApplications (
    PaymentId          varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES Payments (Id),
    Ordinal            int     NOT NULL,
    DocumentId         varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES PaymentDocuments (Id),
    InstallmentOrdinal int     NOT NULL,
    Kind               varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Cents              bigint   NOT NULL CHECK (Cents <> 0),
    ValueOn            date    NOT NULL,
    Actor              varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    RecordedAt         datetime2(7) NOT NULL,
    PRIMARY KEY (PaymentId, Ordinal)
)
GO
CREATE INDEX IX_PaymentApplications_Document ON PaymentApplications (DocumentId, PaymentId)
GO
ALTER TABLE PaymentOptions ADD ClosedByPaymentId varchar(26) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE Movements ADD EffectiveOn date NULL
GO
INSERT INTO PaymentApplications
    (PaymentId, Ordinal, DocumentId, InstallmentOrdinal, Kind, Cents, ValueOn, Actor, RecordedAt)
SELECT p.Id,
       ROW_NUMBER() OVER (PARTITION BY p.Id ORDER BY l.FirstOrdinal),
       l.DocumentId,
       l.InstallmentOrdinal,
       'apply',
       l.Cents,
       CAST(p.PaidAt AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' AS date),
       p.Actor,
       p.RecordedAt
  FROM (SELECT PaymentId, DocumentId, InstallmentOrdinal, MIN(Ordinal) AS FirstOrdinal, -SUM(AmountCents) AS Cents
          FROM Movements
         WHERE Kind = 'payment'
         GROUP BY PaymentId, DocumentId, InstallmentOrdinal) l
 INNER JOIN Payments p ON p.Id = l.PaymentId
GO
UPDATE PaymentOptions
   SET ClosedByPaymentId = (SELECT m.PaymentId
                              FROM Movements m
                             WHERE m.DocumentId = PaymentOptions.DocumentId
                               AND m.Ordinal = (SELECT MIN(f.Ordinal)
                                                  FROM Movements f
                                                 WHERE f.DocumentId = PaymentOptions.DocumentId
                                                   AND f.Kind = 'payment'))
 WHERE Closed = 1
GO
UPDATE Movements SET EffectiveOn = CAST(RecordedAt AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' AS date)
GO
UPDATE Movements
   SET EffectiveOn = (SELECT CAST(p.PaidAt AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' AS date) FROM Payments p WHERE p.Id = Movements.PaymentId)
 WHERE PaymentId IS NOT NULL
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE Payments DROP CONSTRAINT ' + QUOTENAME(c.name)
      FROM sys.check_constraints c
     WHERE c.parent_object_id = OBJECT_ID(N'Payments')
       AND CHARINDEX(LOWER(N'AppliedCents'), LOWER(c.definition)) > 0);
IF @drop IS NOT NULL EXEC sp_executesql @drop;
GO
ALTER TABLE Payments DROP COLUMN AppliedCents
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280601, GETUTCDATE(), N'M202611280601PaymentApplications');
GO
CREATE TABLE ReceiptTransfers (
    ReceiptId             varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES Receipts (Id),
    Ordinal               int      NOT NULL,
    Number                int      NOT NULL,
    AmountCents           bigint    NOT NULL CHECK (AmountCents > 0),
    BeneficiaryFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL,
    Iban                  nvarchar(70)      NULL,
    Remittance            nvarchar(280) NOT NULL,
    Category              nvarchar(280) NOT NULL,
    PRIMARY KEY (ReceiptId, Ordinal)
)
GO
ALTER TABLE Receipts ADD TransferCount int NULL
GO
CREATE INDEX IX_Receipts_WithoutTransfers ON Receipts (Id) WHERE TransferCount IS NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280602, GETUTCDATE(), N'M202611280602ReceiptTransfers');
GO
ALTER TABLE BulkLoads DROP COLUMN NextCounter
GO
ALTER TABLE BulkLoads DROP COLUMN EndCounter
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE BulkLoads DROP CONSTRAINT ' + QUOTENAME(d.name)
      FROM sys.default_constraints d
     INNER JOIN sys.columns c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id
     WHERE d.parent_object_id = OBJECT_ID(N'BulkLoads')
       AND c.name = N'AheadCounter');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql @drop;
GO
ALTER TABLE BulkLoads DROP COLUMN AheadCounter
GO
DECLARE @drop nvarchar(max) = (
    SELECT N'ALTER TABLE BulkLoads DROP CONSTRAINT ' + QUOTENAME(d.name)
      FROM sys.default_constraints d
     INNER JOIN sys.columns c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id
     WHERE d.parent_object_id = OBJECT_ID(N'BulkLoads')
       AND c.name = N'AheadEndCounter');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql @drop;
GO
ALTER TABLE BulkLoads DROP COLUMN AheadEndCounter
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611280900, GETUTCDATE(), N'M202611280900NoLoadCounters');
GO
ALTER TABLE NoticeBatches DROP COLUMN Drawing
GO
ALTER TABLE NoticeBatchResults DROP COLUMN FileLength
GO
ALTER TABLE NoticeBatchResults DROP COLUMN FileCrc
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290400, GETUTCDATE(), N'M202611290400NoticeParts');
GO
ALTER TABLE RevenueTypes ADD Spontaneous nvarchar(max) NULL
GO
ALTER TABLE RevenueTypes ADD SpontaneousEnabled bit NULL
GO
ALTER TABLE RevenueTypes ADD NodeServiceCode varchar(5) COLLATE Latin1_General_BIN2 NULL
GO
CREATE UNIQUE INDEX UX_RevenueTypes_NodeServiceCode ON RevenueTypes (OrganizationFiscalCode, NodeServiceCode)
    WHERE NodeServiceCode IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290500, GETUTCDATE(), N'M202611290500SpontaneousServices');
GO
ALTER TABLE PaymentDocuments ADD Origin varchar(20) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE PaymentDocuments ADD CancellationKind varchar(40) COLLATE Latin1_General_BIN2 NULL
GO
CREATE TABLE SpontaneousPayments (
    Id                     varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2  NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES Departments (Id),
    RevenueTypeId          varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES RevenueTypes (Id),
    DocumentId             varchar(26) COLLATE Latin1_General_BIN2       NOT NULL UNIQUE REFERENCES PaymentDocuments (Id),
    Actor                  varchar(60) COLLATE Latin1_General_BIN2  NOT NULL,
    ExternalId             varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    ContentHash            binary(32)     NOT NULL,
    SimilarityHash         binary(32)         NULL,
    OrdinalInHour          int      NOT NULL,
    Data                   nvarchar(max)         NULL,
    Payer                  nvarchar(max)         NULL,
    CreatedAt              datetime2(7)  NOT NULL,
    CleanUpOn              date         NULL,
    UNIQUE (Actor, ExternalId)
)
GO
CREATE INDEX IX_SpontaneousPayments_Hour ON SpontaneousPayments (RevenueTypeId, CreatedAt, OrdinalInHour)
GO
CREATE INDEX IX_SpontaneousPayments_Similar ON SpontaneousPayments (SimilarityHash, CreatedAt)
 WHERE SimilarityHash IS NOT NULL
GO
CREATE INDEX IX_SpontaneousPayments_CleanUp ON SpontaneousPayments (CleanUpOn, Id) WHERE CleanUpOn IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290600, GETUTCDATE(), N'M202611290600SpontaneousPayments');
GO
ALTER TABLE Payments ADD StandIn bit NULL
GO
CREATE INDEX IX_Payments_StandIn ON Payments (OrganizationFiscalCode, Id) WHERE StandIn = 1
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290610, GETUTCDATE(), N'M202611290610StandIn');
GO
ALTER TABLE Organizations ADD ReturnUrlPrefixes nvarchar(2100) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290700, GETUTCDATE(), N'M202611290700ReturnUrls');
GO
CREATE TABLE Checkouts (
    Id                     varchar(26) COLLATE Latin1_General_BIN2        NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2   NOT NULL REFERENCES Organizations (FiscalCode),
    DepartmentId           varchar(26) COLLATE Latin1_General_BIN2        NULL REFERENCES Departments (Id),
    Actor                  varchar(60) COLLATE Latin1_General_BIN2   NOT NULL,
    ExternalId             varchar(100) COLLATE Latin1_General_BIN2  NOT NULL,
    ContentHash            binary(32)      NOT NULL,
    State                  varchar(20) COLLATE Latin1_General_BIN2   NOT NULL,
    Carts                  int       NOT NULL,
    AskedAt                datetime2(7)   NOT NULL,
    CheckoutUrl            varchar(2048) COLLATE Latin1_General_BIN2 NULL,
    ExpiresAt              datetime2(7)   NULL,
    CreatedAt              datetime2(7)   NOT NULL,
    PaidAnnouncedAt        datetime2(7)   NULL,
    UnpaidAnnouncedAt      datetime2(7)   NULL
)
GO
CREATE UNIQUE INDEX UX_Checkouts_ExternalId ON Checkouts (Actor, ExternalId)
GO
CREATE INDEX IX_Checkouts_ToAnnounce ON Checkouts (PaidAnnouncedAt, ExpiresAt)
GO
CREATE TABLE CheckoutNotices (
    CheckoutId             varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES Checkouts (Id),
    Ordinal                int     NOT NULL,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL,
    NoticeNumber           varchar(18) COLLATE Latin1_General_BIN2 NOT NULL,
    AmountCents            bigint   NOT NULL CHECK (AmountCents > 0),
    PRIMARY KEY (CheckoutId, Ordinal)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611290710, GETUTCDATE(), N'M202611290710Checkouts');
GO
ALTER TABLE RevenueTypes ADD StampAmountCents bigint NULL
GO
CREATE UNIQUE INDEX UX_RevenueTypes_Stamp ON RevenueTypes (OrganizationFiscalCode) WHERE StampAmountCents IS NOT NULL
GO
ALTER TABLE DebtItems ADD StampHash varchar(44) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE DebtItems ADD StampProvince varchar(2) COLLATE Latin1_General_BIN2 NULL
GO
ALTER TABLE DebtItems ADD StampClaim varchar(44) COLLATE Latin1_General_BIN2 NULL
GO
CREATE INDEX IX_DebtItems_StampHash ON DebtItems (BeneficiaryFiscalCode, StampHash) WHERE StampHash IS NOT NULL
GO
CREATE UNIQUE INDEX UX_DebtItems_StampClaim ON DebtItems (BeneficiaryFiscalCode, StampClaim) WHERE StampClaim IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300100, GETUTCDATE(), N'M202611300100StampDuty');
GO
CREATE TABLE Stamps (
    ReceiptId varchar(26) COLLATE Latin1_General_BIN2    NOT NULL REFERENCES Receipts (Id),
    Ordinal   int   NOT NULL,
    Content   varbinary(max) NOT NULL,
    PRIMARY KEY (ReceiptId, Ordinal)
) 
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300101, GETUTCDATE(), N'M202611300101Stamps');
GO
ALTER TABLE Payments ADD Origin varchar(20) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300200, GETUTCDATE(), N'M202611300200PaymentOrigin');
GO
CREATE TABLE ReceiptRecoveries (
    Id                     varchar(26) COLLATE Latin1_General_BIN2      NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES Organizations (FiscalCode),
    Iur                    varchar(35) COLLATE Latin1_General_BIN2 NOT NULL,
    Iuv                    varchar(35) COLLATE Latin1_General_BIN2     NULL,
    State                  varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Attempts               int     NOT NULL,
    NextAttemptAt          datetime2(7) NOT NULL,
    ClaimedUntil           datetime2(7)     NULL,
    LastStatus             int         NULL,
    LastError              varchar(40) COLLATE Latin1_General_BIN2     NULL,
    Actor                  varchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    CreatedAt              datetime2(7) NOT NULL,
    EndedAt                datetime2(7)     NULL
)
GO
CREATE UNIQUE INDEX UX_ReceiptRecoveries_Iur ON ReceiptRecoveries (OrganizationFiscalCode, Iur)
GO
CREATE INDEX IX_ReceiptRecoveries_Organization ON ReceiptRecoveries (OrganizationFiscalCode, Id)
GO
CREATE INDEX IX_ReceiptRecoveries_Pending ON ReceiptRecoveries (OrganizationFiscalCode, NextAttemptAt)
 WHERE State = 'pending'
GO
CREATE TABLE LateReceipts (
    ReceiptId   varchar(26) COLLATE Latin1_General_BIN2       NOT NULL PRIMARY KEY REFERENCES Receipts (Id),
    Format      varchar(30) COLLATE Latin1_General_BIN2  NOT NULL,
    ContentType varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Content     varbinary(max)    NOT NULL,
    ContentHash binary(32)     NOT NULL,
    ReceivedAt  datetime2(7)  NOT NULL
)
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300201, GETUTCDATE(), N'M202611300201ReceiptRecoveries');
GO
ALTER TABLE PaymentDocuments ADD ReadVersion int NULL
GO
CREATE INDEX IX_PaymentDocuments_Unread ON PaymentDocuments (OrganizationFiscalCode, Id)
 WHERE ReadVersion IS NULL AND State <> 'staged'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300300, GETUTCDATE(), N'M202611300300UnreadDocuments');
GO
ALTER TABLE Organizations ADD AcaEnabled bit NULL
GO
CREATE TABLE ArchiveOrganizations (
    Id                     varchar(26) COLLATE Latin1_General_BIN2      NOT NULL PRIMARY KEY,
    OrganizationFiscalCode varchar(11) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE REFERENCES Organizations (FiscalCode),
    IsOn                   bit    NOT NULL,
    TurnedAfter            varchar(26) COLLATE Latin1_General_BIN2          NULL,
    PausedUntil            datetime2(7)     NULL,
    PauseReason            varchar(40) COLLATE Latin1_General_BIN2     NULL
)
GO
CREATE TABLE ArchiveFeeds (
    DocumentId      varchar(26) COLLATE Latin1_General_BIN2      NOT NULL PRIMARY KEY REFERENCES PaymentDocuments (Id),
    LaneId          varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES ArchiveOrganizations (Id),
    State           varchar(12) COLLATE Latin1_General_BIN2 NOT NULL,
    Position        varchar(12) COLLATE Latin1_General_BIN2 NOT NULL,
    Requests        int     NOT NULL,
    SentVersion     int         NULL,
    SentHash        binary(32)        NULL,
    SentAt          datetime2(7)     NULL,
    FedOrdinals     nvarchar(max)        NULL,
    MarkedOrdinals  nvarchar(max)        NULL,
    RevisitAt       datetime2(7)     NULL,
    Attempts        int     NOT NULL,
    NextAttemptAt   datetime2(7) NOT NULL,
    ClaimedUntil    datetime2(7)     NULL,
    OpenClaims      int     NOT NULL,
    LastStatus      int         NULL,
    LastError       varchar(40) COLLATE Latin1_General_BIN2     NULL
)
GO
CREATE INDEX IX_ArchiveFeeds_Lane ON ArchiveFeeds (LaneId, DocumentId)
GO
CREATE INDEX IX_ArchiveFeeds_Due ON ArchiveFeeds (LaneId, NextAttemptAt, DocumentId) WHERE State = 'pending'
GO
CREATE INDEX IX_ArchiveFeeds_Failed ON ArchiveFeeds (LaneId, DocumentId) WHERE State = 'failed'
GO
CREATE INDEX IX_ArchiveFeeds_Revisit ON ArchiveFeeds (LaneId, RevisitAt) WHERE RevisitAt IS NOT NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300301, GETUTCDATE(), N'M202611300301NoticeArchive');
GO
ALTER TABLE WebhookEndpoints ADD PreviousProtectedSecret varbinary(max) NULL
GO
ALTER TABLE WebhookEndpoints ADD PreviousValidUntil datetime2(7) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300400, GETUTCDATE(), N'M202611300400WebhookSecrets');
GO
ALTER TABLE WebhookEndpoints ADD Description nvarchar(200) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300401, GETUTCDATE(), N'M202611300401WebhookDescriptions');
GO
ALTER TABLE WebhookDeliveries ADD DeliveredInMs int NULL
GO
CREATE TABLE WebhookAttempts (
    EndpointId varchar(26) COLLATE Latin1_General_BIN2        NOT NULL REFERENCES WebhookEndpoints (Id),
    EventId    varchar(26) COLLATE Latin1_General_BIN2        NOT NULL REFERENCES Events (Id),
    Id         varchar(26) COLLATE Latin1_General_BIN2        NOT NULL,
    Number     int       NOT NULL,
    StartedAt  datetime2(7)   NOT NULL,
    DurationMs int       NOT NULL,
    Status     int           NULL,
    Error      varchar(60) COLLATE Latin1_General_BIN2       NULL,
    Answer     nvarchar(1024)     NULL,
    PRIMARY KEY (EndpointId, EventId, Id)
)
GO
CREATE INDEX IX_WebhookAttempts_StartedAt ON WebhookAttempts (StartedAt)
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300500, GETUTCDATE(), N'M202611300500WebhookAttempts');
GO
ALTER TABLE WebhookDeliveries ADD DeliveredAnswer nvarchar(1024) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300501, GETUTCDATE(), N'M202611300501DeliveredAnswers');
GO
ALTER TABLE Events ADD RevenueTypes nvarchar(max) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300600, GETUTCDATE(), N'M202611300600EventRevenueTypes');
GO
ALTER TABLE WebhookEndpoints ADD RevenueTypes nvarchar(max) NULL
GO
ALTER TABLE WebhookEndpoints ADD Departments nvarchar(max) NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300601, GETUTCDATE(), N'M202611300601EndpointFilters');
GO
ALTER TABLE WebhookEndpoints ADD PayloadVersion varchar(10) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300602, GETUTCDATE(), N'M202611300602PayloadVersions');
GO
ALTER TABLE WebhookEndpoints ADD PausedAt datetime2(7) NULL
GO
ALTER TABLE WebhookEndpoints ADD FailingSince datetime2(7) NULL
GO
ALTER TABLE WebhookEndpoints ADD DisabledReason varchar(20) COLLATE Latin1_General_BIN2 NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300700, GETUTCDATE(), N'M202611300700WebhookPauses');
GO
CREATE TABLE WebhookRecoveries (
    Id          varchar(26) COLLATE Latin1_General_BIN2      NOT NULL,
    EndpointId  varchar(26) COLLATE Latin1_General_BIN2      NOT NULL REFERENCES WebhookEndpoints (Id),
    Since       datetime2(7) NOT NULL,
    Until       datetime2(7) NOT NULL,
    OnlyFailed  bit    NOT NULL,
    State       varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    LastEventId varchar(26) COLLATE Latin1_General_BIN2      NOT NULL,
    Events      int     NOT NULL,
    CreatedAt   datetime2(7) NOT NULL,
    EndedAt     datetime2(7)     NULL,
    PRIMARY KEY (EndpointId, Id)
)
GO
CREATE UNIQUE INDEX UX_WebhookRecoveries_Running ON WebhookRecoveries (State, EndpointId) WHERE State = 'running'
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300701, GETUTCDATE(), N'M202611300701WebhookRecoveries');
GO
CREATE TABLE DocumentCommands (
    DocumentId      varchar(26) COLLATE Latin1_General_BIN2       NOT NULL REFERENCES PaymentDocuments (Id),
    Ordinal         int      NOT NULL,
    Kind            varchar(20) COLLATE Latin1_General_BIN2  NOT NULL,
    Details         nvarchar(max)         NULL,
    Reason          nvarchar(500) NOT NULL,
    OrderNumber     nvarchar(40)      NULL,
    OrderDate       date         NULL,
    ReversesOrdinal int          NULL,
    Actor           varchar(60) COLLATE Latin1_General_BIN2  NOT NULL,
    RecordedAt      datetime2(7)  NOT NULL,
    PRIMARY KEY (DocumentId, Ordinal)
)
GO
CREATE UNIQUE INDEX UX_DocumentCommands_Reverses ON DocumentCommands (DocumentId, ReversesOrdinal) WHERE ReversesOrdinal IS NOT NULL
GO
ALTER TABLE PaymentDocuments ADD CommandCount int NULL
GO
ALTER TABLE PaymentDocuments ADD SuspensionOrdinal int NULL
GO
ALTER TABLE PaymentDocuments ADD SuspendedFrom date NULL
GO
ALTER TABLE PaymentDocuments ADD SuspendedUntil date NULL
GO
INSERT INTO [dbo].[VersionInfo] ([Version], [AppliedOn], [Description]) VALUES (202611300900, GETUTCDATE(), N'M202611300900DocumentCommands');
GO
COMMIT TRANSACTION;
GO
