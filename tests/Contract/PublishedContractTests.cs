using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

public sealed class PublishedContractTests(ApiHost api) : IClassFixture<ApiHost>
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

    private static string Normalized(string text) => text.ReplaceLineEndings("\n").Trim();
}
