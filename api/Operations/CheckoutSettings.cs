using Lecce.Riscossione.Api.Channels.PagoPa;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings of the payment page of pagoPA, and their faults.</summary>
internal static class CheckoutSettings
{
    public const string Hosts = "Riscossione:PagoPa:Checkout:HostSuffixes";

    /// <summary>Faults of these settings, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment)
    {
        foreach (var error in ServiceAddress.Checkout.Errors(configuration, isDevelopment))
        {
            yield return error;
        }

        var isOn = ServiceAddress.Checkout.Find(configuration) is not null;
        foreach (var host in configuration.GetSection(Hosts).GetChildren())
        {
            if (!isOn && host.Value is { Length: > 0 })
            {
                yield return ServiceAddress.Checkout.Idle(host.Path);
            }
            else if (isOn && Uri.CheckHostName(host.Value) != UriHostNameType.Dns)
            {
                yield return $"{host.Path} vale «{host.Value}»: serve il nome di un host, per esempio {CheckoutOptions.UsualHostSuffix}.";
            }
        }
    }
}
