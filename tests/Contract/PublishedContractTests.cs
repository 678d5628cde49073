using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

public sealed partial class PublishedContractTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Stale =
        "The API has changed: run `dotnet msbuild openapi/publish.proj`, look at the difference, and commit it with the clients.";

    [Theory]
    [InlineData("/openapi/v1.json", "riscossione.v1.json")]
    [InlineData("/openapi/v1.oas31.json", "riscossione.v1.oas31.json")]
    [InlineData("/openapi/v1.postman.json", "riscossione.v1.postman.json")]
    public async Task The_program_serves_the_published_contract(string address, string file)
    {
        using var client = api.Client();
        var served = await client.GetStringAsync(address);

        Assert.True(Normalized(Repository.Text($"openapi/{file}")) == Normalized(served), Stale);
    }

    [Fact]
    public async Task The_reference_page_that_is_served_is_the_one_that_is_published()
    {
        using var client = api.Client();
        using var response = await client.GetAsync("/docs/reference");
        var served = await response.Content.ReadAsStringAsync();

        Assert.True(Normalized(Repository.Text("openapi/riscossione.v1.html")) == Normalized(served), Stale);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public void The_types_of_events_in_the_clients_and_in_the_guide_are_those_of_the_document()
    {
        var document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;
        var guide = Repository.Text("docs/webhooks.md");

        Assert.True(Repository.Text("sdk/csharp/Generated/EventTypes.g.cs") == EventWords.CSharp(document), Stale);
        Assert.True(Repository.Text("sdk/typescript/src/generated/event-types.ts") == EventWords.TypeScript(document), Stale);
        Assert.True(guide == EventWords.Page(document, guide), Stale);
    }

    [Fact]
    public void The_methods_of_the_C_sharp_client_are_the_operations_of_the_document()
    {
        var document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;
        var released = JsonNode.Parse(Repository.Text("openapi/released/riscossione.v1.json"))!;

        Assert.True(Repository.Text("sdk/csharp/Generated/Resources.g.cs") == CSharpClient.Resources(document), Stale);
        Assert.True(Repository.Text("sdk/csharp/Generated/FlatMethods.g.cs") == CSharpClient.FlatMethods(document, released), Stale);
        Assert.True(Repository.Text("sdk/csharp/Generated/JsonContext.g.cs") == CSharpClient.JsonContext(document), Stale);
        Assert.True(Repository.Text("sdk/csharp/Generated/KnownValues.g.cs") == CSharpValues.Write(document), Stale);
        Assert.True(Repository.Text("sdk/csharp/Generated/WebhookEvents.g.cs") == CSharpEvents.Write(document), Stale);
    }

    [Fact]
    public void The_methods_and_types_of_the_TypeScript_client_are_those_of_the_document()
    {
        var document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;
        var released = JsonNode.Parse(Repository.Text("openapi/released/riscossione.v1.json"))!;

        Assert.True(Repository.Text("sdk/typescript/src/generated/types.ts") == TypeScriptClient.Types(document), Stale);
        Assert.True(Repository.Text("sdk/typescript/src/generated/resources.ts") == TypeScriptClient.Resources(document), Stale);
        Assert.True(Repository.Text("sdk/typescript/src/generated/flat.ts") == TypeScriptClient.FlatMethods(document, released), Stale);
    }

    [Fact]
    public void No_two_operations_of_a_resource_give_the_clients_the_same_method()
    {
        var operations = TypeScriptOperation.All(JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!);
        var methods = operations
            .Select(one => $"{one.Resource}.{one.Name}")
            .Concat(operations.Where(one => one.ItemType is not null).Select(one => $"{one.Resource}.{one.NameOfAll}"))
            .ToList();

        Assert.Contains("PaymentDocuments.Issue", methods);
        Assert.Contains("PaymentDocuments.FindAll", methods);
        Assert.Equal(methods.Count, methods.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_link_of_the_reference_page_leads_somewhere_and_nothing_is_loaded_from_elsewhere()
    {
        var page = Page();
        var anchors = page.Descendants().Attributes("id").Select(id => $"#{id.Value}").ToList();
        var links = page.Descendants("a").Attributes("href").Select(href => href.Value).ToList();

        Assert.Equal(anchors.Count, anchors.Distinct().Count());
        Assert.Empty(links.Where(link => link.StartsWith('#')).Except(anchors));
        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")));
    }

    [Fact]
    public void No_heading_of_the_reference_page_skips_a_level()
    {
        var levels = Page()
            .Descendants()
            .Where(one => one.Name.LocalName is ['h', >= '1' and <= '6'])
            .Select(one => one.Name.LocalName[1] - '0');

        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.Equal(1, levels.First());
    }

    private static string Normalized(string text) => text.ReplaceLineEndings("\n").Trim();

    /// <summary>The page as XML, after closing HTML's void elements.</summary>
    private static XDocument Page()
    {
        var html = LeftOpen().Replace(Repository.Text("openapi/riscossione.v1.html"), "${element}/>");
        return XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
    }

    [GeneratedRegex("(?<element><(meta|br|wbr)\\b[^>]*)>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LeftOpen();
}
