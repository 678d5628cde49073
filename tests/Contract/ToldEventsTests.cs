using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>What the document says of events, against their examples and those that really happened (openapi/examples).</summary>
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

    [Fact]
    public void Every_event_of_a_timeline_has_the_data_that_the_document_says_and_so_have_its_examples()
    {
        var recorded = JsonNode.Parse(Repository.Text("openapi/examples/ReadPaymentDocumentTimeline.json"))!;
        var told = recorded["answers"]!["200"]!["application/json"]!["items"]!.AsArray();
        var events = Document["x-timeline-events"]!.AsObject();
        var findings = new List<string>();
        foreach (var (type, one) in events)
        {
            ExampleFit.Check(Document, type, one!["schema"]!, one["example"], findings);
        }

        foreach (var one in told)
        {
            var type = (string)one!["type"]!;
            ExampleFit.Check(Document, $"{type} as told", events[type]!["schema"]!, one["data"], findings);
        }

        Findings.MustBeNone(findings);
    }
}
