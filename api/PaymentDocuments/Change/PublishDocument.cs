using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

internal static class PublishDocument
{
    /// <summary>Publishes a draft: its installments get notice numbers and can be paid. Publishing again has no effect.</summary>
    public static async Task<Ok<PaymentDocument>> Handle(
        string id,
        ChangeDocument change,
        Caller caller,
        Db db,
        NoticeNumbers noticeNumbers,
        CancellationToken cancellation
    )
    {
        var documentId = ReadDocument.ParseId(id);
        var draft = await db.Read(sql => Unnumbered.Find(sql, documentId, caller), cancellation) ?? throw ReadDocument.NotFound();
        return await NoticeNumberCollision.DrawAgain(async () =>
        {
            var numbers = await noticeNumbers.Take(draft.OrganizationFiscalCode, draft.SegregationCode, draft.Missing, cancellation);
            return await change.Run(
                documentId,
                isDone: document => document.Row.IssuedAt is not null,
                (document, actor, now) => Publish(document, numbers, actor, now)
            );
        });
    }

    private static void Publish(StoredDocument document, IReadOnlyList<NoticeNumber> numbers, string actor, Instant now)
    {
        document.Step(DocumentEvent.Publish, now);
        document.Row.IssuedAt = now;
        var left = new Queue<NoticeNumber>(numbers);
        foreach (var installment in document.Installments)
        {
            document.MakePayable(installment, installment.NoticeNumber ?? left.Dequeue(), installment.DueOn, installment.PayableUntil);
        }

        document.Note(DocumentIssued.Of(document), actor, now);
        document.Announce(DocumentIssued.Of(document), now);
    }

    private sealed record Unnumbered
    {
        public FiscalCode OrganizationFiscalCode { get; init; }
        public string SegregationCode { get; init; } = "";
        public int Missing { get; init; }

        public static Task<Unnumbered?> Find(Sql sql, Id id, Caller caller) =>
            sql.Row<Unnumbered>(
                $"""
                SELECT d.OrganizationFiscalCode,
                       o.SegregationCode,
                       (SELECT COUNT(*) FROM Installments i WHERE i.DocumentId = d.Id AND i.NoticeNumber IS NULL) AS Missing
                  FROM PaymentDocuments d
                 INNER JOIN Organizations o ON o.FiscalCode = d.OrganizationFiscalCode
                 WHERE d.Id = @id
                   AND d.State <> 'staged'
                   {Ownership.OfDocuments(caller, "d")}
                """,
                Ownership.Parameters(caller, new { id })
            );
    }
}
