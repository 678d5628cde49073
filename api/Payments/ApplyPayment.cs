using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>The effect of a payment on its document.</summary>
/// <param name="Outcome">One of <see cref="PaymentOutcome"/>.</param>
/// <param name="Reason">One of <see cref="UnmatchedReason"/>, for what is unmatched.</param>
/// <param name="Lines">What it paid, by installment; empty when it lowered no debt.</param>
/// <param name="ChosenOption">The option that it chose by paying it, and thereby closed others; null when it closed none.</param>
/// <param name="ClosedOptions">The options closed, by ordinal.</param>
/// <param name="ReductionCents">The reduction granted for paying a reduced option in time.</param>
internal sealed record Application(
    string Outcome,
    string? Reason = null,
    IReadOnlyList<ApplicationLine>? Lines = null,
    int? ChosenOption = null,
    IReadOnlyList<int>? ClosedOptions = null,
    long ReductionCents = 0
)
{
    /// <summary>How much of the payment lowered the debt.</summary>
    public long AppliedCents => Lines?.Sum(line => line.Cents) ?? 0;
}

/// <summary>The part of a payment that paid one installment.</summary>
internal sealed record ApplicationLine(int InstallmentOrdinal, long Cents);

/// <summary>
/// Applies money to a document: which installments it pays, to the cent and item by item, which options it closes, what state follows.
/// Pure: it changes only the loaded document.
/// </summary>
internal static class ApplyPayment
{
    /// <summary>Applies money that names an installment.</summary>
    /// <param name="document">The document, loaded to be changed.</param>
    /// <param name="installment">The installment that the payer named.</param>
    /// <param name="amountCents">What arrived.</param>
    /// <param name="paidAt">When the payer paid: a reduction is granted by this instant, not by that of the receipt.</param>
    /// <param name="ledger">Who records it, when, and under which payment.</param>
    public static Application To(
        StoredDocument document,
        InstallmentRow installment,
        long amountCents,
        Instant paidAt,
        in LedgerStamp ledger
    )
    {
        if (WhyUnmatched(document.Row.State) is { } reason)
        {
            return new Application(PaymentOutcome.Unmatched, reason);
        }

        if (IsForbiddenPart(document, installment, amountCents, paidAt))
        {
            return new Application(PaymentOutcome.Unmatched, UnmatchedReason.PartialNotAllowed);
        }

        var targets = TargetsOf(document, installment, amountCents, paidAt);
        if (targets.Count == 0)
        {
            return new Application(PaymentOutcome.Duplicate);
        }

        var lackingCents = targets.Sum(target => target.ResidualCents);
        var lines = Pay(document, targets, Math.Min(amountCents, lackingCents), paidAt, ledger);
        var chosen = document.OptionOf(targets[0]);
        var closed = CloseOtherOptions(document, chosen, ledger.PaymentId);
        var reductionCents = GrantReduction(document, chosen, paidAt, ledger);
        Advance(document, ledger.Now);
        return new Application(
            OutcomeOf(amountCents, lackingCents),
            Reason: null,
            lines,
            closed.Count == 0 ? null : chosen.Ordinal,
            closed,
            reductionCents
        );
    }

    private static string OutcomeOf(long amountCents, long lackingCents) =>
        amountCents == lackingCents ? PaymentOutcome.Exact
        : amountCents > lackingCents ? PaymentOutcome.Excess
        : PaymentOutcome.Partial;

    private static string? WhyUnmatched(string state) =>
        state switch
        {
            DocumentState.Draft => UnmatchedReason.DocumentDraft,
            DocumentState.Cancelled => UnmatchedReason.DocumentCancelled,
            DocumentState.WrittenOff => UnmatchedReason.DocumentWrittenOff,
            DocumentState.Enforced => UnmatchedReason.DocumentEnforced,
            _ => null,
        };

    /// <summary>Less than the installment lacks, while it may be paid and only whole.</summary>
    private static bool IsForbiddenPart(StoredDocument document, InstallmentRow installment, long amountCents, Instant paidAt)
    {
        var option = document.OptionOf(installment);
        return amountCents < installment.ResidualCents
            && !option.Closed
            && !IsTooLate(option, installment, paidAt)
            && !document.Items.All(item => item.AllowsPartialPayment);
    }

