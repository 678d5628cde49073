using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>The check of the books must itself be able to fail: every kind of forgery in the database is noticed.</summary>
public class InvariantsTests(Town town) : IClassFixture<Town>
{
    [Theory]
    [InlineData("UPDATE DebtItems SET ResidualCents = ResidualCents + 1")]
    [InlineData("UPDATE PaymentDocuments SET ResidualCents = ResidualCents - 1 WHERE ResidualCents > 0")]
    [InlineData("UPDATE PaymentOptions SET AmountCents = AmountCents + 1")]
    [InlineData("UPDATE InstallmentAllocations SET AmountCents = AmountCents + 1")]
    [InlineData("UPDATE InstallmentAllocations SET ResidualCents = 0")]
    [InlineData("DELETE FROM InstallmentAllocations")]
    [InlineData("UPDATE Installments SET PaidAt = NULL")]
    [InlineData(
        "UPDATE Installments SET NoticeNumber = '347000000000000000' WHERE Ordinal = 1 AND DocumentId = (SELECT MAX(Id) FROM PaymentDocuments)"
    )]
    [InlineData("UPDATE Movements SET AmountCents = AmountCents - 1 WHERE Kind = 'payment'")]
    [InlineData("DELETE FROM Movements WHERE Ordinal = 2")]
    [InlineData("DELETE FROM PaymentApplications")]
    [InlineData("UPDATE PaymentApplications SET Cents = Cents - 1")]
    [InlineData("UPDATE PaymentApplications SET Cents = Cents + 1000000")]
    [InlineData("UPDATE PaymentApplications SET InstallmentOrdinal = InstallmentOrdinal + 1")]
    [InlineData("UPDATE PaymentApplications SET ValueOn = '2000-01-01'")]
    [InlineData("UPDATE PaymentApplications SET Kind = 'give'")]
    [InlineData("UPDATE Movements SET EffectiveOn = NULL")]
    [InlineData("UPDATE Movements SET EffectiveOn = '2000-01-01' WHERE Kind = 'payment'")]
    [InlineData("UPDATE Payments SET Outcome = 'duplicate'")]
    [InlineData("UPDATE PaymentDocuments SET State = 'issued'")]
    [InlineData("UPDATE PaymentOptions SET Closed = 0")]
    [InlineData("UPDATE PaymentOptions SET Closed = 1")]
    [InlineData("UPDATE PaymentOptions SET ClosedByPaymentId = NULL")]
    [InlineData("UPDATE PaymentOptions SET ClosedByPaymentId = DocumentId WHERE Closed = 1")]
    [InlineData("UPDATE TimelineEvents SET Actor = 'nobody'")]
    [InlineData("DELETE FROM TimelineEvents WHERE Ordinal = 3")]
    [InlineData("DELETE FROM TimelineEvents")]
    [InlineData("DELETE FROM Events WHERE Type = 'payment.recorded'")]
    [InlineData("DELETE FROM Events WHERE Type = 'payment-document.issued'")]
    public async Task A_forgery_is_noticed(string forgery)
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var installment = document.Options[1].Installments[0];
        await town.Taxes.Payments.RecordAsync(Sample.Payment(installment.NoticeNumber, installment.AmountCents));
        await Invariants.Check(town.Db);

        var (changed, broken) = (0, new List<string>());
        await Assert.ThrowsAsync<Undone>(() =>
            town.Db.Transact(
                async sql =>
                {
                    changed = await sql.Execute(forgery);
                    broken = await Invariants.Broken(sql);
                    throw new Undone();
                },
                CancellationToken.None
            )
        );

        Assert.True(changed > 0, "The forgery changed nothing.");
        Assert.NotEmpty(broken);
    }

    private sealed class Undone() : Exception("The forgery is undone.");
}
