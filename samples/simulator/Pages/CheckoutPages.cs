using Lecce.Riscossione.Samples.Simulator.Checkout;

namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>The payment page to which a cart leads.</summary>
internal static class CheckoutPages
{
    private const string Path = "/checkout/{cart}";

    public static void MapCheckoutPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Show);
        app.MapPost(Path, End);
    }

    private static IResult Show(string cart, Carts carts) =>
        carts.Find(cart) is not { } found ? Layout.NotFound()
        : found.State == CartState.Open ? Layout.Page("Pagamento", Choices(found))
        : Ended(found);

    private static async Task<IResult> End(string cart, HttpRequest request, Carts carts, EndCart end, CancellationToken cancellation)
    {
        if (carts.Find(cart) is not { } found)
        {
            return Layout.NotFound();
        }

        var form = await Forms.Read(request, cancellation);
        if (!Enum.TryParse<CartOutcome>(form["outcome"], ignoreCase: true, out var outcome) || !Enum.IsDefined(outcome))
        {
            return Layout.Page("Richiesta non valida", Markup.Of($"<p>Manca l'esito.</p>"), StatusCodes.Status400BadRequest);
        }

        await end.Run(found, outcome, cancellation);
        // An address without its scheme was accepted with the cart; only the return fails, as at the real service.
        return IsWebAddress(found.ReturnUrl) ? new Return(found.ReturnUrl!) : Ended(found);
    }

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static Markup Choices(Cart cart) =>
        Markup.Of(
            $"""
            <table>
              <caption>Avvisi da pagare</caption>
              <thead><tr><th scope="col">Avviso</th><th scope="col">Ente</th><th scope="col">Oggetto</th><th scope="col">Importo</th></tr></thead>
              <tbody>{cart.Request.PaymentNotices.Select(Row)}</tbody>
              <tfoot><tr><th scope="row" colspan="3">Totale</th><td>{Layout.Euro(cart.TotalCents)}</td></tr></tfoot>
            </table>
            <p>{Email(cart)} Il carrello scade il {Layout.Moment(cart.ExpiresAt)}.</p>
            <form method="post" class="choices">
              <button name="outcome" value="pay" class="main">Paga {Layout.Euro(cart.TotalCents)}</button>
              <button name="outcome" value="cancel">Annulla e torna al sito</button>
              <fieldset>
                <legend>Che cosa può andare storto</legend>
                <button name="outcome" value="refuse">La carta è rifiutata</button>
                <button name="outcome" value="wait">Il pagamento è preso in carico</button>
                <button name="outcome" value="close">Paga e chiude la pagina senza tornare</button>
              </fieldset>
            </form>
            """
        );

    private static Markup Email(Cart cart) =>
        cart.Request.EmailNotice is { } email ? Markup.Of($"L'esito andrebbe a {email}.") : Markup.Of($"Il sito non ha indicato un'email.");

    private static Markup Row(CartNotice notice) =>
        Markup.Of(
            $"""
            <tr><td>{Layout.NoticeNumber(
                notice.NoticeNumber
            )}</td><td>{notice.CompanyName}</td><td>{notice.Description}</td><td>{Layout.Euro(notice.Amount)}</td></tr>
            """
        );

    private static IResult Ended(Cart cart)
    {
        var (title, text) = cart.State switch
        {
            CartState.Paid => ("Pagamento effettuato", "L'ente ha ricevuto la ricevuta."),
            CartState.Cancelled => ("Pagamento annullato", "Nulla è stato pagato."),
            CartState.Waiting => ("Pagamento preso in carico", "L'esito arriverà all'ente in seguito."),
            CartState.Closed => (
                "Pagamento effettuato",
                "Il cittadino ha chiuso la pagina senza tornare al sito: questa pagina si può chiudere."
            ),
            CartState.Expired => ("Sessione scaduta", "Sono passati dieci minuti: nulla è stato pagato."),
            _ => ("Pagamento non riuscito", "Nulla è stato pagato."),
        };
        var back =
            cart.ReturnUrl is null ? Markup.Empty
            : IsWebAddress(cart.ReturnUrl) ? Markup.Of($"""<p><a href="{cart.ReturnUrl}">Torna al sito dell'ente</a></p>""")
            : Markup.Of($"<p>Non si può tornare al sito: l'indirizzo di ritorno «{cart.ReturnUrl}» non è completo.</p>");
        return Layout.Page(title, Markup.Of($"""<p role="status">{text}</p>{back}"""));
    }

    /// <summary>See Other, with the address exactly as the creditor wrote it.</summary>
    private sealed class Return(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
