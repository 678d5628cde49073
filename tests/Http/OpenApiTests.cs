using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Http;

public class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_operation_is_named_described_and_declares_its_problems()
    {
        using var client = host.Client();
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(verb => verb.Value!))
        {
            var name = (string?)operation["operationId"];
            Assert.False(string.IsNullOrEmpty(name));
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), name);
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]), name);
            Assert.NotNull(operation["responses"]!["default"]!["content"]!["application/problem+json"]);
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.NotNull(parameter!["description"]));
        }
    }

    [Fact]
    public async Task The_page_for_trying_needs_nothing_from_elsewhere()
    {
        using var client = host.Client();
        var page = await client.GetStringAsync("/docs/try/index.html");
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }
}
