using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>Checkouts with their notices.</summary>
[Migration(202611290710)]
public sealed class M202611290710Checkouts(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up() =>
        Run(
            """
            CREATE TABLE Checkouts (
                Id                     {id}        NOT NULL PRIMARY KEY,
                OrganizationFiscalCode {code:11}   NOT NULL REFERENCES Organizations (FiscalCode),
                DepartmentId           {id}        NULL REFERENCES Departments (Id),
                Actor                  {code:60}   NOT NULL,
                ExternalId             {code:100}  NOT NULL,
                ContentHash            {hash}      NOT NULL,
                State                  {code:20}   NOT NULL,
                Carts                  {int}       NOT NULL,
                AskedAt                {instant}   NOT NULL,
                CheckoutUrl            {code:2048} NULL,
                ExpiresAt              {instant}   NULL,
                CreatedAt              {instant}   NOT NULL,
                PaidAnnouncedAt        {instant}   NULL,
                UnpaidAnnouncedAt      {instant}   NULL
            );

            CREATE UNIQUE INDEX UX_Checkouts_ExternalId ON Checkouts (Actor, ExternalId);

            CREATE INDEX IX_Checkouts_ToAnnounce ON Checkouts (PaidAnnouncedAt, ExpiresAt);

            CREATE TABLE CheckoutNotices (
                CheckoutId             {id}      NOT NULL REFERENCES Checkouts (Id),
                Ordinal                {int}     NOT NULL,
                OrganizationFiscalCode {code:11} NOT NULL,
                NoticeNumber           {code:18} NOT NULL,
                AmountCents            {cents}   NOT NULL CHECK (AmountCents > 0),
                PRIMARY KEY (CheckoutId, Ordinal)
            ) {clustered};
            """
        );

    /// <inheritdoc />
    public override void Down() => DropTables("Checkouts", "CheckoutNotices");
}
