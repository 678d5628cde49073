using System.Net;
using System.Net.Sockets;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Where deliveries may go. An endpoint's owner chooses the name, and its DNS the address: without this rule, a name that points inside
/// would make the gateway knock at the doors of its own network.
/// </summary>
/// <param name="AllowLoopback">Lets deliveries reach this machine, over http too: for development and tests only.</param>
internal sealed record AddressRules(bool AllowLoopback)
{
    /// <summary>The setting that gives <see cref="AllowLoopback"/>.</summary>
    public const string AllowLoopbackSetting = "Riscossione:Webhooks:AllowLoopback";

    // Everything that the IANA registry of special-purpose IPv4 addresses does not call globally reachable, and multicast.
    private static readonly IPNetwork[] ClosedV4 =
    [
        .. from network in (string[])
            [
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.88.99.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/3",
            ]
        select IPNetwork.Parse(network),
    ];

    // Only 2000::/3 is given out as global unicast: loopback, NAT64, unique local, link-local and multicast all lie outside of it.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Inside of it, what tunnels to an IPv4 address (Teredo, 6to4) or stands for examples.
    private static readonly IPNetwork[] ClosedV6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>True for an address of the public network, and for this machine where that is allowed.</summary>
    public bool MayReach(IPAddress address) =>
        // An IPv4 address in the clothes of IPv6 is asked for by nobody honest, and would pass by the rules of both.
        !address.IsIPv4MappedToIPv6 && (IsPublic(address) || (AllowLoopback && IPAddress.IsLoopback(address)));

    /// <summary>True when deliveries may be addressed to the URL as it is written; the addresses behind its name are checked at each connection.</summary>
    public bool Accepts(Uri url) =>
        url is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && AllowLoopback && url.IsLoopback))
        && (!IPAddress.TryParse(url.IdnHost, out var address) || MayReach(address));

    private static bool IsPublic(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(ClosedV4, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !Array.Exists(ClosedV6, network => network.Contains(address)),
            _ => false,
        };
}
