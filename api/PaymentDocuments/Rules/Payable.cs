using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>Why an installment cannot be paid now. Every channel translates this into its own words.</summary>
internal enum NotPayable
{
    /// <summary>No such notice, or a draft, which only its department can see.</summary>
    Unknown,
    AlreadyPaid,
    Expired,
    Cancelled,
    Suspended,
    NotYetValid,
    ClosedByAnotherOption,
}

/// <summary>All that the answer depends on.</summary>
/// <param name="State">The document's state.</param>
/// <param name="Suspension">A hold on top of the state.</param>
/// <param name="OptionClosed">Another option of the document was chosen by paying it.</param>
/// <param name="ResidualCents">What the installment still lacks.</param>
/// <param name="ValidFrom">First day on which it may be paid; null: at once.</param>
/// <param name="PayableUntil">Last day on which it may be paid, to 24:00 in Rome; null: without end.</param>
internal readonly record struct PayableFacts(
    string State,
    Suspension Suspension,
    bool OptionClosed,
    long ResidualCents,
    LocalDate? ValidFrom,
    LocalDate? PayableUntil
);

/// <summary>One answer, for every channel, to "may this be paid now?".</summary>
internal static class Payable
{
    /// <summary>Null when the installment is payable at that instant, otherwise the reason why it is not.</summary>
    public static NotPayable? WhyNot(in PayableFacts facts, Instant now)
    {
        switch (facts.State)
        {
            case DocumentState.Draft or DocumentState.Staged:
                return NotPayable.Unknown;
            case DocumentState.Cancelled or DocumentState.WrittenOff or DocumentState.Enforced:
                return NotPayable.Cancelled;
            case DocumentState.Paid or DocumentState.Settled:
                return NotPayable.AlreadyPaid;
        }

        if (facts.ResidualCents == 0)
        {
            return NotPayable.AlreadyPaid;
        }

        if (facts.OptionClosed)
        {
            return NotPayable.ClosedByAnotherOption;
        }

        if (facts.Suspension.IsOn(Rome.DateOf(now)))
        {
            return NotPayable.Suspended;
        }

        if (facts.ValidFrom is { } from && Rome.DateOf(now) < from)
        {
            return NotPayable.NotYetValid;
        }

        return facts.PayableUntil is { } until && now >= Rome.EndOf(until) ? NotPayable.Expired : null;
    }
}
