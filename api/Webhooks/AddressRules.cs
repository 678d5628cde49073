using System.Net;
using System.Net.Sockets;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Where deliveries may go. An endpoint's owner chooses the name, and its DNS the address: without this rule, a name that points inside
/// would make the program send requests into its own network. The rule is asked again for every connection, after the name is resolved.
/// </summary>
/// <param name="AllowLoopback">Lets deliveries reach this machine, over http too: for development and tests only.</param>
/// <param name="Allowed">Networks of the organization that deliveries may reach besides the public one (<see cref="AllowedNetworks"/>).</param>
internal sealed record AddressRules(bool AllowLoopback, IReadOnlyList<IPNetwork>? Allowed = null)
{
    /// <summary>The setting that gives <see cref="AllowLoopback"/>.</summary>
    public const string AllowLoopbackSetting = "Riscossione:Webhooks:AllowLoopback";

    // Everything that the IANA registry of special-purpose IPv4 addresses does not call globally reachable, multicast, and the address from
    // which machines in Azure read their configuration.
    private static readonly IPNetwork[] ClosedV4 =
    [
        .. from network in (string[])
            [
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "168.63.129.16/32",
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

    // Only 2000::/3 is given out as global unicast: loopback, NAT64, unique local, link-local and multicast are all outside of it.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Inside of it, what tunnels to an IPv4 address (Teredo, 6to4) or stands for examples.
    private static readonly IPNetwork[] ClosedV6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    // A wider network that contains one of these does not open it: this machine, link-local addresses, which cloud machines ask for their
    // credentials (169.254.169.254), and the addresses outside of them that serve the same purpose.
    private static readonly IPNetwork[] OnlyByName =
    [
        .. from network in (string[])
            [
                "0.0.0.0/8",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "100.100.100.200/32",
                "168.63.129.16/32",
                "192.0.0.192/32",
                "224.0.0.0/3",
                "::/127",
                "fe80::/10",
                "fd00:ec2::254/128",
                "fd20:ce::254/128",
                "ff00::/8",
            ]
        select IPNetwork.Parse(network),
    ];

    /// <summary>True for an address of the public network, of an allowed network, and for this machine where that is allowed.</summary>
    public bool MayReach(IPAddress address) =>
        // An IPv4 address written as IPv6 would pass by the rules of both.
        !address.IsIPv4MappedToIPv6 && (IsPublic(address) || IsAllowed(address) || (AllowLoopback && IPAddress.IsLoopback(address)));

    /// <summary>True when deliveries may be addressed to the URL as it is written; the addresses of its name are checked at each connection.</summary>
    public bool Accepts(Uri url) =>
        url is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && AllowLoopback && url.IsLoopback))
        && (!IPAddress.TryParse(url.IdnHost, out var address) || MayReach(address));

    private bool IsAllowed(IPAddress address)
    {
        var narrowest = Array.Find(OnlyByName, network => network.Contains(address));
        return (Allowed ?? []).Any(network =>
            network.Contains(address)
            && (narrowest == default || (narrowest.Contains(network.BaseAddress) && network.PrefixLength >= narrowest.PrefixLength))
        );
    }

    private static bool IsPublic(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(ClosedV4, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !Array.Exists(ClosedV6, network => network.Contains(address)),
            _ => false,
        };
}
