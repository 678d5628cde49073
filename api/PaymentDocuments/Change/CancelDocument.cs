using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

/// <summary>Annullamento di un documento di pagamento.</summary>
public sealed record CancelPaymentDocumentRequest
{
    /// <summary>Motivo dell'annullamento (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }
}

internal static class CancelDocument
{
    /// <summary>Cancels a document on which nothing was paid. Its notice numbers stay taken. Cancelling again has no effect.</summary>
    public static Task<Ok<PaymentDocument>> Handle(string id, CancelPaymentDocumentRequest request, ChangeDocument change)
    {
        var documentId = ReadDocument.ParseId(id);
        var validation = new Validation();
        var reason = validation.Text("/reason", request.Reason, 1, 500);
        validation.ThrowIfAny();

        return change.Run(
            documentId,
            isDone: document => document.Row.State == DocumentState.Cancelled,
            (document, actor, now) =>
            {
                Cancel(document, reason, actor, now);
                document.Announce(new DocumentCancelled(reason), now);
            }
        );
    }

    /// <summary>Cancels a document, and writes so into its timeline.</summary>
    /// <param name="document">The document.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="actor">Who cancels it.</param>
    /// <param name="now">When.</param>
    /// <param name="kind">One of <see cref="CancellationKind"/>; null for a decision of the office.</param>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>.</exception>
    public static void Cancel(StoredDocument document, string reason, string actor, Instant now, string? kind = null)
    {
        Close(document, reason, actor, now);
        document.Row.CancellationKind = kind;
        document.Note(new DocumentCancelled(reason), actor, now);
    }

    /// <summary>Adjusts all items of a document to zero: it can no longer be paid.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>: something was paid, or the document is closed already.</exception>
    public static void Close(StoredDocument document, string reason, string actor, Instant now)
    {
        document.Step(DocumentEvent.Cancel, now);
        document.ReleaseStamps();
        foreach (var item in document.Items.Where(item => item.ResidualCents > 0))
        {
            document.Move(item, MovementKind.Adjustment, -item.ResidualCents, actor, now, reason: reason);
        }
    }
}
