using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>
/// Converts the document to a Postman collection (2.1), which Bruno and Insomnia read too: every operation in the folder of its tag, with the
/// recorded request and answers. The address and the key are variables.
/// </summary>
internal static partial class Collection
{
    private const string Format = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    public static JsonObject Of(JsonNode document)
    {
        var info = document["info"]!;
        return new JsonObject
        {
            ["info"] = new JsonObject
            {
                ["name"] = $"{info["title"]} {info["version"]}",
                ["description"] = (string?)info["description"],
                ["schema"] = Format,
            },
            ["auth"] = new JsonObject { ["type"] = "bearer", ["bearer"] = new JsonArray(Pair("token", "{{apiKey}}", "string")) },
            ["variable"] = new JsonArray(Pair("baseUrl", (string)document["servers"]![0]!["url"]!), Pair("apiKey", "")),
            ["item"] = new JsonArray([.. document["tags"]!.AsArray().Select(tag => Folder(document, tag!))]),
        };
    }

    private static JsonObject Folder(JsonNode document, JsonNode tag)
    {
        var operations =
            from path in document["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where (string?)method.Value!["tags"]![0] == (string?)tag["name"]
            select Item(path.Key, method.Key.ToUpperInvariant(), method.Value!);
        return new JsonObject { ["name"] = ((string)tag["description"]!).TrimEnd('.'), ["item"] = new JsonArray([.. operations]) };
    }

    private static JsonObject Item(string path, string method, JsonNode operation)
    {
        var body = (operation["requestBody"]?["content"]?.AsObject() ?? []).FirstOrDefault();
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(one => one!).ToList();
        var headers = parameters
            .Where(one => (string?)one["in"] == "header" && (bool?)one["required"] is true)
            .Select(one => Pair((string)one["name"]!, ExampleOf(one)));
        var request = new JsonObject
        {
            ["method"] = method,
            ["description"] = (string?)operation["description"],
            ["header"] = new JsonArray([.. body.Key is null ? headers : headers.Append(Pair("Content-Type", body.Key))]),
            ["url"] = Url(path, parameters),
        };
        if (operation["security"] is null)
        {
            request["auth"] = new JsonObject { ["type"] = "noauth" };
        }

        if (body is { Key: { } mediaType, Value: { } content } && content["example"] is { } example)
        {
            request["body"] = Body(mediaType, example);
        }

        return new JsonObject
        {
            ["name"] = (string?)operation["summary"],
            ["request"] = request,
            ["response"] = new JsonArray([.. Answers(operation["responses"]!.AsObject(), request)]),
        };
    }

    private static JsonObject Url(string path, IReadOnlyList<JsonNode> parameters)
    {
        // Postman writes a part of a path that varies as :name.
        var parts = path.Trim('/').Split('/').Select(part => Varying().Replace(part, ":${name}")).ToList();
        var query = parameters.Where(one => (string?)one["in"] == "query").ToList();
        var shown = query.Where(IsShown).Select(one => $"{one["name"]}={Uri.EscapeDataString(ExampleOf(one))}").ToList();
        return new JsonObject
        {
            ["raw"] = $"{{{{baseUrl}}}}/{string.Join('/', parts)}{(shown.Count > 0 ? "?" : "")}{string.Join('&', shown)}",
            ["host"] = new JsonArray("{{baseUrl}}"),
            ["path"] = new JsonArray([.. parts.Select(part => JsonValue.Create(part))]),
            ["query"] = new JsonArray([.. query.Select(Filter)]),
            ["variable"] = new JsonArray([.. parameters.Where(one => (string?)one["in"] == "path").Select(one => Explained(one))]),
        };
    }

    /// <summary>A filter is sent when the recorded call had it, or when the operation needs it.</summary>
    private static bool IsShown(JsonNode parameter) => parameter["example"] is not null || (bool?)parameter["required"] is true;

    private static JsonObject Filter(JsonNode parameter)
    {
        var filter = Explained(parameter);
        filter["disabled"] = !IsShown(parameter);
        return filter;
    }

    private static JsonObject Explained(JsonNode parameter)
    {
        var pair = Pair((string)parameter["name"]!, ExampleOf(parameter));
        pair["description"] = (string?)parameter["description"];
        return pair;
    }

    private static IEnumerable<JsonNode> Answers(JsonObject responses, JsonObject request) =>
        from answer in responses
        from content in answer.Value!["content"]?.AsObject() ?? []
        where content.Value!["example"] is not null
        select new JsonObject
        {
            ["name"] = $"{answer.Key}: {answer.Value!["description"]}",
            ["originalRequest"] = request.DeepClone(),
            ["code"] = int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture),
            ["header"] = new JsonArray(Pair("Content-Type", content.Key)),
            ["body"] = Text(content.Value["example"]!),
        };

    private static JsonObject Body(string mediaType, JsonNode example)
    {
        var language = mediaType.EndsWith("json", StringComparison.Ordinal) && example is not JsonValue ? "json" : "text";
        return new JsonObject
        {
            ["mode"] = "raw",
            ["raw"] = Text(example),
            ["options"] = new JsonObject { ["raw"] = new JsonObject { ["language"] = language } },
        };
    }

    private static string Text(JsonNode example) => example is JsonValue text ? text.ToString() : ContractFiles.Readable(example);

    private static string ExampleOf(JsonNode parameter) => parameter["example"]?.ToString() ?? "";

    private static JsonObject Pair(string key, string value, string? type = null)
    {
        var pair = new JsonObject { ["key"] = key, ["value"] = value };
        if (type is not null)
        {
            pair["type"] = type;
        }

        return pair;
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Varying();
}
