using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

internal static class RestoreDocument
{
    /// <summary>True for a cancelled document that this money restores: it expired, and the money can be applied to it.</summary>
    public static bool IsRestoredBy(StoredDocument document, long amountCents) =>
        document.Row is { State: DocumentState.Cancelled, CancellationKind: CancellationKind.SpontaneousExpired }
        && (amountCents >= document.Row.AmountCents || document.Items.All(item => item.AllowsPartialPayment));

    /// <summary>Takes back the cancellation of a document: it is owed again, under its notice numbers.</summary>
    /// <exception cref="Kernel.Refusal"><see cref="Kernel.Codes.TransitionNotAllowed"/>.</exception>
    public static void Restore(StoredDocument document, string reason, string actor, Instant now)
    {
        document.Step(DocumentEvent.Restore, now);
        document.Row.CancellationKind = null;
        foreach (var item in document.Items)
        {
            document.Move(item, MovementKind.Reversal, item.AmountCents, actor, now, reason: reason);
        }

        document.Note(new DocumentRestored(reason), actor, now);
        document.Announce(new DocumentRestored(reason), now);
    }
}