    /// <summary>
    /// The installment itself while its option is open. When another option was chosen meanwhile, or a reduction came too late or in part,
    /// the debt may still be owed: then the money goes to what is open, in the order of the due dates, rather than leave a debtor who has
    /// paid with a debt. Nothing open: the debt was paid before.
    /// </summary>
    private static List<InstallmentRow> TargetsOf(StoredDocument document, InstallmentRow installment, long amountCents, Instant paidAt)
    {
        if (document.Row.ResidualCents == 0)
        {
            return [];
        }

        var option = document.OptionOf(installment);
        // Only a payment of the whole reduced amount gets the reduction; less is a payment on account of the full amount (art. 389 d.P.R. 495/1992).
        var losesReduction =
            IsTooLate(option, installment, paidAt) || (option.Kind == OptionKind.Reduced && amountCents < installment.ResidualCents);
        if (!option.Closed && !losesReduction)
        {
            return installment.ResidualCents > 0 ? [installment] : [];
        }

        var open = document.Options.FirstOrDefault(other => !other.Closed && other.Kind != OptionKind.Reduced);
        return
        [
            .. document
                .Installments.Where(other => other.OptionOrdinal == open?.Ordinal && other.ResidualCents > 0)
                .OrderBy(other => other.DueOn ?? LocalDate.MaxIsoValue)
                .ThenBy(other => other.Ordinal),
        ];
    }

    private static bool IsTooLate(OptionRow option, InstallmentRow installment, Instant paidAt) =>
        option.Kind == OptionKind.Reduced && installment.PayableUntil is { } until && paidAt >= Rome.EndOf(until);

    private static List<ApplicationLine> Pay(
        StoredDocument document,
        List<InstallmentRow> targets,
        long appliedCents,
        Instant paidAt,
        in LedgerStamp ledger
    )
    {
        var lines = new List<ApplicationLine>(targets.Count);
        var left = appliedCents;
        foreach (var target in targets.TakeWhile(_ => left > 0))
        {
            var cents = Math.Min(left, target.ResidualCents);
            var allocations = document.AllocationsOf(target).ToList();
            var shares = Split.Proportionally(cents, [.. allocations.Select(allocation => allocation.ResidualCents)]);
            foreach (var (allocation, share) in allocations.Zip(shares).Where(pair => pair.Second > 0))
            {
                document.Move(
                    document.Items[allocation.ItemOrdinal - 1],
                    MovementKind.Payment,
                    -share,
                    ledger.Actor,
                    ledger.Now,
                    target.Ordinal,
                    ledger.PaymentId,
                    effectiveOn: Rome.DateOf(paidAt)
                );
            }

            document.Pay(target, [.. allocations.Zip(shares)], paidAt);
            lines.Add(new ApplicationLine(target.Ordinal, cents));
            left -= cents;
        }

        return lines;
    }

    private static IReadOnlyList<int> CloseOtherOptions(StoredDocument document, OptionRow chosen, Id paymentId)
    {
        var others = document.Options.Where(option => option != chosen && !option.Closed).ToList();
        others.ForEach(option => document.Close(option, paymentId));
        return [.. others.Select(option => option.Ordinal)];
    }

    /// <summary>A reduced option that is fully paid extinguishes the whole debt: the difference is taken off the items, line by line.</summary>
    private static long GrantReduction(StoredDocument document, OptionRow chosen, Instant paidAt, in LedgerStamp ledger)
    {
        var isFullyPaid = document.Installments.Where(one => one.OptionOrdinal == chosen.Ordinal).All(one => one.ResidualCents == 0);
        if (chosen.ReductionCents == 0 || !isFullyPaid)
        {
            return 0;
        }

        foreach (var item in document.Items.Where(item => item.ResidualCents > 0))
        {
            document.Move(
                item,
                MovementKind.Adjustment,
                -item.ResidualCents,
                ledger.Actor,
                ledger.Now,
                paymentId: ledger.PaymentId,
                reason: "Riduzione per pagamento entro il termine",
                effectiveOn: Rome.DateOf(paidAt)
            );
        }

        return chosen.ReductionCents;
    }

    private static void Advance(StoredDocument document, Instant now) =>
        document.Step(document.Row.ResidualCents == 0 ? DocumentEvent.PayRest : DocumentEvent.PayPart, now);
}

/// <summary>The values that all ledger lines of one payment share.</summary>
internal readonly record struct LedgerStamp(string Actor, Instant Now, Id PaymentId);
