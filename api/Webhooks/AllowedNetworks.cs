using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// The setting that lists the organization's own networks that deliveries may reach, in CIDR notation: one text with commas
/// (<c>10.20.0.0/16,fd12:3456::/32</c>) or a list. A caller with <c>webhooks:manage</c> can then make the program send requests there.
/// </summary>
internal static class AllowedNetworks
{
    /// <summary>The setting's name; the default is no network.</summary>
    public const string Setting = "Riscossione:Webhooks:AllowedNetworks";

    // A wider network than 10.0.0.0/8 or fc00::/7 is no organization's own.
    private const int MinPrefixV4 = 8;
    private const int MinPrefixV6 = 7;

    /// <summary>The networks of the setting, without those that are refused (<see cref="Errors"/>).</summary>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration) =>
        [.. Texts(configuration).Select(Parse).OfType<IPNetwork>()];

    /// <summary>The faults of the setting, in sentences for the administrator.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        from text in Texts(configuration)
        where Parse(text) is null
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{Setting} contiene «{text}»: serve una rete in notazione CIDR, con i bit dell'host a zero e un prefisso di almeno {MinPrefixV4} bit (IPv6: {MinPrefixV6}), per esempio 10.20.0.0/16."
        );

    private static IEnumerable<string> Texts(IConfiguration configuration) =>
        configuration
            .GetSection(Setting)
            .AsEnumerable()
            .Select(part => part.Value)
            .OfType<string>()
            .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IPNetwork? Parse(string text) =>
        text.Contains('/', StringComparison.Ordinal)
        && IPNetwork.TryParse(text, out var network)
        && string.Equals(network.ToString(), text, StringComparison.OrdinalIgnoreCase)
        && network.PrefixLength >= (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? MinPrefixV4 : MinPrefixV6)
            ? network
            : null;
}
