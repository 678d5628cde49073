using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

internal static class ReadSpontaneousPayment
{
    public static async Task<Ok<SpontaneousPayment>> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var paymentId = Id.TryParse(id, out var parsed) ? parsed : throw NotFound();
        var row = await db.Read(sql => SpontaneousPaymentRow.Find(sql, paymentId, caller), cancellation) ?? throw NotFound();
        return TypedResults.Ok(SpontaneousPayment.Of(row, Rome.DateOf(clock.GetCurrentInstant())));
    }

    public static Refusal NotFound() =>
        new(Codes.SpontaneousPaymentNotFound, "Il pagamento non esiste o è stato creato con un'altra chiave: verificare l'identificativo.");
}
