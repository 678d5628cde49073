using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>Compares the document's webhooks with recorded events (openapi/examples/FindEvents.json).</summary>
public sealed class ToldEventsTests
{
    private static readonly JsonObject Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!.AsObject();
    private static readonly JsonObject Webhooks = Document["x-webhooks"]!.AsObject();

    [Fact]
    public void Every_type_of_event_is_in_the_document() =>
        Assert.Equal(
            EventTypes.Known.Except([EventTypes.All]).Order(StringComparer.Ordinal),
            Webhooks.Select(webhook => webhook.Key).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_event_and_its_examples_have_the_documented_data()
    {
        var recorded = JsonNode.Parse(Repository.Text("openapi/examples/FindEvents.json"))!;
        var events = recorded["answers"]!["200"]!["application/json"]!["items"]!.AsArray();
        Assert.Equal(Webhooks.Count, events.Select(one => (string)one!["type"]!).Distinct().Count());

        var findings = new List<string>();
        foreach (var (type, webhook) in Webhooks)
        {
            var media = webhook!["post"]!["requestBody"]!["content"]!["application/json"]!;
            var data = media["schema"]!["properties"]!["data"]!;
            ExampleFit.Check(Document, type, media["schema"]!, media["example"], findings);
            foreach (var one in events.Where(one => (string)one!["type"]! == type))
            {
                ExampleFit.Check(Document, $"recorded {type}", data, one!["data"], findings);
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
