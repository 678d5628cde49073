using Lecce.Riscossione.Api.PaymentDocuments.Rules;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>The states of a payment document, as stored and published. What leads from one to another: <see cref="Transitions"/>.</summary>
internal static class DocumentState
{
    public const string Draft = "draft";
    public const string Issued = "issued";
    public const string PartiallyPaid = "partially-paid";
    public const string Paid = "paid";
    public const string Settled = "settled";
    public const string Cancelled = "cancelled";
    public const string WrittenOff = "written-off";
    public const string Enforced = "enforced";

    /// <summary>Stored by an atomic load that has not finished; other callers do not see the document.</summary>
    public const string Staged = "staged";

    /// <summary>The states that may be seen.</summary>
    public static readonly IReadOnlyList<string> All = [Draft, Issued, PartiallyPaid, Paid, Settled, Cancelled, WrittenOff, Enforced];

    /// <summary>The Italian name of a state, the same in refusals and on paper. A word without a name is shown as it is.</summary>
    public static string InItalian(string state) =>
        state switch
        {
            Draft => "bozza",
            Issued => "emesso",
            PartiallyPaid => "pagato in parte",
            Paid => "pagato",
            Settled => "riconciliato",
            Cancelled => "annullato",
            WrittenOff => "discaricato",
            Enforced => "in riscossione coattiva",
            _ => state,
        };
}

/// <summary>The ways to pay a whole document. They exclude each other.</summary>
internal static class OptionKind
{
    public const string Single = "single";
    public const string Installments = "installments";
    public const string Reduced = "reduced";

    public static readonly IReadOnlyList<string> All = [Single, Installments, Reduced];
}

/// <summary>The lines of a debt item's ledger. A charge is positive; what lowers the debt is negative.</summary>
internal static class MovementKind
{
    public const string Charge = "charge";
    public const string Adjustment = "adjustment";
    public const string Payment = "payment";

    /// <summary>Takes back another movement.</summary>
    public const string Reversal = "reversal";
}

/// <summary>What an office does to a document.</summary>
internal static class CommandKind
{
    public const string Suspension = "suspension";
    public const string Resumption = "resumption";
}

/// <summary>Why a document is suspended.</summary>
internal static class SuspensionKind
{
    public const string Administrative = "administrative";
    public const string Judicial = "judicial";
    public const string Request = "request";
    public const string Law = "law";

    public static readonly IReadOnlyList<string> All = [Administrative, Judicial, Request, Law];
}

/// <summary>Who asked for a document.</summary>
internal static class DocumentOrigin
{
    public const string Department = "department";
    public const string Spontaneous = "spontaneous";
}

/// <summary>Why a document was cancelled, where the reason decides what happens to money that arrives later.</summary>
internal static class CancellationKind
{
    /// <summary>A spontaneous payment that was not made in time: late money restores the document.</summary>
    public const string SpontaneousExpired = "spontaneous-expired";
}
