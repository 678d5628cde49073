using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>
/// Opens a checkout in three steps: claim its row, ask for the cart outside of any transaction, write the answer. A process that ends in between
/// leaves a row that the next request takes over.
/// </summary>
internal sealed class OpenCheckout(Db db, OpenCart openCart, IHostEnvironment environment, IClock clock)
{
    public static Task<Results<Created<Checkout>, Ok<Checkout>>> Handle(
        NewCheckout request,
        Caller caller,
        Once once,
        OpenCheckout open,
        CancellationToken cancellation
    ) => open.Open(request.Check(), caller, once, cancellation);

    private async Task<Results<Created<Checkout>, Ok<Checkout>>> Open(
        WantedCheckout wanted,
        Caller caller,
        Once once,
        CancellationToken cancellation
    )
    {
        var claim = await db.Transact(
            sql => ClaimCheckout.Claim(sql, wanted, caller, environment.IsDevelopment(), clock.GetCurrentInstant()),
            cancellation
        );
        return claim.Cart is null
            ? await once.Transact<Results<Created<Checkout>, Ok<Checkout>>>(
                async sql => TypedResults.Ok(await Read(sql, claim.Id, caller)),
                cancellation
            )
            : await Ask(claim, caller, once);
    }

    /// <summary>Asks for the cart. A browser that has gone does not stop the call: its next request would find the row at work.</summary>
    private async Task<Results<Created<Checkout>, Ok<Checkout>>> Ask(CheckoutClaim claim, Caller caller, Once once)
    {
        var answer = await openCart(claim.Cart!, CancellationToken.None);
        if (answer is not CartAnswer.Opened opened)
        {
            await db.Transact(sql => Write(sql, claim, CartState.Failed, url: null), CancellationToken.None);
            throw answer is CartAnswer.Refused refused
                ? new Refusal(Codes.CheckoutRefused, $"Il servizio di pagamento di pagoPA non accetta il carrello: {refused.Title}")
                : new Refusal(Codes.CheckoutUnavailable, ((CartAnswer.Unavailable)answer).Detail);
        }

        return await once.Transact<Results<Created<Checkout>, Ok<Checkout>>>(
            async sql =>
            {
                await Write(sql, claim, CartState.Open, opened.Url);
                var checkout = await Read(sql, claim.Id, caller);
                return claim.Carts == 1 ? TypedResults.Created($"/v1/checkouts/{claim.Id}", checkout) : TypedResults.Ok(checkout);
            },
            CancellationToken.None
        );
    }

    /// <summary>Writes the answer, unless a later request has taken the row over.</summary>
    private Task<int> Write(Sql sql, CheckoutClaim claim, string state, string? url)
    {
        var expiresAt = url is null ? (Instant?)null : clock.GetCurrentInstant() + CheckoutStatus.CartLife;
        return sql.Execute(
            """
            UPDATE Checkouts
               SET State = @state, CheckoutUrl = COALESCE(@url, CheckoutUrl), ExpiresAt = COALESCE(@expiresAt, ExpiresAt),
                   UnpaidAnnouncedAt = CASE WHEN @url IS NULL THEN UnpaidAnnouncedAt ELSE NULL END
             WHERE Id = @Id
               AND Carts = @Carts
            """,
            new
            {
                claim.Id,
                claim.Carts,
                state,
                url,
                expiresAt,
            }
        );
    }

    private async Task<Checkout> Read(Sql sql, Id id, Caller caller) => (await Checkout.Find(sql, id, caller, clock.GetCurrentInstant()))!;
}
