using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>A spontaneous payment to store.</summary>
/// <param name="Id">Its id; its document's externalId is made from it.</param>
/// <param name="ExternalId">The maker's own name for it.</param>
/// <param name="ContentHash">SHA-256 of the request.</param>
/// <param name="Order">What is paid.</param>
/// <param name="Actor">Who makes it.</param>
internal sealed record NewSpontaneousPayment(Id Id, string ExternalId, byte[] ContentHash, SpontaneousOrder Order, string Actor)
{
    /// <summary>The payment as reading it would give it, right after it was stored.</summary>
    public SpontaneousPaymentRow RowOf(StoredDocument document) =>
        new()
        {
            Id = Id,
            OrganizationFiscalCode = document.Row.OrganizationFiscalCode,
            Service = Order.Offered.Code,
            ExternalId = ExternalId,
            ContentHash = ContentHash,
            DocumentId = document.Row.Id,
            NoticeNumber = document.Installments[0].NoticeNumber!.Value,
            AmountCents = document.Row.AmountCents,
            ResidualCents = document.Row.ResidualCents,
            Subject = document.Row.Subject,
            PayableUntil = Order.PayableUntil,
            State = document.Row.State,
            CreatedAt = document.Row.CreatedAt,
        };

    /// <summary>The externalId of its document: unique, and not the portal's, which other portals may use as well.</summary>
    public string DocumentExternalId => $"spontaneous:{Id.Value}";
}

internal static class StoreSpontaneousPayment
{
    /// <summary>An unpaid document is cancelled this many days after the last day to pay: a payment begun on that day may be reported later.</summary>
    public const int DaysUntilCancelled = 3;

    /// <summary>Stores the document, the payment and its event, under the limits of the service; returns the document.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyOpen"/>.</exception>
    /// <exception cref="NoticeNumberCollision">A notice number drawn for it is taken.</exception>
    public static async Task<StoredDocument> Store(
        Sql sql,
        NewSpontaneousPayment payment,
        NewDocument document,
        IReadOnlyList<NoticeNumber> numbers,
        Instant now
    )
    {
        var order = payment.Order;
        var ordinalInHour = await SpontaneousLimits.Require(sql, order, now);
        var rows = document.Compose(numbers, payment.Actor);
        var entry = new IssueEntry
        {
            ExternalId = document.ExternalId,
            New = document,
            Rows = rows,
        };
        await new IssueBatch(sql, rows.Row.DepartmentId, payment.Actor, now).Store(entry);
        await sql.Execute(
            """
            INSERT INTO SpontaneousPayments
                (Id, OrganizationFiscalCode, DepartmentId, RevenueTypeId, DocumentId, Actor, ExternalId, ContentHash, SimilarityHash,
                 OrdinalInHour, Data, Payer, CreatedAt, CleanUpOn)
            VALUES
                (@Id, @OrganizationFiscalCode, @DepartmentId, @revenueTypeId, @documentId, @Actor, @ExternalId, @ContentHash, @SimilarityHash,
                 @ordinalInHour, @Data, @Payer, @now, @cleanUpOn)
            """,
            new
            {
                payment.Id,
                rows.Row.OrganizationFiscalCode,
                rows.Row.DepartmentId,
                revenueTypeId = order.Offered.RevenueType.Id,
                documentId = rows.Row.Id,
                payment.Actor,
                payment.ExternalId,
                payment.ContentHash,
                order.SimilarityHash,
                ordinalInHour,
                order.Data,
                order.Payer,
                now,
                cleanUpOn = order.PayableUntil.PlusDays(DaysUntilCancelled),
            }
        );
        var created = new SpontaneousPaymentCreated(
            payment.Id.Value,
            payment.ExternalId,
            order.Offered.Code,
            rows.Row.Id.Value,
            order.AmountCents
        );
        await Outbox.Append(
            sql,
            OutboxEvent.Of(rows.Row.OrganizationFiscalCode, rows.Row.DepartmentId, created, now) with
            {
                RevenueTypes = rows.RevenueTypes,
            }
        );
        return rows;
    }
}
