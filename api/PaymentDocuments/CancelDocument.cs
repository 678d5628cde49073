using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Annullamento di un documento di pagamento.</summary>
public sealed record CancelPaymentDocumentRequest
{
    /// <summary>Motivo dell'annullamento (da 1 a 500 caratteri), conservato nell'iter. Non deve contenere dati personali.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }
}

internal static class CancelDocument
{
    /// <summary>
    /// Cancels a document that has no payments. Its items owe nothing any more; its notice numbers are never used again. Cancelling it again has
    /// no effect, even with an old version in If-Match: what the caller asked for is already done (RFC 9110, 13.1.1).
    /// </summary>
    public static async Task<Ok<PaymentDocument>> Handle(
        string id,
        CancelPaymentDocumentRequest request,
        IfMatch ifMatch,
        Caller caller,
        Once once,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var documentId = ReadDocument.ParseId(id);
        var validation = new Validation();
        var reason = validation.Text("/reason", request.Reason, 1, 500);
        validation.ThrowIfAny();

        var now = clock.GetCurrentInstant();
        return await once.Transact(
            async sql =>
            {
                await Cancel(sql, documentId, ifMatch, reason, caller, now);
                return TypedResults.Ok(await ReadDocument.Whole(sql, documentId, caller, now));
            },
            cancellation
        );
    }

    private static async Task Cancel(Sql sql, Id id, IfMatch ifMatch, string reason, Caller caller, Instant now)
    {
        // Read before the claim, which would make a new version of an unchanged document.
        if (await DocumentStore.Load(sql, id, caller) is { Row.State: DocumentState.Cancelled })
        {
            return;
        }

        var document = await DocumentStore.LoadToChange(sql, id, caller, ifMatch) ?? throw ReadDocument.NotFound();
        if (document.Row.State == DocumentState.Cancelled)
        {
            // Another request has cancelled it meanwhile: the next attempt finds it so.
            throw new ConcurrentChange();
        }

        Close(document, reason, caller.Actor, now);
        document.Note(TimelineType.Cancelled, caller.Actor, now, new { reason });
        await DocumentStore.Save(sql, document);
        await Outbox.Append(
            sql,
            new OutboxEvent(
                document.Row.OrganizationFiscalCode,
                document.Row.DepartmentId,
                EventTypes.DocumentCancelled,
                now,
                new
                {
                    documentId = document.Row.Id.Value,
                    externalId = document.Row.ExternalId,
                    state = document.Row.State,
                }
            )
        );
    }

    /// <summary>Takes what a document owes off its items; nobody can pay it any more.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>: something was paid, or it is over anyway.</exception>
    public static void Close(StoredDocument document, string reason, string actor, Instant now)
    {
        document.Row.State = Transitions.Next(document.Row.State, DocumentEvent.Cancel);
        document.Row.UpdatedAt = now;
        foreach (var item in document.Items.Where(item => item.ResidualCents > 0))
        {
            document.Move(item, MovementKind.Adjustment, -item.ResidualCents, actor, now, reason: reason);
        }
    }
}
