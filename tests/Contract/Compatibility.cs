using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>
/// Finds changes that break a client of an earlier document. Requests may only accept more, answers may only promise more.
/// </summary>
internal sealed class Compatibility
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly JsonNode before;
    private readonly JsonNode after;
    private readonly List<string> breaks = [];
    private readonly HashSet<string> compared = new(StringComparer.Ordinal);

    private Compatibility(JsonNode before, JsonNode after)
    {
        this.before = before;
        this.after = after;
    }

    /// <summary>Every breaking change, with its place.</summary>
    public static IReadOnlyList<string> Breaks(JsonNode before, JsonNode after)
    {
        var comparison = new Compatibility(before, after);
        comparison.ComparePaths();
        return comparison.breaks;
    }

    private void ComparePaths()
    {
        foreach (var (path, methods) in Members(before["paths"]))
        {
            foreach (var (method, operation) in Members(methods).Where(member => Methods.Contains(member.Key, StringComparer.Ordinal)))
            {
                var place = $"{method.ToUpperInvariant()} {path}";
                if (after["paths"]?[path]?[method] is { } now)
                {
                    CompareOperation(place, operation!, now);
                }
                else
                {
                    breaks.Add($"{place}: the operation is gone");
                }
            }
        }
    }

    private void CompareOperation(string place, JsonNode was, JsonNode now)
    {
        if ((string?)was["operationId"] != (string?)now["operationId"])
        {
            breaks.Add($"{place}: operationId changed, and with it the name in the SDKs");
        }

        CompareParameters(place, was, now);
        CompareRequest(place, was["requestBody"], now["requestBody"]);
        foreach (var (status, answer) in Members(was["responses"]))
        {
            if (now["responses"]?[status] is not { } answerNow)
            {
                breaks.Add($"{place}: answer {status} is gone");
                continue;
            }

            foreach (var (type, content) in Members(Resolve(before, answer)["content"]))
            {
                if (Resolve(after, answerNow)["content"]?[type] is { } contentNow)
                {
                    CompareSchema($"{place} answer {status}", content!["schema"], contentNow["schema"], isRequest: false);
                }
                else
                {
                    breaks.Add($"{place}: answer {status} no longer comes as {type}");
                }
            }
        }
    }

    private void CompareParameters(string place, JsonNode was, JsonNode now)
    {
        var parametersNow = Parameters(after, now);
        var parametersWere = Parameters(before, was);
        foreach (var (name, parameter) in parametersWere)
        {
            if (!parametersNow.TryGetValue(name, out var parameterNow))
            {
                breaks.Add($"{place}: parameter {name} is gone");
                continue;
            }

            if (!IsRequired(parameter) && IsRequired(parameterNow))
            {
                breaks.Add($"{place}: parameter {name} became required");
            }

            CompareSchema($"{place} parameter {name}", parameter["schema"], parameterNow["schema"], isRequest: true);
        }

        breaks.AddRange(
            parametersNow
                .Where(parameter => IsRequired(parameter.Value) && !parametersWere.ContainsKey(parameter.Key))
                .Select(parameter => $"{place}: new required parameter {parameter.Key}")
        );
    }

    private void CompareRequest(string place, JsonNode? was, JsonNode? now)
    {
        if (now is not null && IsRequired(Resolve(after, now)) && (was is null || !IsRequired(Resolve(before, was))))
        {
            breaks.Add($"{place}: a body became required");
        }

        foreach (var (type, content) in Members(was is null ? null : Resolve(before, was)["content"]))
        {
            if (now is not null && Resolve(after, now)["content"]?[type] is { } contentNow)
            {
                CompareSchema($"{place} body", content!["schema"], contentNow["schema"], isRequest: true);
            }
            else
            {
                breaks.Add($"{place}: a body of {type} is no longer accepted");
            }
        }
    }

    private void CompareSchema(string place, JsonNode? was, JsonNode? now, bool isRequest)
    {
        if (was is null || now is null)
        {
            return;
        }

        if ((string?)was["$ref"] is { } reference && !compared.Add($"{reference} {(string?)now["$ref"]} {isRequest}"))
        {
            return;
        }

        was = Resolve(before, was);
        now = Resolve(after, now);
        SchemaRules.Compare(place, was, now, isRequest, breaks);
        foreach (var (name, property) in Members(was["properties"]))
        {
            if (now["properties"]?[name] is { } propertyNow)
            {
                CompareSchema($"{place}/{name}", property, propertyNow, isRequest);
            }
            else
            {
                breaks.Add($"{place}: property {name} is gone");
            }
        }

        CompareSchema($"{place}/*", was["items"], now["items"], isRequest);
    }

    private static Dictionary<string, JsonNode> Parameters(JsonNode document, JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? [])
            .Select(parameter => Resolve(document, parameter))
            .ToDictionary(parameter => $"{parameter["in"]}:{parameter["name"]}", StringComparer.OrdinalIgnoreCase);

    private static bool IsRequired(JsonNode node) => (bool?)node["required"] is true;

    private static JsonNode Resolve(JsonNode document, JsonNode? node)
    {
        // The generator wraps a reference with other keywords as the only member of allOf.
        var target = (string?)node?["$ref"] ?? (node?["allOf"] is JsonArray { Count: 1 } all ? (string?)all[0]?["$ref"] : null);
        return target is null
            ? node ?? new JsonObject()
            : target.TrimStart('#', '/').Split('/').Aggregate(document, (place, name) => place[name]!);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node?.AsObject() ?? [];
}
