using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.Printouts;

internal static class ReadQuittance
{
    public static async Task<FileContentHttpResult> Handle(string id, Caller caller, Db db, CancellationToken cancellation)
    {
        var paymentId = Id.TryParse(id, out var parsed) ? parsed : throw NotFound();
        return PrintoutFile.Of(Quittance.Of(await db.Snapshot(sql => Find(sql, paymentId, caller), cancellation)));
    }

    private static async Task<QuittanceFacts> Find(Sql sql, Id id, Caller caller)
    {
        var payment =
            await sql.Row<PaymentRow>(
                $"""
                SELECT {PaymentRow.Columns}
                  FROM Payments p
                 WHERE p.Id = @id
                   {Ownership.OfPayments(caller, "p")}
                """,
                Ownership.Parameters(caller, new { id })
            ) ?? throw NotFound();
        var issuer = await NoticeIssuer.Find(sql, payment.OrganizationFiscalCode, payment.DepartmentId);
        var document = payment.DocumentId is { } documentId ? await DocumentStore.Load(sql, documentId, caller) : null;
        return new QuittanceFacts(payment, issuer, document, document is null ? [] : await Paid(sql, id, document));
    }

    private static async Task<IReadOnlyList<(ItemRow Item, long Cents)>> Paid(Sql sql, Id paymentId, StoredDocument document)
    {
        var movements = await sql.Rows<MovementRow>(
            """
            SELECT *
              FROM Movements
             WHERE DocumentId = @Id
               AND PaymentId  = @paymentId
               AND Kind       = 'payment'
             ORDER BY Ordinal
            """,
            new { document.Row.Id, paymentId }
        );
        return [.. movements.Select(movement => (ItemOf(document, movement), -movement.AmountCents))];
    }

    /// <summary>The item that a movement paid, with the account of the installment's share.</summary>
    private static ItemRow ItemOf(StoredDocument document, MovementRow movement) =>
        document.Allocations.FirstOrDefault(share =>
            share.InstallmentOrdinal == movement.InstallmentOrdinal && share.ItemOrdinal == movement.ItemOrdinal
        )
            is { } share
            ? document.ItemOf(share)
            : document.Items[movement.ItemOrdinal - 1];

    private static Refusal NotFound() => new(Codes.PaymentNotFound, "La riscossione non esiste o non è visibile con questa chiave.");
}
