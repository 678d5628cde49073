using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Organizations with their departments, bank accounts, revenue types and keys.</summary>
[Migration(202611220001)]
public sealed class M202611220001Organizations(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Organizations (
                FiscalCode       {code:11}   NOT NULL PRIMARY KEY,
                Name             {text:100}  NOT NULL,
                IpaCode          {code:20}       NULL,
                CbillCode        {code:5}        NULL,
                SegregationCode  {code:2}    NOT NULL,
                ApplicationCode  {code:2}        NULL,
                Sector           {text:50}       NULL,
                BrokerFiscalCode {code:11}   NOT NULL,
                StationId        {code:35}   NOT NULL,
                DefaultDueDays   {int}       NOT NULL CHECK (DefaultDueDays BETWEEN 1 AND 365),
                CreatedAt        {instant}   NOT NULL,
                UpdatedAt        {instant}   NOT NULL
            ) {clustered};

            CREATE TABLE Departments (
                Id                     {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                Code                   {code:40}  NOT NULL,
                Name                   {text:100} NOT NULL,
                CreatedAt              {instant}  NOT NULL,
                UpdatedAt              {instant}  NOT NULL
            ) {clustered};

            CREATE UNIQUE INDEX UX_Departments_Code ON Departments (OrganizationFiscalCode, Code);

            CREATE TABLE BankAccounts (
                OrganizationFiscalCode {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                Iban                   {code:34}  NOT NULL,
                Name                   {text:100} NOT NULL,
                CreatedAt              {instant}  NOT NULL,
                UpdatedAt              {instant}  NOT NULL,
                PRIMARY KEY (OrganizationFiscalCode, Iban)
            ) {clustered};

            CREATE TABLE RevenueTypes (
                Id                       {id}       NOT NULL PRIMARY KEY,
                OrganizationFiscalCode   {code:11}  NOT NULL REFERENCES Organizations (FiscalCode),
                Code                     {code:40}  NOT NULL,
                Name                     {text:100} NOT NULL,
                Category                 {code:10}  NOT NULL CHECK (Category IN ('tax', 'non-tax')),
                TaxonomyCode             {code:35}  NOT NULL,
                Iban                     {code:34}  NOT NULL,
                PostalIban               {code:34}      NULL,
                BudgetChapter            {text:50}      NULL,
                DueDatesRoll             {flag}     NOT NULL,
                AllowsPartialPayment     {flag}     NOT NULL,
                AllowsSpontaneousPayment {flag}     NOT NULL,
                RetentionYears           {int}      NOT NULL CHECK (RetentionYears BETWEEN 1 AND 100),
                BeneficiaryFiscalCode    {code:11}      NULL,
                BeneficiaryName          {text:100}     NULL,
                CreatedAt                {instant}  NOT NULL,
                UpdatedAt                {instant}  NOT NULL
            ) {clustered};

            CREATE UNIQUE INDEX UX_RevenueTypes_Code ON RevenueTypes (OrganizationFiscalCode, Code);

            CREATE TABLE ApiKeys (
                Id                     {id}       NOT NULL PRIMARY KEY,
                Name                   {text:100} NOT NULL,
                Prefix                 {code:12}  NOT NULL,
                SecretHash             {hash}     NOT NULL,
                OrganizationFiscalCode {code:11}      NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}           NULL REFERENCES Departments (Id),
                Scopes                 {code:500} NOT NULL,
                CreatedAt              {instant}  NOT NULL,
                ExpiresAt              {instant}      NULL,
                RevokedAt              {instant}      NULL
            ) {clustered};

            CREATE UNIQUE INDEX UX_ApiKeys_SecretHash ON ApiKeys (SecretHash);
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Organizations", "Departments", "BankAccounts", "RevenueTypes", "ApiKeys");
}
