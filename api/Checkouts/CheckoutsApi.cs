using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.Checkouts;

internal static class CheckoutsApi
{
    public static void MapCheckouts(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/checkouts", OpenCheckout.Handle)
            .WithTags("Checkouts")
            .RequireScope(Scopes.CheckoutsWrite, Covers.Own)
            .WithName("OpenCheckout")
            .WithSummary("Apre un pagamento sul web")
            .WithDescription(
                "Prepara sulla pagina di pagamento di pagoPA un carrello con 1–5 avvisi: aprire checkoutUrl nel browser di chi paga, entro dieci "
                    + "minuti. Importi, beneficiari e causali sono quelli registrati. Lo stesso externalId, con lo stesso contenuto, restituisce lo "
                    + "stesso indirizzo (200) e, quando è scaduto, prepara un carrello nuovo. Un avviso che ora non si può pagare dà 409 "
                    + "document-not-payable; un indirizzo di ritorno non previsto dall'ente, 422 return-url-not-allowed. Se il servizio di pagoPA "
                    + "rifiuta il carrello, 422 checkout-refused; se non risponde, 503 checkout-unavailable. L'indirizzo email serve solo alla "
                    + "pagina di pagamento e non è conservato."
            );
        v1.MapGet("/checkouts/{id}", ReadCheckout.Handle)
            .WithTags("Checkouts")
            .RequireScope(Scopes.CheckoutsRead, Covers.Own)
            .WithName("ReadCheckout")
            .WithSummary("Legge un pagamento sul web")
            .WithDescription(
                "Lo stato deriva dalle riscossioni registrate, mai dal ritorno del browser: resta open, in attesa di conferma, fino a mezz'ora dopo "
                    + "la scadenza del carrello, poi è unpaid. Una ricevuta che arriva più tardi lo rende comunque paid."
            );
    }
}
