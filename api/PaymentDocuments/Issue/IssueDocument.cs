using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

internal static class IssueDocument
{
    /// <summary>
    /// Issues a document, or keeps it as a draft. Department and externalId are its natural key: the same content again gives the existing
    /// document, and draws no notice numbers.
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
        var document = NewDocument.Of(request, DocumentPlan.Of(request, creditor.Context(Rome.DateOf(now))), creditor, now);
        var department = creditor.DepartmentId;
        var entry = new IssueEntry { ExternalId = document.ExternalId, New = document };
        return await NoticeNumberCollision.DrawAgain(async () =>
        {
            var existing = await db.Read(sql => ExistingDocument.Find(sql, department, [entry.ExternalId]), cancellation);
            var isNew = entry.Issues(existing.GetValueOrDefault(entry.ExternalId));
            var numbers = isNew ? await document.DrawNumbers(noticeNumbers, cancellation) : [];
            return await once.Transact<Results<Created<PaymentDocument>, Ok<PaymentDocument>>>(
                async sql =>
                {
                    entry.Rows = isNew ? document.Compose(numbers, caller.Actor) : null;
                    if (entry.Rows is { Row.IssuedAt: not null } issued)
                    {
                        issued.Announce(DocumentIssued.Of(issued), now);
                    }

                    var outcome = await new IssueBatch(sql, department, caller.Actor, now).Store(entry);
                    return outcome.Result == IssueResult.Issued
                        ? TypedResults.Created($"/v1/payment-documents/{outcome.DocumentId}", document.Publish(entry.Rows!))
                        : TypedResults.Ok(await ReadDocument.Whole(sql, outcome.DocumentId!.Value, caller, now));
                },
                cancellation
            );
        });
    }
}
