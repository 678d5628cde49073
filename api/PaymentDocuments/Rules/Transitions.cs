using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>The events that may change the state of a document.</summary>
internal enum DocumentEvent
{
    Publish,
    PayPart,
    PayRest,
    Settle,
    Reverse,
    ReverseAll,
    Cancel,
    WriteOff,
    Enforce,
    Restore,
    Suspend,
    Resume,
}

/// <summary>The life of a document: every legal step there is. What is not listed is refused.</summary>
internal static class Transitions
{
    private static readonly Dictionary<(string From, DocumentEvent Event), string> Legal = new()
    {
        [(DocumentState.Draft, DocumentEvent.Publish)] = DocumentState.Issued,
        [(DocumentState.Draft, DocumentEvent.Cancel)] = DocumentState.Cancelled,
        [(DocumentState.Issued, DocumentEvent.Suspend)] = DocumentState.Issued,
        [(DocumentState.Issued, DocumentEvent.Resume)] = DocumentState.Issued,
        [(DocumentState.Issued, DocumentEvent.PayPart)] = DocumentState.PartiallyPaid,
        [(DocumentState.Issued, DocumentEvent.PayRest)] = DocumentState.Paid,
        [(DocumentState.Issued, DocumentEvent.Cancel)] = DocumentState.Cancelled,
        [(DocumentState.Issued, DocumentEvent.WriteOff)] = DocumentState.WrittenOff,
        [(DocumentState.Issued, DocumentEvent.Enforce)] = DocumentState.Enforced,
        [(DocumentState.PartiallyPaid, DocumentEvent.PayPart)] = DocumentState.PartiallyPaid,
        [(DocumentState.PartiallyPaid, DocumentEvent.PayRest)] = DocumentState.Paid,
        [(DocumentState.PartiallyPaid, DocumentEvent.Reverse)] = DocumentState.PartiallyPaid,
        [(DocumentState.PartiallyPaid, DocumentEvent.ReverseAll)] = DocumentState.Issued,
        [(DocumentState.PartiallyPaid, DocumentEvent.WriteOff)] = DocumentState.WrittenOff,
        [(DocumentState.PartiallyPaid, DocumentEvent.Enforce)] = DocumentState.Enforced,
        [(DocumentState.PartiallyPaid, DocumentEvent.Suspend)] = DocumentState.PartiallyPaid,
        [(DocumentState.PartiallyPaid, DocumentEvent.Resume)] = DocumentState.PartiallyPaid,
        [(DocumentState.Paid, DocumentEvent.Settle)] = DocumentState.Settled,
        [(DocumentState.Paid, DocumentEvent.Reverse)] = DocumentState.PartiallyPaid,
        [(DocumentState.Paid, DocumentEvent.ReverseAll)] = DocumentState.Issued,
        [(DocumentState.Settled, DocumentEvent.Reverse)] = DocumentState.PartiallyPaid,
        [(DocumentState.Settled, DocumentEvent.ReverseAll)] = DocumentState.Issued,
        [(DocumentState.Enforced, DocumentEvent.Restore)] = DocumentState.Issued,
        [(DocumentState.Enforced, DocumentEvent.Suspend)] = DocumentState.Enforced,
        [(DocumentState.Enforced, DocumentEvent.Resume)] = DocumentState.Enforced,
        [(DocumentState.Cancelled, DocumentEvent.Restore)] = DocumentState.Issued,
    };

    /// <summary>True when the step is legal.</summary>
    public static bool Allows(string from, DocumentEvent what) => Legal.ContainsKey((from, what));

    /// <summary>The state after the step.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>.</exception>
    public static string Next(string from, DocumentEvent what) =>
        Legal.TryGetValue((from, what), out var to)
            ? to
            : throw new Refusal(
                Codes.TransitionNotAllowed,
                $"Il documento è nello stato «{DocumentState.InItalian(from)}», che non ammette questa operazione: rileggerlo prima di riprovare."
            );
}
