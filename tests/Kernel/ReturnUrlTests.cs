using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Kernel;

public class ReturnUrlTests
{
    private const string Portal = "https://pagamenti.comune.lecce.example";

    [ReferenceFact]
    public void Every_address_of_the_reference_is_judged_as_it_says()
    {
        var rows = Reference.Rows("vectors/return_urls.tsv").ToList();

        Assert.All(rows, row => Assert.Equal((row[1], row[2] == "1"), (row[1], IsAllowed(row[0], row[1]))));
        Assert.Equal(15, rows.Count);
    }

    [Theory]
    [InlineData("/esito", "/esito", true)]
    [InlineData("/esito", "/esito/", true)]
    [InlineData("/esito/", "/esito/ok", true)]
    [InlineData("/esito/", "/esito", true)]
    [InlineData("", "/qualunque/cosa?x=/../", true)]
    [InlineData("/esito", "/Esito/ok", false)]
    [InlineData("/esito", "/esito/%2E%2E/admin", false)]
    [InlineData("/esito", "/esito/..%2fadmin", false)]
    [InlineData("/esito", "/esito/..%5cadmin", false)]
    [InlineData("/esito", "/esito/./ok", false)]
    [InlineData("/esito", "/esito/..", false)]
    [InlineData("/esito", "/esito/%zz", false)]
    [InlineData("/esito", "/esito/ok?x=%00", false)]
    [InlineData("/esito", "/esito/%252e%252e", false)]
    [InlineData("/esito", "/esito/ok?x=\"><b>", false)]
    [InlineData("/esito", "/esito/ok?nome=Niccol%C3%B2", true)]
    [InlineData("/esito", "/esito/\\..\\admin", false)]
    [InlineData("/esito", "/esito/ ok", false)]
    [InlineData("/esito", "/esito/\nok", false)]
    [InlineData("/esito", "/esito/è", false)]
    public void A_path_continues_its_prefix_by_whole_segments(string prefix, string path, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(Portal + prefix, Portal + path));

    [Theory]
    [InlineData("https://pagamenti.comune.lecce.example./esito")]
    [InlineData("https://pagamenti%2ecomune.lecce.example/esito")]
    [InlineData("https:pagamenti.comune.lecce.example/esito")]
    [InlineData("https:/pagamenti.comune.lecce.example/esito")]
    [InlineData("https:///pagamenti.comune.lecce.example/esito")]
    [InlineData("https:\\\\pagamenti.comune.lecce.example/esito")]
    [InlineData(" https://pagamenti.comune.lecce.example/esito")]
    [InlineData("https://:secret@pagamenti.comune.lecce.example/esito")]
    [InlineData("https://pagamenti.comune.lecce.example:0443x/esito")]
    [InlineData("data:text/html,esito")]
    [InlineData("")]
    public void Text_that_parsers_read_in_different_ways_is_no_address(string text) => Assert.False(ReturnUrl.TryParse(text, out _));

    [Fact]
    public void An_address_has_at_most_2048_characters()
    {
        var longest = $"{Portal}/{new string('a', ReturnUrl.MaxLength - Portal.Length - 1)}";

        Assert.True(ReturnUrl.TryParse(longest, out _));
        Assert.False(ReturnUrl.TryParse(longest + "a", out _));
    }

    [Theory]
    [InlineData("http://localhost:3000/esito", true)]
    [InlineData("http://127.0.0.1:3000/esito", true)]
    [InlineData("http://localhost.evil.example/esito", false)]
    [InlineData("http://10.0.0.1/esito", false)]
    public void Only_this_machine_may_be_addressed_over_http(string text, bool allowed)
    {
        Assert.Equal(allowed, ReturnUrl.TryParse(text, out var url));
        Assert.True(!allowed || url.IsPlainHttp);
    }

    [Theory]
    [InlineData("HTTPS://Pagamenti.Comune.Lecce.Example:443/Esito?x=1", "https://pagamenti.comune.lecce.example/Esito?x=1")]
    [InlineData("https://pagamenti.comune.lecce.example", "https://pagamenti.comune.lecce.example/")]
    [InlineData("https://pagamenti.comune.lecce.example:8443/a", "https://pagamenti.comune.lecce.example:8443/a")]
    [InlineData("https://pagamenti.comune.lecce.example/%41?y=%2f", "https://pagamenti.comune.lecce.example/%41?y=%2f")]
    public void The_text_is_normalized_up_to_the_path(string text, string normalized)
    {
        Assert.True(ReturnUrl.TryParse(text, out var url));
        Assert.Equal(normalized, url.ToString());
    }

    [Fact]
    public void The_host_of_a_prefix_may_be_in_any_script_and_an_address_is_in_punycode()
    {
        Assert.True(ReturnUrl.TryParsePrefix("https://perché.example/esito", out var prefix));
        Assert.True(ReturnUrl.TryParse("https://xn--perch-fsa.example/esito/ok", out var url));

        Assert.True(url.StartsWith(prefix));
        Assert.False(ReturnUrl.TryParse("https://perché.example/esito/ok", out _));
        Assert.False(ReturnUrl.TryParsePrefix($"{Portal}/esito?x=1", out _));
    }

    private static bool IsAllowed(string prefix, string text) =>
        ReturnUrl.TryParsePrefix(prefix, out var start) && ReturnUrl.TryParse(text, out var url) && url.StartsWith(start);
}
