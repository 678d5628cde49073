using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>Requirements of the published document beyond validity: descriptions, examples, errors, bounds.</summary>
internal static class DocumentRules
{
    // Bounded by their form: RFC 3339 dates and instants, and base64 within the body's limit.
    private static readonly string[] BoundedFormats = ["date", "date-time", "binary"];
    private static readonly string[] Bodiless = ["get", "delete"];

    /// <summary>What is missing, each with its place.</summary>
    public static IReadOnlyList<string> Findings(JsonObject document)
    {
        var operations =
            from path in document["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            from finding in Operation(verb.Key, verb.Value!).Select(finding => $"{verb.Key} {path.Key}: {finding}")
            select finding;
        var schemas = document["components"]!["schemas"]!.AsObject();
        var described =
            from schema in schemas
            from property in schema.Value!["properties"]?.AsObject() ?? []
            let target = (string?)property.Value!["$ref"] is { } reference ? schemas[reference.Split('/')[^1]] : property.Value
            where string.IsNullOrWhiteSpace((string?)target!["description"])
            select $"{schema.Key}.{property.Key}: no description";
        return [.. operations, .. described, .. Bounds(document, "")];
    }

    private static IEnumerable<string> Operation(string verb, JsonNode operation)
    {
        var answers = operation["responses"]!.AsObject();
        foreach (var name in new[] { "operationId", "summary", "description" }.Where(name => IsBlank(operation[name])))
        {
            yield return $"no {name}";
        }

        foreach (var parameter in (operation["parameters"]?.AsArray() ?? []).Where(parameter => IsBlank(parameter!["description"])))
        {
            yield return $"the parameter {parameter!["name"]} has no description";
        }

        foreach (var status in Expected(verb, operation).Where(status => answers[status] is null))
        {
            yield return $"no answer {status}";
        }

        if (!answers.Any(answer => answer.Key.StartsWith('2')))
        {
            yield return "no answer 2xx";
        }

        foreach (var (status, answer) in answers)
        {
            foreach (var finding in Answer(status, answer!))
            {
                yield return $"{status} {finding}";
            }
        }

        foreach (var (mediaType, media) in operation["requestBody"]?["content"]?.AsObject() ?? [])
        {
            if (!HasExample(mediaType, media!))
            {
                yield return $"no example of the request as {mediaType}";
            }
        }
    }

    /// <summary>The answers that every operation may give, depending on its input.</summary>
    private static IEnumerable<string> Expected(string verb, JsonNode operation)
    {
        var hasBody = operation["requestBody"] is not null;
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!).ToList();
        var names = parameters.Select(parameter => (string)parameter["name"]!).ToList();
        string[] always = ["500", "503", "default"];
        string[] secured = ["401", "403", "429"];
        string[] withBody = ["400", "413", "415", "422"];
        return
        [
            .. always,
            .. operation["security"] is null ? [] : secured,
            .. hasBody ? withBody : [],
            .. names.Count > 0 ? ["400"] : Array.Empty<string>(),
            .. parameters.Any(parameter => (string)parameter["in"]! == "path") ? ["404"] : Array.Empty<string>(),
            .. parameters.Any(parameter => (string)parameter["in"]! == "query") ? ["422"] : Array.Empty<string>(),
            .. names.Contains("If-Match") ? ["412"] : Array.Empty<string>(),
            .. Bodiless.Contains(verb) ? [] : new[] { "409" },
        ];
    }

    private static IEnumerable<string> Answer(string status, JsonNode answer)
    {
        if (IsBlank(answer["description"]))
        {
            yield return "has no description";
        }

        var contents = answer["content"]?.AsObject() ?? [];
        if (!status.StartsWith('2') && !contents.ContainsKey("application/problem+json"))
        {
            yield return "is no problem";
        }

        foreach (var (mediaType, media) in contents)
        {
            if (!HasExample(mediaType, media!))
            {
                yield return $"has no example as {mediaType}";
            }
        }
    }

    /// <summary>Checks every schema, that is every object with a type.</summary>
    private static IEnumerable<string> Bounds(JsonNode? node, string place) =>
        node switch
        {
            JsonArray list => list.SelectMany((item, at) => Bounds(item, $"{place}/{at}")),
            JsonObject record => record
                .Where(member => member.Key is not "example" and not "examples")
                .SelectMany(member => Bounds(member.Value, $"{place}/{member.Key}"))
                .Concat(Unbounded(record).Select(missing => $"{place}: no {missing}")),
            _ => [],
        };

    private static IEnumerable<string> Unbounded(JsonObject schema)
    {
        // A property may be named "type".
        var type = schema["type"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        string[] wanted = type switch
        {
            "string" when schema["enum"] is null && !BoundedFormats.Contains((string?)schema["format"]) => ["maxLength"],
            "array" => ["maxItems", "items"],
            "integer" or "number" => ["minimum", "maximum", "format"],
            "object" when schema["properties"] is not null => ["additionalProperties"],
            _ => [],
        };
        return wanted.Where(name => schema[name] is null);
    }

    private static bool HasExample(string mediaType, JsonNode media) =>
        CallRecorder.Binary.Contains(mediaType) || media["example"] is not null || media["examples"] is JsonObject { Count: > 0 };

    private static bool IsBlank(JsonNode? text) => string.IsNullOrWhiteSpace((string?)text);
}
