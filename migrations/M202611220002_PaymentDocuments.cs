using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Payment documents. Their children have no id of their own: the key is the document and an ordinal, and keeps them together.
/// </summary>
[Migration(202611220002)]
public sealed class M202611220002PaymentDocuments(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE NoticeNumberCounters (
                OrganizationFiscalCode {code:11} NOT NULL REFERENCES Organizations (FiscalCode),
                SegregationCode        {code:2}  NOT NULL,
                NextCounter            {cents}   NOT NULL,
                PRIMARY KEY (OrganizationFiscalCode, SegregationCode)
            ) {clustered};

            CREATE TABLE PaymentDocuments (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}       NOT NULL REFERENCES Departments (Id),
                ExternalId             {code:100} NOT NULL,
                ContentHash            {hash}     NOT NULL,
                State                  {code:20}  NOT NULL,
                Suspended              {flag}     NOT NULL,
                Subject                {text:140} NOT NULL,
                DebtorKind             {code:1}   NOT NULL CHECK (DebtorKind IN ('F', 'G')),
                DebtorFiscalCode       {code:16}  NOT NULL,
                DebtorName             {text:70}  NOT NULL,
                DebtorStreet           {text:70}      NULL,
                DebtorCivicNumber      {text:16}      NULL,
                DebtorPostalCode       {text:16}      NULL,
                DebtorCity             {text:35}      NULL,
                DebtorProvince         {text:35}      NULL,
                DebtorCountry          {code:2}       NULL,
                DebtorEmail            {text:256}     NULL,
                ValidFrom              {date}         NULL,
                PayableUntil           {date}         NULL,
                PrintedOn              {date}         NULL,
                AmountCents            {cents}    NOT NULL CHECK (AmountCents > 0),
                ResidualCents          {cents}    NOT NULL CHECK (ResidualCents >= 0),
                CreatedAt              {instant}  NOT NULL,
                UpdatedAt              {instant}  NOT NULL,
                IssuedAt               {instant}      NULL,
                Version                {int}      NOT NULL,
                MovementCount          {int}      NOT NULL,
                TimelineCount          {int}      NOT NULL,
                TimelineHash           {hash}     NOT NULL
            ) {clustered};

            CREATE UNIQUE INDEX UX_PaymentDocuments_ExternalId ON PaymentDocuments (DepartmentId, ExternalId);

            CREATE INDEX IX_PaymentDocuments_Debtor ON PaymentDocuments (DebtorFiscalCode, OrganizationFiscalCode, Id);

            CREATE INDEX IX_PaymentDocuments_Organization ON PaymentDocuments (OrganizationFiscalCode, Id);

            CREATE INDEX IX_PaymentDocuments_Department ON PaymentDocuments (DepartmentId, Id);

            CREATE TABLE CoObligors (
                DocumentId {id}      NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal    {int}     NOT NULL,
                Kind       {code:1}  NOT NULL CHECK (Kind IN ('F', 'G')),
                FiscalCode {code:16} NOT NULL,
                FullName   {text:70} NOT NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE INDEX IX_CoObligors_FiscalCode ON CoObligors (FiscalCode, DocumentId);

            CREATE TABLE DebtItems (
                DocumentId            {id}       NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal               {int}      NOT NULL,
                RevenueTypeId         {id}       NOT NULL REFERENCES RevenueTypes (Id),
                Year                  {int}      NOT NULL,
                Description           {text:140} NOT NULL,
                AmountCents           {cents}    NOT NULL CHECK (AmountCents > 0),
                ResidualCents         {cents}    NOT NULL CHECK (ResidualCents >= 0),
                BeneficiaryFiscalCode {code:11}  NOT NULL,
                BeneficiaryName       {text:100} NOT NULL,
                Iban                  {code:34}  NOT NULL,
                PostalIban            {code:34}      NULL,
                TaxonomyCode          {code:35}  NOT NULL,
                BudgetChapter         {text:50}      NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE TABLE PaymentOptions (
                DocumentId     {id}      NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal        {int}     NOT NULL,
                Kind           {code:12} NOT NULL CHECK (Kind IN ('single', 'installments', 'reduced')),
                WithinDays     {int}         NULL,
                Closed         {flag}    NOT NULL,
                AmountCents    {cents}   NOT NULL CHECK (AmountCents > 0),
                ReductionCents {cents}   NOT NULL CHECK (ReductionCents >= 0),
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE TABLE Installments (
                DocumentId             {id}      NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal                {int}     NOT NULL,
                OptionOrdinal          {int}     NOT NULL,
                PositionInOption       {int}     NOT NULL,
                OrganizationFiscalCode {code:11} NOT NULL,
                NoticeNumber           {code:18}     NULL,
                AmountCents            {cents}   NOT NULL CHECK (AmountCents > 0),
                ResidualCents          {cents}   NOT NULL CHECK (ResidualCents >= 0),
                DueOn                  {date}        NULL,
                PayableUntil           {date}        NULL,
                PaidAt                 {instant}     NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE UNIQUE INDEX UX_Installments_NoticeNumber ON Installments (OrganizationFiscalCode, NoticeNumber)
                WHERE NoticeNumber IS NOT NULL;

            CREATE TABLE InstallmentAllocations (
                DocumentId         {id}    NOT NULL REFERENCES PaymentDocuments (Id),
                InstallmentOrdinal {int}   NOT NULL,
                ItemOrdinal        {int}   NOT NULL,
                AmountCents        {cents} NOT NULL CHECK (AmountCents > 0),
                ResidualCents      {cents} NOT NULL CHECK (ResidualCents >= 0),
                PRIMARY KEY (DocumentId, InstallmentOrdinal, ItemOrdinal)
            ) {clustered};

            CREATE TABLE Movements (
                DocumentId         {id}       NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal            {int}      NOT NULL,
                ItemOrdinal        {int}      NOT NULL,
                Kind               {code:12}  NOT NULL,
                AmountCents        {cents}    NOT NULL CHECK (AmountCents <> 0),
                InstallmentOrdinal {int}          NULL,
                PaymentId          {id}           NULL,
                Actor              {code:60}  NOT NULL,
                Reason             {text:500}     NULL,
                RecordedAt         {instant}  NOT NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};

            CREATE TABLE TimelineEvents (
                DocumentId {id}      NOT NULL REFERENCES PaymentDocuments (Id),
                Ordinal    {int}     NOT NULL,
                Type       {code:40} NOT NULL,
                Actor      {code:60} NOT NULL,
                OccurredAt {instant} NOT NULL,
                Data       {json}    NOT NULL,
                Hash       {hash}    NOT NULL,
                PRIMARY KEY (DocumentId, Ordinal)
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down() =>
        DropTables(
            "NoticeNumberCounters",
            "PaymentDocuments",
            "CoObligors",
            "DebtItems",
            "PaymentOptions",
            "Installments",
            "InstallmentAllocations",
            "Movements",
            "TimelineEvents"
        );
}
