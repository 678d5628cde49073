using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Printouts;

internal static class ReadDocumentSummary
{
    public static async Task<FileContentHttpResult> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var documentId = ReadDocument.ParseId(id);
        var facts = await db.Snapshot(sql => Find(sql, documentId, caller), cancellation);
        return PrintoutFile.Of(DocumentSummary.Of(facts, clock.GetCurrentInstant()));
    }

    private static async Task<SummaryFacts> Find(Sql sql, Id id, Caller caller)
    {
        var document = await DocumentStore.Load(sql, id, caller) ?? throw ReadDocument.NotFound();
        var issuer = await NoticeIssuer.Find(sql, document.Row.OrganizationFiscalCode, document.Row.DepartmentId);
        var payments = await sql.Rows<PaymentRow>(
            $"""
            SELECT {PaymentRow.Columns}
              FROM Payments p
             WHERE p.DocumentId = @id
               {Ownership.OfPayments(caller, "p")}
             ORDER BY p.Id
            """,
            Ownership.Parameters(caller, new { id })
        );
        var movements = await sql.Rows<MovementRow>("SELECT * FROM Movements WHERE DocumentId = @id ORDER BY Ordinal", new { id });
        return new SummaryFacts(document, issuer, payments, movements);
    }
}
