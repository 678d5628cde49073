using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

internal static class IssueDocument
{
    /// <summary>
    /// Issues a document, or keeps it as a draft. Department and externalId are its natural key: the same content again gives the document
    /// that exists.
    /// </summary>
    public static async Task<Results<Created<PaymentDocument>, Ok<PaymentDocument>>> Handle(
        IssuePaymentDocumentRequest request,
        Caller caller,
        Db db,
        Once once,
        NoticeNumbers noticeNumbers,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        var creditor = await Creditor.Find(db, caller, request, cancellation);
        var plan = DocumentPlan.Of(request, creditor.Context(Rome.DateOf(now)));
        var draft = DocumentDraft.Of(request, plan, creditor, now);
        return await NoticeNumberCollision.DrawAgain(async () =>
        {
            var numbers = await draft.DrawNumbers(noticeNumbers, cancellation);
            return await once.Transact<Results<Created<PaymentDocument>, Ok<PaymentDocument>>>(
                async sql =>
                {
                    var stored = draft.Compose(numbers, caller.Actor);
                    var (id, isNew) = await StoreOnce(sql, stored, draft, caller.Actor, now);
                    return isNew
                        ? TypedResults.Created($"/v1/payment-documents/{id}", draft.Publish(stored))
                        : TypedResults.Ok(await ReadDocument.Whole(sql, id, caller, now));
                },
                cancellation
            );
        });
    }

    private static async Task<(Id Id, bool IsNew)> StoreOnce(Sql sql, StoredDocument stored, DocumentDraft draft, string actor, Instant now)
    {
        var existing = await sql.Row<ExistingDocument>(
            """
            SELECT Id, ContentHash, State
              FROM PaymentDocuments
             WHERE DepartmentId = @DepartmentId
               AND ExternalId   = @ExternalId
               AND ReplacedById IS NULL
            """,
            stored.Row
        );
        if (existing is not null)
        {
            existing.RequireVisible();
            if (existing.IsCancelled)
            {
                throw ExistingDocument.Cancelled();
            }

            return existing.ContentHash.AsSpan().SequenceEqual(stored.Row.ContentHash)
                ? (existing.Id, false)
                : throw ExistingDocument.Differs();
        }

        await NoticeNumberCollision.RefuseTaken(sql, stored.Installments.Where(draft.IsAdopted));
        if (draft.IsDraft)
        {
            stored.Note(TimelineType.Drafted, actor, now, new { amountCents = stored.Row.AmountCents });
        }
        else
        {
            NoteIssued(stored, actor, now);
            Announce(stored, now);
        }

        await DocumentStore.Insert(sql, [stored], draft.CoObligors);
        return (stored.Row.Id, true);
    }

    /// <summary>Writes into the timeline that the document is out, with the numbers by which it can be paid.</summary>
    public static void NoteIssued(StoredDocument stored, string actor, Instant now) =>
        stored.Note(
            TimelineType.Issued,
            actor,
            now,
            new { amountCents = stored.Row.AmountCents, noticeNumbers = stored.Installments.Select(one => one.NoticeNumber?.Value) }
        );

    /// <summary>Announces to the department's systems that the document can be paid.</summary>
    public static void Announce(StoredDocument stored, Instant now) =>
        stored.Announce(
            EventTypes.DocumentIssued,
            now,
            new
            {
                documentId = stored.Row.Id.Value,
                externalId = stored.Row.ExternalId,
                state = stored.Row.State,
                amountCents = stored.Row.AmountCents,
            }
        );
}

/// <summary>A notice number drawn from the counter, or brought by a department, already belongs to another installment.</summary>
internal sealed class NoticeNumberCollision() : Exception("A notice number is taken.")
{
    private const int MostDraws = 5;

    /// <summary>Draws numbers and stores them, and does so again when a department had already brought one of those drawn.</summary>
    public static async Task<T> DrawAgain<T>(Func<Task<T>> drawAndStore)
    {
        for (var draw = 1; ; draw++)
        {
            try
            {
                return await drawAndStore();
            }
            catch (NoticeNumberCollision) when (draw < MostDraws)
            {
                // The next numbers of the counter are drawn.
            }
        }
    }

    /// <summary>Stores rows; when the unique index on notice numbers refuses one, that is a collision. Both engines name the table.</summary>
    /// <exception cref="NoticeNumberCollision">A notice number is taken.</exception>
    public static async Task Translate(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (UniqueViolation violation)
            when (violation.InnerException!.Message.Contains("Installments", StringComparison.OrdinalIgnoreCase))
        {
            throw new NoticeNumberCollision();
        }
    }

    /// <summary>Refuses numbers that a department brings and that are not free.</summary>
    /// <exception cref="Refusal"><see cref="Codes.NoticeNumberTaken"/>.</exception>
    public static async Task RefuseTaken(Sql sql, IEnumerable<InstallmentRow> adopted)
    {
        foreach (var installment in adopted)
        {
            var taken = await sql.Value<int>(
                """
                SELECT COUNT(*)
                  FROM Installments
                 WHERE OrganizationFiscalCode = @OrganizationFiscalCode
                   AND NoticeNumber           = @NoticeNumber
                """,
                new { installment.OrganizationFiscalCode, installment.NoticeNumber }
            );
            if (taken > 0)
            {
                throw Taken();
            }
        }
    }

    /// <summary>The answer to a request that brings a number that is not free.</summary>
    public static Refusal Taken() =>
        new(
            Codes.NoticeNumberTaken,
            "Il numero avviso indicato appartiene già a un'altra rata, anche se annullata: un numero avviso non si riusa mai."
        );
}
