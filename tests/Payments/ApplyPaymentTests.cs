using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Tests.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Tests.Payments;

/// <summary>Whatever money arrives, in whatever order, a document's accounts stay right.</summary>
public class ApplyPaymentTests
{
    private static readonly string[] Amounts = ["exact", "exact", "original", "part", "excess", "cent"];

    /// <summary>One arrival: which installment it names, how its amount compares to what is lacking, and how long after the issue it was paid.</summary>
    private static readonly Gen<(int Installment, string Amount, long Cents, int Days)> Arrival = Gen.Select(
        Gen.Int[0, 50],
        Gen.Int[0, Amounts.Length - 1].Select(index => Amounts[index]),
        Gen.Long[1, 1_000_000_000],
        Gen.Int[0, 90]
    );

    [Fact]
    public void Any_sequence_of_payments_keeps_the_accounts_right() =>
        Gen.Select(RandomDocuments.StorableRequest, Gen.Bool, Arrival.Array[1, 15])
            .Sample(
                (request, allowsPartialPayment, arrivals) =>
                {
                    var document = RandomDocuments.Issue(request, allowsPartialPayment);
                    AssertAccounts(document);
                    foreach (var arrival in arrivals)
                    {
                        Receive(document, arrival, allowsPartialPayment);
                        AssertAccounts(document);
                    }
                },
                iter: 3_000
            );

    [Fact]
    public void Paying_what_is_open_again_and_again_ends_the_debt() =>
        Gen.Select(RandomDocuments.StorableRequest, Gen.Bool, Arrival.Array[0, 6])
            .Sample(
                (request, allowsPartialPayment, arrivals) =>
                {
                    var document = RandomDocuments.Issue(request, allowsPartialPayment);
                    foreach (var arrival in arrivals)
                    {
                        Receive(document, arrival, allowsPartialPayment);
                    }

                    for (var left = document.Installments.Count; document.Row.ResidualCents > 0; left--)
                    {
                        Assert.True(left > 0, "Money is still owed, but nothing is open to pay it.");
                        var open = document.Installments.First(one =>
                            one.ResidualCents > 0 && document.OptionOf(one) is { Closed: false, Kind: not OptionKind.Reduced }
                        );
                        Pay(document, open, open.ResidualCents, RandomDocuments.IssuedAt);
                    }

                    Assert.Equal(DocumentState.Paid, document.Row.State);
                },
                iter: 1_000
            );

    [Fact]
    public void A_reduction_is_granted_for_the_whole_amount_paid_in_time()
    {
        var document = Fine(allowsPartialPayment: false);

        var application = Pay(document, document.Installments[1], 7_000, RandomDocuments.IssuedAt);

        Assert.Equal((PaymentOutcome.Exact, null, 7_000L), (application.Outcome, application.Reason, application.AppliedCents));
        Assert.Equal((3_000L, 2), (application.ReductionCents, application.ChosenOption));
        Assert.Equal([1], application.ClosedOptions!);
        Assert.Equal((0L, DocumentState.Paid), (document.Row.ResidualCents, document.Row.State));
        Assert.Equal([10_000L, -7_000L, -3_000L], document.NewMovements.Select(movement => movement.AmountCents));
        Assert.Equal(MovementKind.Adjustment, document.NewMovements[^1].Kind);
    }

    [Fact]
    public void A_reduced_payment_that_comes_too_late_goes_towards_the_full_amount()
    {
        var document = Fine(allowsPartialPayment: false);
        var tooLate = Rome.EndOf(document.Installments[1].PayableUntil!.Value);

        var application = Pay(document, document.Installments[1], 7_000, tooLate);

        Assert.Equal((PaymentOutcome.Partial, null, 7_000L), (application.Outcome, application.Reason, application.AppliedCents));
        Assert.Equal((3_000L, 3_000L), (document.Row.ResidualCents, document.Installments[0].ResidualCents));
        Assert.Equal([false, true], document.Options.Select(option => option.Closed));
    }

    [Fact]
    public void A_part_of_a_reduced_amount_goes_towards_the_full_amount()
    {
        var document = Fine(allowsPartialPayment: true);

        var application = Pay(document, document.Installments[1], 3_000, RandomDocuments.IssuedAt);

        Assert.Equal((PaymentOutcome.Partial, null, 3_000L), (application.Outcome, application.Reason, application.AppliedCents));
        Assert.Equal((7_000L, 7_000L), (document.Installments[0].ResidualCents, document.Installments[1].ResidualCents));
        Assert.Equal([false, true], document.Options.Select(option => option.Closed));
    }

    [Fact]
    public void A_part_of_a_reduced_amount_waits_where_parts_are_not_allowed()
    {
        var document = Fine(allowsPartialPayment: false);

        var application = Pay(document, document.Installments[1], 3_000, RandomDocuments.IssuedAt);

        Assert.Equal(
            (PaymentOutcome.Unmatched, UnmatchedReason.PartialNotAllowed, 0L),
            (application.Outcome, application.Reason, application.AppliedCents)
        );
        Assert.Equal((10_000L, DocumentState.Issued), (document.Row.ResidualCents, document.Row.State));
    }

