using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

internal static class ReplaceDocument
{
    /// <summary>
    /// Closes a document, which keeps its notice numbers, and passes its externalId to the one that replaces it. A document that is already
    /// cancelled only passes its externalId on.
    /// </summary>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>: something was paid. <see cref="Codes.DocumentSuspended"/>.</exception>
    public static void Replace(StoredDocument former, Id newId, string reason, string actor, Instant now)
    {
        if (former.Row.IsSuspendedOn(Rome.DateOf(now)))
        {
            throw new Refusal(Codes.DocumentSuspended, "Il documento è sospeso: farne cessare la sospensione, poi sostituirlo.");
        }

        if (former.Row.State != DocumentState.Cancelled)
        {
            CancelDocument.Close(former, reason, actor, now);
        }

        former.Row.ReplacedById = newId;
        former.Note(new DocumentReplaced(reason, newId.Value), actor, now);
    }
}
