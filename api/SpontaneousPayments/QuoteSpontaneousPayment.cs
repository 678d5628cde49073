using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>Quanto costerebbe un pagamento spontaneo.</summary>
/// <param name="AmountCents">Importo in centesimi di euro.</param>
/// <param name="Subject">Oggetto del pagamento.</param>
/// <param name="DueOn">Ultimo giorno in cui si potrebbe pagare, se fosse creato oggi.</param>
/// <param name="SimilarCreatedOn">Giorno dell'ultimo pagamento simile dello stesso debitore, se il portale lo ha identificato e ce n'è uno.</param>
public sealed record SpontaneousQuote(
    long AmountCents,
    [property: MaxLength(140)] string Subject,
    LocalDate DueOn,
    LocalDate? SimilarCreatedOn = null
);

internal static class QuoteSpontaneousPayment
{
    /// <summary>Checks a request as its creation would, and stores nothing.</summary>
    public static async Task<Ok<SpontaneousQuote>> Handle(
        SpontaneousPaymentRequest request,
        Caller caller,
        Db db,
        IClock clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetCurrentInstant();
        var (offered, creditor) = await CreateSpontaneousPayment.FindService(db, request, caller, cancellation);
        var order = SpontaneousOrder.Of(request, offered, Rome.DateOf(now));
        var document = order.Plan(request.ExternalId, creditor, now);
        if (document.Stamps.Count > 0)
        {
            await db.Read(
                async sql =>
                {
                    await StampClaims.RequireFree(sql, document.Stamps, replaced: null, Rome.DateOf(now));
                    return true;
                },
                cancellation
            );
        }

        var similar =
            request.DebtorVerified == true ? await db.Read(sql => SpontaneousLimits.FindSimilar(sql, order, now), cancellation) : null;
        return TypedResults.Ok(new SpontaneousQuote(order.AmountCents, order.Subject, order.PayableUntil, similar));
    }
}