    /// <summary>100.00 euro, or 70.00 within five days.</summary>
    private static StoredDocument Fine(bool allowsPartialPayment) =>
        RandomDocuments.Issue(
            RandomDocuments.Of(
                [RandomDocuments.Item(0, 10_000)],
                new PaymentOptionRequest { Kind = OptionKind.Single },
                new PaymentOptionRequest
                {
                    Kind = OptionKind.Reduced,
                    DueOn = Rome.DateOf(RandomDocuments.IssuedAt).PlusDays(5),
                    AmountCents = 7_000,
                }
            ),
            allowsPartialPayment
        );

    private static void Receive(StoredDocument document, (int Installment, string Amount, long Cents, int Days) arrival, bool allowsParts)
    {
        var installment = document.Installments[arrival.Installment % document.Installments.Count];
        var cents = arrival.Amount switch
        {
            "exact" => Math.Max(1, installment.ResidualCents),
            "original" => installment.AmountCents,
            "part" => 1 + arrival.Cents % installment.AmountCents,
            "excess" => installment.AmountCents + arrival.Cents,
            _ => 1,
        };
        var before = (document.Row.ResidualCents, Installment: installment.ResidualCents, document.OptionOf(installment).Closed);
        var paidAt = RandomDocuments.IssuedAt + Duration.FromDays(arrival.Days);

        var application = Pay(document, installment, cents, paidAt);

        switch (application.Outcome)
        {
            case PaymentOutcome.Exact or PaymentOutcome.Partial:
                Assert.Equal(cents, application.AppliedCents);
                break;
            case PaymentOutcome.Excess:
                Assert.InRange(application.AppliedCents, 1, cents - 1);
                break;
            case PaymentOutcome.Duplicate:
                Assert.Equal(0, application.AppliedCents);
                Assert.True(
                    before.ResidualCents == 0 || (before.Installment == 0 && !before.Closed),
                    "Money for an open debt was sent back."
                );
                break;
            default:
                Assert.Equal((UnmatchedReason.PartialNotAllowed, 0L), (application.Reason, application.AppliedCents));
                Assert.True(!allowsParts && cents < before.Installment && !before.Closed);
                break;
        }

        if (application.AppliedCents == 0)
        {
            Assert.Equal(before.ResidualCents, document.Row.ResidualCents);
        }
    }

    /// <summary>Applies one payment and checks that its ledger lines say what it says.</summary>
    private static Application Pay(StoredDocument document, InstallmentRow installment, long cents, Instant paidAt)
    {
        var payment = Id.New(paidAt);
        var application = ApplyPayment.To(document, installment, cents, paidAt, new LedgerStamp("test", paidAt, payment));
        var lines = document.NewMovements.Where(one => one.PaymentId == payment && one.Kind == MovementKind.Payment);
        Assert.Equal(
            lines.GroupBy(line => line.InstallmentOrdinal).Select(paid => (paid.Key, -paid.Sum(line => line.AmountCents))),
            (application.Lines ?? []).Select(line => ((int?)line.InstallmentOrdinal, line.Cents))
        );
        Assert.InRange(application.AppliedCents, 0, cents);
        return application;
    }

    private static void AssertAccounts(StoredDocument document)
    {
        var movements = document.NewMovements;
        Assert.Equal(Enumerable.Range(1, document.Row.MovementCount), movements.Select(movement => movement.Ordinal));
        foreach (var item in document.Items)
        {
            Assert.Equal(item.ResidualCents, movements.Where(one => one.ItemOrdinal == item.Ordinal).Sum(one => one.AmountCents));
            Assert.InRange(item.ResidualCents, 0, item.AmountCents);
        }

        foreach (var installment in document.Installments)
        {
            Assert.Equal(installment.ResidualCents, document.AllocationsOf(installment).Sum(share => share.ResidualCents));
            Assert.All(document.AllocationsOf(installment), share => Assert.InRange(share.ResidualCents, 0, share.AmountCents));
            Assert.Equal(installment.ResidualCents == 0, installment.PaidAt is not null);
        }

        Assert.Equal(document.Row.ResidualCents, document.Items.Sum(item => item.ResidualCents));
        Assert.Equal(document.Row.AmountCents, movements.Where(one => one.Kind == MovementKind.Charge).Sum(one => one.AmountCents));
        AssertState(document);
    }

    private static void AssertState(StoredDocument document)
    {
        var isPaid = document.NewMovements.Exists(one => one.Kind == MovementKind.Payment);
        var expected =
            document.Row.ResidualCents == 0 ? DocumentState.Paid
            : isPaid ? DocumentState.PartiallyPaid
            : DocumentState.Issued;
        Assert.Equal(expected, document.Row.State);
        if (isPaid)
        {
            // One option was chosen: what its installments lack is what the document lacks.
            var chosen = Assert.Single(document.Options, option => !option.Closed);
            Assert.Equal(
                document.Row.ResidualCents,
                document.Installments.Where(one => one.OptionOrdinal == chosen.Ordinal).Sum(one => one.ResidualCents)
            );
        }
        else
        {
            Assert.DoesNotContain(document.Options, option => option.Closed);
        }

        Assert.All(document.Options, option => Assert.Equal(option.Closed, option.ClosedByPaymentId is not null));
    }
}
