using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>
/// What a payment pays, line by line, in the place of one sum; the payment that closed an option; the date of value of a movement.
/// </summary>
[Migration(202611280601)]
public sealed class M202611280601PaymentApplications(ColumnTypes types) : Step(types)
{
    /// <inheritdoc />
    public override void Up()
    {
        Run(
            """
            CREATE TABLE PaymentApplications (
                PaymentId          {id}      NOT NULL REFERENCES Payments (Id),
                Ordinal            {int}     NOT NULL,
                DocumentId         {id}      NOT NULL REFERENCES PaymentDocuments (Id),
                InstallmentOrdinal {int}     NOT NULL,
                Kind               {code:20} NOT NULL,
                Cents              {cents}   NOT NULL CHECK (Cents <> 0),
                ValueOn            {date}    NOT NULL,
                Actor              {code:60} NOT NULL,
                RecordedAt         {instant} NOT NULL,
                PRIMARY KEY (PaymentId, Ordinal)
            ) {clustered};

            CREATE INDEX IX_PaymentApplications_Document ON PaymentApplications (DocumentId, PaymentId);

            ALTER TABLE PaymentOptions ADD ClosedByPaymentId {id} NULL;

            ALTER TABLE Movements ADD EffectiveOn {date} NULL;
            """
        );
        Run(
            $"""
            INSERT INTO PaymentApplications
                (PaymentId, Ordinal, DocumentId, InstallmentOrdinal, Kind, Cents, ValueOn, Actor, RecordedAt)
            SELECT p.Id,
                   ROW_NUMBER() OVER (PARTITION BY p.Id ORDER BY l.FirstOrdinal),
                   l.DocumentId,
                   l.InstallmentOrdinal,
                   'apply',
                   l.Cents,
                   {RomeDay("p.PaidAt")},
                   p.Actor,
                   p.RecordedAt
              FROM (SELECT PaymentId, DocumentId, InstallmentOrdinal, MIN(Ordinal) AS FirstOrdinal, -SUM(AmountCents) AS Cents
                      FROM Movements
                     WHERE Kind = 'payment'
                     GROUP BY PaymentId, DocumentId, InstallmentOrdinal) l
             INNER JOIN Payments p ON p.Id = l.PaymentId;

            UPDATE PaymentOptions
               SET ClosedByPaymentId = (SELECT m.PaymentId
                                          FROM Movements m
                                         WHERE m.DocumentId = PaymentOptions.DocumentId
                                           AND m.Ordinal = (SELECT MIN(f.Ordinal)
                                                              FROM Movements f
                                                             WHERE f.DocumentId = PaymentOptions.DocumentId
                                                               AND f.Kind = 'payment'))
             WHERE Closed = 1;

            UPDATE Movements SET EffectiveOn = {RomeDay("RecordedAt")};

            UPDATE Movements
               SET EffectiveOn = (SELECT {RomeDay("p.PaidAt")} FROM Payments p WHERE p.Id = Movements.PaymentId)
             WHERE PaymentId IS NOT NULL;
            """
        );
        DropColumnWithCheck("Payments", "AppliedCents");
    }

    /// <inheritdoc />
    public override void Down()
    {
        Run(
            """
            ALTER TABLE Payments ADD AppliedCents {cents} NULL;

            UPDATE Payments
               SET AppliedCents = COALESCE((SELECT SUM(a.Cents) FROM PaymentApplications a WHERE a.PaymentId = Payments.Id), 0);
            """
        );
        DropTables("PaymentApplications");
        Delete.Column("EffectiveOn").FromTable("Movements");
        Delete.Column("ClosedByPaymentId").FromTable("PaymentOptions");
    }
}
