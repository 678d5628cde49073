using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Accepts <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> only from the reverse proxies in <c>Riscossione:TrustedProxies</c> (addresses or
/// networks, separated by commas). Other clients could use the headers to evade address limits or to forge the host of links.
/// </summary>
internal static class TrustedProxies
{
    public const string Setting = "Riscossione:TrustedProxies";

    // ASP.NET Core's own switch (ASPNETCORE_FORWARDEDHEADERS_ENABLED) trusts every sender and runs before this middleware.
    private const string BelieveAllSetting = "ForwardedHeaders_Enabled";

    /// <summary>Faults of the list, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        [
            .. SettingList
                .Of(configuration, Setting)
                .Where(text => NetworkOf(text) is not { PrefixLength: > 0 })
                .Select(text =>
                    $"{Setting} contiene «{text}»: servono indirizzi o reti, per esempio 10.0.0.5 oppure 10.0.0.0/24, e mai tutte le reti."
                ),
            .. string.Equals(configuration[BelieveAllSetting], "true", StringComparison.OrdinalIgnoreCase)
                ? (string[])
                    [
                        $"{BelieveAllSetting} accetta da chiunque le intestazioni X-Forwarded-…: togliere la variabile "
                            + $"ASPNETCORE_FORWARDEDHEADERS_ENABLED ed elencare i reverse proxy in {Setting}.",
                    ]
                : [],
        ];

    /// <summary>The middleware. Runs first, so that all others see the client's address, scheme and host.</summary>
    public static void UseTrustedProxies(this WebApplication app, IConfiguration configuration)
    {
        var proxies = SettingList.Of(configuration, Setting);
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // Skips all listed proxies; the first unlisted address is the client's.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Select(NetworkOf).OfType<IPNetwork>())
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
