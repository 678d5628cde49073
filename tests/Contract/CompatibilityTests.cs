using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

public class CompatibilityTests
{
    private const string Document = """
        {
          "paths": { "/things/{id}": { "post": {
            "operationId": "ChangeThing",
            "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "maxLength": 26 } },
                            { "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 200 } } ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Request" } } } },
            "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                           "404": { "content": {} } } } } },
          "components": { "schemas": {
            "Request": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string", "maxLength": 70 }, "kind": { "type": "string", "enum": ["F", "G"] },
                "parts": { "type": "array", "maxItems": 5, "items": { "$ref": "#/components/schemas/Thing" } } } },
            "Thing": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string" }, "cents": { "type": "integer", "format": "int64" } } } } }
        }
        """;

    // Deliberate differences from the released document.
    private static readonly string[] Corrections =
    [
        // No document has another year, so such a batch was always refused as empty.
        "POST /v1/notice-batches body/year: maximum fell from 2999 to 2100",
        "POST /v1/notice-batches body/year: minimum rose from 1900 to 1950",
        // Installments are counted from 1: another one was never found.
        "GET /v1/payment-documents/{id}/notice parameter query:installment: minimum rose from -2147483647 to 1",
        // Archives come in parts: a broken download repeats one, and no longer asks for a range.
        "GET /v1/notice-batches/{id}/zip: answer 206 is gone",
    ];

    [Fact]
    public void The_contract_breaks_no_client_of_the_released_version()
    {
        var released = JsonNode.Parse(Repository.Text("openapi/released/riscossione.v1.json"))!;
        var current = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;

        Findings.MustBeNone(Compatibility.Breaks(released, current).Except(Corrections, StringComparer.Ordinal));
    }

    [Fact]
    public void An_unchanged_contract_breaks_no_client() => Findings.MustBeNone(Compatibility.Breaks(Parsed(), Parsed()));

    [Theory]
    [InlineData("\"ChangeThing\"", "\"EditThing\"", "operationId changed")]
    [InlineData("\"post\"", "\"put\"", "the operation is gone")]
    [InlineData("\"404\"", "\"410\"", "answer 404 is gone")]
    [InlineData("\"name\": \"limit\"", "\"name\": \"most\"", "parameter query:limit is gone")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "parameter query:limit became required")]
    [InlineData("\"maximum\": 200", "\"maximum\": 100", "maximum fell from 200 to 100")]
    [InlineData("\"minimum\": 1,", "\"minimum\": 2,", "minimum rose from 1 to 2")]
    [InlineData("\"maxLength\": 70", "\"maxLength\": 35", "maxLength fell from 70 to 35")]
    [InlineData("[\"F\", \"G\"]", "[\"F\"]", "the value G is no longer accepted")]
    [InlineData("[\"name\"]", "[\"name\", \"kind\"]", "property kind became required")]
    [InlineData("\"name\": { \"type\": \"string\", ", "\"name\": { \"type\": \"string\", \"pattern\": \"^a\", ", "the pattern changed")]
    [InlineData("\"kind\": {", "\"sort\": {", "property kind is gone")]
    [InlineData("[\"id\"]", "[]", "property id is no longer always there")]
    [InlineData("\"int64\"", "\"int32\"", "format changed from int64 to int32")]
    [InlineData("\"id\": { \"type\": \"string\" }", "\"id\": { \"type\": \"string\", \"nullable\": true }", "may now be null")]
    public void A_breaking_change_is_reported(string was, string becomes, string said)
    {
        Assert.Contains(was, Document, StringComparison.Ordinal);
        var changed = JsonNode.Parse(Document.Replace(was, becomes, StringComparison.Ordinal))!;

        Assert.Contains(Compatibility.Breaks(Parsed(), changed), found => found.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"maximum\": 200", "\"maximum\": 500")]
    [InlineData("\"maxLength\": 70", "\"maxLength\": 140")]
    [InlineData("[\"F\", \"G\"]", "[\"F\", \"G\", \"X\"]")]
    [InlineData("\"kind\": {", "\"note\": { \"type\": \"string\" }, \"kind\": {")]
    [InlineData("\"404\"", "\"409\": { \"content\": {} }, \"404\"")]
    public void Additions_break_no_client(string was, string becomes)
    {
        Assert.Contains(was, Document, StringComparison.Ordinal);
        var changed = JsonNode.Parse(Document.Replace(was, becomes, StringComparison.Ordinal))!;

        Findings.MustBeNone(Compatibility.Breaks(Parsed(), changed));
    }

    private static JsonNode Parsed() => JsonNode.Parse(Document)!;
}
