using Lecce.Riscossione.Api.Channels.PagoPa;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The address of a service of pagoPA and the key of the subscription to it, two settings that need each other.</summary>
/// <param name="Section">The section of both settings.</param>
/// <param name="Example">A right address.</param>
/// <param name="WithoutKey">What the service does without a key, in Italian.</param>
internal sealed record ServiceAddress(string Section, string Example, string WithoutKey)
{
    /// <summary>The page on which carts are paid.</summary>
    public static readonly ServiceAddress Checkout = new(
        CheckoutOptions.Section,
        "https://api.platform.pagopa.it/checkout/ec/v2",
        "il servizio di pagoPA rifiuta ogni carrello"
    );

    /// <summary>The service of receipts ("Biz Events").</summary>
    public static readonly ServiceAddress BizEvents = new(
        BizEventsOptions.Section,
        "https://api.platform.pagopa.it/bizevents/service/v1",
        "il servizio di pagoPA non dà nessuna ricevuta"
    );

    /// <summary>The archive of notices (ACA).</summary>
    public static readonly ServiceAddress Aca = new(
        AcaOptions.Section,
        "https://api.platform.pagopa.it/aca/debt-positions-service/v1",
        "l'archivio di pagoPA rifiuta ogni avviso"
    );

    /// <summary>The setting with the address; without it the service is not used.</summary>
    public string Address => $"{Section}:BaseUrl";

    /// <summary>The setting with the key.</summary>
    public string Key => $"{Section}:SubscriptionKey";

    /// <summary>The address; null when the service is not used.</summary>
    public string? Find(IConfiguration configuration) => configuration[Address] is { Length: > 0 } text ? text : null;

    /// <summary>Faults of both settings, one sentence each, with the remedy.</summary>
    public IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment)
    {
        if (Find(configuration) is not { } text)
        {
            if (configuration[Key] is { Length: > 0 })
            {
                yield return Idle(Key);
            }

            yield break;
        }

        var isLocal = isDevelopment && Uri.TryCreate(text, UriKind.Absolute, out var local) && local.IsLoopback;
        if (!IsAddress(text, isLocal))
        {
            yield return $"{Address} vale «{text}»: serve un indirizzo https senza credenziali, query né frammento, per esempio "
                + $"{Example}{(isDevelopment ? ", oppure http su questa macchina" : "")}.";
        }
        else if (!isLocal && configuration[Key] is not { Length: > 0 })
        {
            yield return $"{Address} non basta: senza {Key}, la chiave di sottoscrizione, {WithoutKey}.";
        }
    }

    /// <summary>The fault of a setting that is given without the address.</summary>
    public string Idle(string setting) =>
        $"{setting} non ha effetto senza {Address}: impostare anche l'indirizzo del servizio, o togliere l'impostazione.";

    private static bool IsAddress(string text, bool isLocal) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { UserInfo: "", Query: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (isLocal && url.Scheme == Uri.UriSchemeHttp));
}
