using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

internal static class PublishDocument
{
    /// <summary>Takes a draft out of the drawer: it gets its notice numbers and can be paid. Publishing again has no effect.</summary>
    public static async Task<Ok<PaymentDocument>> Handle(
        string id,
        IfMatch ifMatch,
        Caller caller,
        Db db,
        Once once,
        NoticeNumbers noticeNumbers,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var documentId = ReadDocument.ParseId(id);
        var now = clock.GetCurrentInstant();
        var draft = await db.Snapshot(sql => Unnumbered.Find(sql, documentId, caller), cancellation) ?? throw ReadDocument.NotFound();
        if (draft.IssuedAt is not null)
        {
            return TypedResults.Ok(await db.Snapshot(sql => ReadDocument.Whole(sql, documentId, caller, now), cancellation));
        }

        return await NoticeNumberCollision.DrawAgain(async () =>
        {
            var numbers = await noticeNumbers.Take(draft.OrganizationFiscalCode, draft.SegregationCode, draft.Missing, cancellation);
            return await once.Transact(
                async sql =>
                {
                    await Publish(sql, documentId, ifMatch, caller, numbers, now);
                    return TypedResults.Ok(await ReadDocument.Whole(sql, documentId, caller, now));
                },
                cancellation
            );
        });
    }

    /// <summary>False when the document was published before, whatever became of it since.</summary>
    private static async Task<bool> Publish(
        Sql sql,
        Id id,
        IfMatch ifMatch,
        Caller caller,
        IReadOnlyList<NoticeNumber> numbers,
        Instant now
    )
    {
        var document = await DocumentStore.LoadToChange(sql, id, caller, ifMatch) ?? throw ReadDocument.NotFound();
        if (document.Row.IssuedAt is not null)
        {
            return false;
        }

        document.Row.State = Transitions.Next(document.Row.State, DocumentEvent.Publish);
        document.Row.IssuedAt = now;
        document.Row.UpdatedAt = now;
        NumberInstallments(document, new Queue<NoticeNumber>(numbers));
        IssueDocument.NoteIssued(document, caller.Actor, now);
        try
        {
            await DocumentStore.Save(sql, document);
        }
        catch (UniqueViolation violation) when (NoticeNumberCollision.IsCause(violation))
        {
            throw new NoticeNumberCollision();
        }

        await IssueDocument.Announce(sql, document, now);
        return true;
    }

    /// <summary>Numbers what has none yet.</summary>
    private static void NumberInstallments(StoredDocument document, Queue<NoticeNumber> numbers)
    {
        foreach (var installment in document.Installments)
        {
            document.MakePayable(installment, installment.NoticeNumber ?? numbers.Dequeue(), installment.DueOn, installment.PayableUntil);
        }
    }

    private sealed record Unnumbered
    {
        public FiscalCode OrganizationFiscalCode { get; init; }
        public string SegregationCode { get; init; } = "";
        public int Missing { get; init; }
        public Instant? IssuedAt { get; init; }

        public static Task<Unnumbered?> Find(Sql sql, Id id, Caller caller) =>
            sql.Row<Unnumbered>(
                $"""
                SELECT d.OrganizationFiscalCode, d.IssuedAt,
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
