using Lecce.Riscossione.Tests.Host;
using YamlDotNet.Serialization;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>The file for the national catalogue of public software: publiccode.yml, version 0.</summary>
public class PublicCodeTests
{
    private static readonly IReadOnlyDictionary<string, object> Sheet = new DeserializerBuilder()
        .Build()
        .Deserialize<Dictionary<string, object>>(Repository.Text("publiccode.yml"));

    [Theory]
    [InlineData("publiccodeYmlVersion", "0")]
    [InlineData("name", "Lecce.Riscossione")]
    [InlineData("developmentStatus", "concept", "development", "beta", "stable", "obsolete")]
    [InlineData("softwareType", "standalone/backend", "standalone/web", "standalone/other")]
    [InlineData("legal/license", "EUPL-1.2")]
    [InlineData("organisation/uri", "urn:x-italian-pa:c_e506")]
    [InlineData("maintenance/type", "internal")]
    [InlineData("localisation/localisationReady", "true", "false")]
    public void A_mandatory_key_has_a_standard_value(string path, params string[] known) =>
        Assert.Contains(Assert.IsType<string>(At(path)), known);

    [Theory]
    [InlineData("platforms")]
    [InlineData("maintenance/contacts")]
    [InlineData("localisation/availableLanguages")]
    public void A_mandatory_list_is_not_empty(string path) => Assert.NotEmpty(Assert.IsType<List<object>>(At(path)));

    [Theory]
    [InlineData("it")]
    [InlineData("en")]
    public void The_descriptions_keep_to_their_lengths(string language)
    {
        Assert.InRange(Assert.IsType<string>(At($"description/{language}/shortDescription")).Length, 1, 150);
        Assert.InRange(Assert.IsType<string>(At($"description/{language}/longDescription")).Length, 150, 10_000);
        Assert.NotEmpty(Assert.IsType<List<object>>(At($"description/{language}/features")));
    }

    [Fact]
    public void The_address_is_an_absolute_https_one() =>
        Assert.Equal(Uri.UriSchemeHttps, new Uri(Assert.IsType<string>(At("url")), UriKind.Absolute).Scheme);

    private static object At(string path) =>
        path.Split('/').Aggregate((object)Sheet, (node, key) => node is Dictionary<object, object> map ? map[key] : Sheet[key]);
}
