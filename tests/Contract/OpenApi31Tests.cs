using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The document in OpenAPI 3.1: its schemas are JSON Schema, by which a validator judges every example.</summary>
public sealed class OpenApi31Tests
{
    private static readonly JsonObject Document = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.oas31.json"))!.AsObject();

    [Fact]
    public void Every_type_of_event_is_a_webhook_with_schema_and_example()
    {
        var known = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!["x-webhooks"]!.AsObject().Select(one => one.Key);
        var webhooks = Document["webhooks"]!.AsObject();

        Assert.Equal(known, webhooks.Select(one => one.Key));
        Assert.All(
            webhooks,
            one =>
            {
                var body = one.Value!["post"]!["requestBody"]!["content"]!["application/json"]!;
                Assert.Equal(one.Key, (string?)body["example"]!["type"]);
                Assert.Equal("object", (string?)body["schema"]!["properties"]!["data"]!["type"]);
            }
        );
    }

    [Fact]
    public void Every_example_is_valid_by_its_schema()
    {
        var judged = Contents().Where(one => one.Media["example"] is not (null or JsonValue)).ToList();

        Assert.True(judged.Count > 100, $"{judged.Count} examples");
        Findings.MustBeNone(judged.SelectMany(one => Judge(one.Place, one.Media["schema"]!, one.Media["example"]!)));
    }

    [Fact]
    public void An_example_that_does_not_fit_is_found()
    {
        var body = Document["webhooks"]!["payment.recorded"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        var bent = body["example"]!.DeepClone();
        bent["timestamp"] = null;

        Assert.NotEmpty(Judge("payment.recorded", body["schema"]!, bent));
    }

    [Fact]
    public void No_word_of_OpenAPI_3_0_is_left() =>
        Assert.DoesNotContain(
            Schemas(Document),
            schema => schema["nullable"] is JsonValue || (schema["format"] as JsonValue)?.ToString() is "byte" or "binary"
        );

    [Fact]
    public void What_may_be_null_and_what_is_base64_are_said_as_in_JSON_Schema()
    {
        var old = JsonNode.Parse(
            """
            {
              "openapi": "3.0.4", "info": { "x-summary": "In breve", "termsOfService": "/docs/reference#condizioni" },
              "servers": [{ "url": "https://{host}", "variables": { "host": { "default": "ente.example" } } }],
              "externalDocs": { "url": "/docs" }, "x-webhooks": {},
              "components": { "schemas": { "One": {
                "properties": { "a": { "type": "string", "nullable": true }, "b": { "type": "string", "format": "byte" } },
                "example": { "type": "string", "nullable": true }
              } } }
            }
            """
        )!;

        var one = OpenApi31.Of(old)["components"]!["schemas"]!["One"]!;

        Assert.Equal("""["string","null"]""", one["properties"]!["a"]!["type"]!.ToJsonString());
        Assert.Equal("base64", (string?)one["properties"]!["b"]!["contentEncoding"]);
        Assert.True((bool?)one["example"]!["nullable"]);
        Assert.Equal("https://ente.example/docs", (string?)OpenApi31.Of(old)["externalDocs"]!["url"]);
    }

    private static IEnumerable<string> Judge(string place, JsonNode schema, JsonNode example)
    {
        // The dialect of OpenAPI 3.1; references lead into the components, which the schema carries along.
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(schema.DeepClone()),
            ["$defs"] = Document["components"]!["schemas"]!.DeepClone(),
        };
        var verdict = JsonSchema
            .FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))
            .Evaluate(JsonSerializer.SerializeToElement(example), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return verdict.IsValid
            ? []
            : verdict
                .Details!.Where(one => one.Errors is { Count: > 0 })
                .Select(one => $"{place} {one.InstanceLocation}: {JsonSerializer.Serialize(one.Errors)}");
    }

    private static IEnumerable<(string Place, JsonNode Media)> Contents() =>
        from part in (string[])["paths", "webhooks"]
        from path in Document[part]!.AsObject()
        from verb in path.Value!.AsObject()
        from body in verb.Value!["responses"]!
            .AsObject()
            .Select(answer => (Name: answer.Key, Body: answer.Value!))
            .Prepend((Name: "request", Body: verb.Value["requestBody"] ?? new JsonObject()))
        from media in body.Body["content"]?.AsObject() ?? []
        select ($"{verb.Value["operationId"]} {body.Name} {media.Key}", media.Value!);

    private static IEnumerable<JsonObject> Schemas(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.SelectMany(Schemas),
            JsonObject record => record
                .Where(one => one.Key is not ("example" or "value"))
                .SelectMany(one => Schemas(one.Value))
                .Prepend(record),
            _ => [],
        };
}
