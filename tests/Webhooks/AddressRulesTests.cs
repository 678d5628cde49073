using System.Net;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.Extensions.Configuration;

namespace Lecce.Riscossione.Tests.Webhooks;

public class AddressRulesTests
{
    private static readonly AddressRules Production = new(AllowLoopback: false);
    private static readonly AddressRules Development = new(AllowLoopback: true);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Addresses_that_are_not_of_the_public_network_are_refused(string address) =>
        Assert.False(Production.MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2a00:1450:4002:410::200e")]
    public void Public_addresses_are_reached(string address) => Assert.True(Production.MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    public void Development_reaches_this_machine_and_nothing_else_that_is_private(string address, bool reached) =>
        Assert.Equal(reached, Development.MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.20.3.4", true)]
    [InlineData("10.21.3.4", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("fd12:3456::8", true)]
    [InlineData("fd13::8", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::ffff:10.20.3.4", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    public void Networks_that_the_installation_lists_are_reached_and_no_others(string address, bool reached) =>
        Assert.Equal(reached, Allowing("10.20.0.0/16,192.168.0.0/16", "fd12:3456::/32").MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.0/8", "127.0.0.1", true)]
    [InlineData("127.0.0.1/32", "127.0.0.2", false)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::/8", "::1", false)]
    [InlineData("169.254.0.0/16", "169.254.169.254", true)]
    [InlineData("168.0.0.0/7", "169.254.169.254", false)]
    [InlineData("168.0.0.0/8", "168.63.129.16", false)]
    [InlineData("168.63.129.16/32", "168.63.129.16", true)]
    [InlineData("100.64.0.0/10", "100.100.100.200", false)]
    [InlineData("100.64.0.0/10", "100.100.100.201", true)]
    [InlineData("fc00::/7", "fd00:ec2::254", false)]
    [InlineData("fc00::/7", "fd00:ec2::255", true)]
    public void Loopback_and_cloud_metadata_addresses_are_reached_only_when_they_are_listed_themselves(
        string network,
        string address,
        bool reached
    ) => Assert.Equal(reached, new AddressRules(AllowLoopback: false, [IPNetwork.Parse(network)]).MayReach(IPAddress.Parse(address)));

    [Fact]
    public void An_endpoint_on_an_allowed_network_still_needs_https()
    {
        var rules = Allowing("10.20.0.0/16");

        Assert.True(rules.Accepts(new Uri("https://10.20.3.4:8443/hook")));
        Assert.False(rules.Accepts(new Uri("http://10.20.3.4/hook")));
        Assert.False(rules.Accepts(new Uri("https://10.21.3.4/hook")));
    }

    [Theory]
    [InlineData("https://tributi.example/hook", true, true)]
    [InlineData("https://tributi.example:8443/hook?x=1", true, true)]
    [InlineData("http://tributi.example/hook", false, false)]
    [InlineData("http://localhost:5080/hook", false, true)]
    [InlineData("http://127.0.0.1:5080/hook", false, true)]
    [InlineData("https://127.0.0.1/hook", false, true)]
    [InlineData("https://10.0.0.1/hook", false, false)]
    [InlineData("https://[::1]/hook", false, true)]
    [InlineData("https://[fe80::1]/hook", false, false)]
    [InlineData("https://2130706433/hook", false, true)]
    [InlineData("https://user:secret@tributi.example/hook", false, false)]
    [InlineData("https://tributi.example/hook#here", false, false)]
    [InlineData("ftp://tributi.example/hook", false, false)]
    [InlineData("file:///etc/passwd", false, false)]
    public void Only_https_is_accepted_and_http_to_this_machine_in_development(string url, bool inProduction, bool inDevelopment)
    {
        Assert.Equal(inProduction, Production.Accepts(new Uri(url)));
        Assert.Equal(inDevelopment, Development.Accepts(new Uri(url)));
    }

    private static AddressRules Allowing(params string[] settings)
    {
        using var configuration = new ConfigurationManager();
        for (var index = 0; index < settings.Length; index++)
        {
            configuration[$"{AllowedNetworks.Setting}:{index}"] = settings[index];
        }

        Assert.Empty(AllowedNetworks.Errors(configuration));
        return new AddressRules(AllowLoopback: false, AllowedNetworks.Read(configuration));
    }
}
