using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>Whether a value fits a schema: types, required and known properties, bounds.</summary>
internal static class ExampleFit
{
    /// <summary>Follows a reference within the document.</summary>
    public static JsonNode Resolve(JsonObject document, JsonNode node) =>
        (string?)node["$ref"] is not { } reference
            ? node
            : reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode)document, (at, name) => at[name]!);

    /// <summary>Adds every misfit to the list.</summary>
    public static void Check(JsonObject document, string place, JsonNode schema, JsonNode? value, List<string> findings)
    {
        var rules = Resolve(document, schema);
        if (rules["allOf"]?[0] is { } only)
        {
            Check(document, place, only, value, findings);
            return;
        }

        if (value is null)
        {
            Expect((bool?)rules["nullable"] == true, place, "null", findings);
            return;
        }

        switch ((string?)rules["type"])
        {
            case "object" when value is JsonObject record:
                CheckRecord(document, place, rules, record, findings);
                break;
            case "array" when value is JsonArray list:
                Expect(list.Count <= (int)rules["maxItems"]!, place, "too many items", findings);
                list.ToList().ForEach(item => Check(document, place + "/-", rules["items"]!, item, findings));
                break;
            case "string" when value.GetValueKind() == JsonValueKind.String:
                Expect(((string)value!).Length <= ((int?)rules["maxLength"] ?? int.MaxValue), place, "too long", findings);
                break;
            case "integer" when value.GetValueKind() == JsonValueKind.Number:
                var number = value.GetValue<JsonElement>().GetInt64();
                Expect(number >= (long)rules["minimum"]! && number <= (long)rules["maximum"]!, place, "out of bounds", findings);
                break;
            case "boolean" when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
            case null:
                break;
            case var type:
                findings.Add($"{place}: {value.ToJsonString()} is no {type}");
                break;
        }
    }

    private static void CheckRecord(JsonObject document, string place, JsonNode rules, JsonObject record, List<string> findings)
    {
        foreach (var name in rules["required"]?.AsArray() ?? [])
        {
            Expect(record.ContainsKey((string)name!), place, $"{name} is missing", findings);
        }

        foreach (var (name, value) in record)
        {
            if (rules["properties"]?[name] is { } schema)
            {
                Check(document, $"{place}/{name}", schema, value, findings);
            }
            else
            {
                Expect(rules["additionalProperties"] is JsonObject || rules["properties"] is null, place, $"{name} is unknown", findings);
            }
        }
    }

    private static void Expect(bool condition, string place, string finding, List<string> findings)
    {
        if (!condition)
        {
            findings.Add($"{place}: {finding}");
        }
    }
}
