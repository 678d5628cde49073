using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

/// <summary>Ripresa di un documento sospeso.</summary>
public sealed record ResumePaymentDocumentRequest
{
    /// <summary>Motivo (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Il provvedimento che la dispone.</summary>
    public AdministrativeOrder? Order { get; init; }

    /// <summary>Vero per sapere che cosa accadrebbe, senza alcun effetto.</summary>
    public bool? DryRun { get; init; }
}

internal static class ResumeDocument
{
    /// <summary>Ends the open suspension of a document, also one that has not begun.</summary>
    public static Task<Ok<PaymentDocument>> Handle(string id, ResumePaymentDocumentRequest request, ChangeDocument change)
    {
        var documentId = ReadDocument.ParseId(id);
        var validation = new Validation();
        var grounds = Grounds.Of(request.Reason, request.Order, validation);
        validation.ThrowIfAny();
        return change.Run(
            documentId,
            isDone: _ => false,
            (document, actor, now) => Resume(document, grounds, actor, now),
            request.DryRun ?? false
        );
    }

    private static void Resume(StoredDocument document, Grounds grounds, string actor, Instant now)
    {
        document.Step(DocumentEvent.Resume, now);
        var row = document.Row;
        if (!row.Suspended || row.Suspension.HasEnded(Rome.DateOf(now)))
        {
            throw new Refusal(Codes.NotSuspended, "Il documento non ha una sospensione in corso, o è già cessata da sola.");
        }

        document.Command(CommandKind.Resumption, grounds, actor, now, reverses: row.SuspensionOrdinal);
        (row.Suspended, row.SuspensionOrdinal) = (false, null);
        (row.SuspendedFrom, row.SuspendedUntil) = (null, null);
        document.Note(new DocumentResumed(grounds.Reason), actor, now);
        document.Announce(new DocumentResumed(grounds.Reason), now);
    }
}
