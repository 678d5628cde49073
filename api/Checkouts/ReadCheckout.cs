using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

internal static class ReadCheckout
{
    public static async Task<Checkout> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation) =>
        (
            Id.TryParse(id, out var checkoutId)
                ? await db.Snapshot(sql => Checkout.Find(sql, checkoutId, caller, clock.GetCurrentInstant()), cancellation)
                : null
        ) ?? throw new Refusal(Codes.CheckoutNotFound, "Il pagamento sul web non esiste, o è stato aperto con un'altra chiave.");
}
