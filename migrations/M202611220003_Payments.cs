using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Payments, receipts and outgoing events.</summary>
[Migration(202611220003)]
public sealed class M202611220003Payments(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Payments (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}           NULL REFERENCES Departments (Id),
                Channel                {code:20}  NOT NULL,
                ChannelPaymentId       {code:255} NOT NULL,
                NoticeNumber           {code:18}      NULL,
                DocumentId             {id}           NULL REFERENCES PaymentDocuments (Id),
                InstallmentOrdinal     {int}          NULL,
                AmountCents            {cents}    NOT NULL CHECK (AmountCents > 0),
                AppliedCents           {cents}    NOT NULL CHECK (AppliedCents >= 0 AND AppliedCents <= AmountCents),
                Outcome                {code:12}  NOT NULL CHECK (Outcome IN ('exact', 'partial', 'excess', 'duplicate', 'unmatched')),
                Reason                 {code:40}      NULL,
                PspName                {text:70}      NULL,
                PaidAt                 {instant}  NOT NULL,
                RecordedAt             {instant}  NOT NULL,
                Actor                  {code:60}  NOT NULL
            ) {clustered};

            CREATE UNIQUE INDEX UX_Payments_Channel ON Payments (OrganizationFiscalCode, Channel, ChannelPaymentId);

            CREATE INDEX IX_Payments_Document ON Payments (DocumentId, Id);

            CREATE INDEX IX_Payments_NoticeNumber ON Payments (OrganizationFiscalCode, NoticeNumber);

            CREATE INDEX IX_Payments_Organization ON Payments (OrganizationFiscalCode, Id);

            CREATE INDEX IX_Payments_Department ON Payments (DepartmentId, Id);

            CREATE TABLE Receipts (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}           NULL REFERENCES Departments (Id),
                PaymentId              {id}           NULL REFERENCES Payments (Id),
                Channel                {code:20}  NOT NULL,
                ReceiptId              {code:255} NOT NULL,
                NoticeNumber           {code:18}      NULL,
                Format                 {code:30}  NOT NULL,
                State                  {code:12}  NOT NULL CHECK (State IN ('recorded', 'pending', 'not-paid')),
                ContentType            {code:100} NOT NULL,
                Content                {bytes}    NOT NULL,
                ContentHash            {hash}     NOT NULL,
                ReceivedAt             {instant}  NOT NULL
            );

            CREATE UNIQUE INDEX UX_Receipts_ReceiptId ON Receipts (OrganizationFiscalCode, Channel, ReceiptId);

            CREATE INDEX IX_Receipts_Payment ON Receipts (PaymentId);

            CREATE INDEX IX_Receipts_Organization ON Receipts (OrganizationFiscalCode, Id);

            CREATE INDEX IX_Receipts_Department ON Receipts (DepartmentId, Id);

            CREATE INDEX IX_Receipts_NoticeNumber ON Receipts (OrganizationFiscalCode, NoticeNumber);

            CREATE INDEX IX_Receipts_Pending ON Receipts (Id) WHERE State = 'pending';

            CREATE TABLE Events (
                Id                     {id}      NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11} NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}          NULL REFERENCES Departments (Id),
                Type                   {code:60} NOT NULL,
                OccurredAt             {instant} NOT NULL,
                Data                   {json}    NOT NULL
            ) {clustered};

            CREATE INDEX IX_Events_Organization ON Events (OrganizationFiscalCode, Id);

            CREATE TABLE WebhookEndpoints (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}           NULL REFERENCES Departments (Id),
                Url                    {text:500} NOT NULL,
                EventTypes             {code:500} NOT NULL,
                ProtectedSecret        {bytes}    NOT NULL,
                Enabled                {flag}     NOT NULL,
                CreatedAt              {instant}  NOT NULL,
                UpdatedAt              {instant}  NOT NULL
            ) {clustered};

            CREATE INDEX IX_WebhookEndpoints_Organization ON WebhookEndpoints (OrganizationFiscalCode, Id);

            CREATE TABLE WebhookDeliveries (
                EndpointId    {id}       NOT NULL REFERENCES WebhookEndpoints (Id),
                EventId       {id}       NOT NULL REFERENCES Events (Id),
                State         {code:12}  NOT NULL CHECK (State IN ('pending', 'delivered', 'failed')),
                Attempts      {int}      NOT NULL,
                NextAttemptAt {instant}  NOT NULL,
                ClaimedUntil  {instant}      NULL,
                LastStatus    {int}          NULL,
                LastError     {code:60}      NULL,
                DeliveredAt   {instant}      NULL,
                PRIMARY KEY (EndpointId, EventId)
            ) {clustered};

            CREATE INDEX IX_WebhookDeliveries_Pending ON WebhookDeliveries (NextAttemptAt, EndpointId, EventId) WHERE State = 'pending';
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Payments", "Receipts", "Events", "WebhookEndpoints", "WebhookDeliveries");
}
