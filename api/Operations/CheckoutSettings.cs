using Lecce.Riscossione.Api.Channels.PagoPa;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings of the payment page of pagoPA, and their faults.</summary>
internal static class CheckoutSettings
{
    public const string Address = "Riscossione:PagoPa:Checkout:BaseUrl";
    public const string Key = "Riscossione:PagoPa:Checkout:SubscriptionKey";
    public const string Hosts = "Riscossione:PagoPa:Checkout:HostSuffixes";

    /// <summary>Faults of these settings, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment)
    {
        var hosts = configuration.GetSection(Hosts).GetChildren().ToList();
        if (configuration[Address] is not { Length: > 0 } text)
        {
            foreach (var name in (string[])[Key, .. hosts.Select(host => host.Path)])
            {
                if (configuration[name] is { Length: > 0 })
                {
                    yield return $"{name} non ha effetto senza {Address}: impostare anche l'indirizzo del servizio, o togliere l'impostazione.";
                }
            }

            yield break;
        }

        var isLocal = isDevelopment && Uri.TryCreate(text, UriKind.Absolute, out var local) && local.IsLoopback;
        if (!IsAddress(text, isLocal))
        {
            yield return $"{Address} vale «{text}»: serve un indirizzo https senza credenziali, query né frammento, per esempio "
                + $"https://api.platform.pagopa.it/checkout/ec/v2{(isDevelopment ? ", oppure http su questa macchina" : "")}.";
        }
        else if (!isLocal && configuration[Key] is not { Length: > 0 })
        {
            yield return $"{Address} non basta: senza {Key}, la chiave di sottoscrizione, il servizio di pagoPA rifiuta ogni carrello.";
        }

        foreach (var host in hosts.Where(host => Uri.CheckHostName(host.Value) != UriHostNameType.Dns))
        {
            yield return $"{host.Path} vale «{host.Value}»: serve il nome di un host, per esempio {CheckoutOptions.UsualHostSuffix}.";
        }
    }

    private static bool IsAddress(string text, bool isLocal) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { UserInfo: "", Query: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (isLocal && url.Scheme == Uri.UriSchemeHttp));
}
