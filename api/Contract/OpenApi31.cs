using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>
/// Converts the document from OpenAPI 3.0 to 3.1, whose schemas are JSON Schema and which has a section for webhooks. Both say the same.
/// </summary>
internal static class OpenApi31
{
    private const string Version = "3.1.1";

    // Values, not descriptions of values: a form in an example has words of JSON Schema too.
    private static readonly string[] Data = ["example", "examples", "value"];

    public static JsonObject Of(JsonNode document)
    {
        var converted = (JsonObject)document.DeepClone();
        Convert(converted);
        converted["openapi"] = Version;
        var info = (JsonObject)converted["info"]!;
        Rename(info, "x-summary", "summary");
        Rename(converted, "x-webhooks", "webhooks");
        // 3.1 asks for absolute addresses.
        info["termsOfService"] = Absolute(document, info["termsOfService"]!);
        converted["externalDocs"]!["url"] = Absolute(document, converted["externalDocs"]!["url"]!);
        return converted;
    }

    private static void Rename(JsonObject record, string from, string to)
    {
        var value = record[from];
        record.Remove(from);
        record[to] = value;
    }

    private static string Absolute(JsonNode document, JsonNode path)
    {
        var server = document["servers"]!.AsArray().First(one => one!["variables"] is not null)!;
        var host = (string)server["variables"]!["host"]!["default"]!;
        return ((string)server["url"]!).Replace("{host}", host, StringComparison.Ordinal) + (string)path!;
    }

    private static void Convert(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
            {
                Convert(item);
            }
        }
        else if (node is JsonObject record)
        {
            ConvertSchema(record);
            foreach (
                var (_, part) in record.Where(part => part.Value is not null && !Data.Contains(part.Key, StringComparer.Ordinal)).ToList()
            )
            {
                Convert(part!);
            }
        }
    }

    private static void ConvertSchema(JsonObject schema)
    {
        if (schema["nullable"] is JsonValue nullable && schema["type"] is JsonValue type)
        {
            schema.Remove("nullable");
            if ((bool)nullable)
            {
                schema["type"] = new JsonArray((string)type!, "null");
            }
        }

        switch (schema["format"] is JsonValue format ? format.ToString() : null)
        {
            case "byte":
                schema.Remove("format");
                schema["contentEncoding"] = "base64";
                break;
            case "binary":
                // A body of bytes has no schema; its media type says what it is.
                schema.Remove("format");
                schema.Remove("type");
                break;
            default:
                break;
        }
    }
}
