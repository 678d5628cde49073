using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>
/// A schema of an OpenAPI document that pagoPA publishes, for tests that need the reference data. Properties that the document does not have are
/// misfits too. Date-times may lack a zone, as in its examples.
/// </summary>
internal sealed partial class OfficialApi(string file)
{
    private readonly JsonNode document = JsonNode.Parse(File.ReadAllText(Reference.PathOf($"pagopa/openapi/{file}")))!;

    /// <summary>What of a JSON text does not fit a schema, by its name.</summary>
    public IReadOnlyList<string> Misfits(string schema, string json)
    {
        List<string> found = [];
        Check(document["components"]!["schemas"]![schema]!, JsonNode.Parse(json), "", found);
        return found;
    }

    private void Check(JsonNode schema, JsonNode? value, string at, List<string> found)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check(reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!), value, at, found);
            return;
        }

        switch (((string?)schema["type"], value?.GetValueKind()))
        {
            case ("object", JsonValueKind.Object):
                CheckObject(schema, value!.AsObject(), at, found);
                break;
            case ("array", JsonValueKind.Array):
                var list = value!.AsArray();
                Expect(list.Count >= ((int?)schema["minItems"] ?? 0), at, "too few items", found);
                Expect(list.Count <= ((int?)schema["maxItems"] ?? int.MaxValue), at, "too many items", found);
                foreach (var item in list)
                {
                    Check(schema["items"]!, item, $"{at}/-", found);
                }

                break;
            case ("string", JsonValueKind.String):
                CheckText(schema, (string)value!, at, found);
                break;
            case ("integer", JsonValueKind.Number):
                var isWhole = value!.AsValue().TryGetValue(out long number);
                Expect(isWhole && number >= ((long?)schema["minimum"] ?? long.MinValue), at, "out of range", found);
                Expect((string?)schema["format"] != "int32" || number == (int)number, at, "no int32", found);
                break;
            case ("number", JsonValueKind.Number):
                break;
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
                break;
            case var (type, kind):
                found.Add($"{at}: {kind} is no {type}");
                break;
        }
    }

    private void CheckObject(JsonNode schema, JsonObject value, string at, List<string> found)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            Expect(value.ContainsKey((string)name!), at, $"{name} is missing", found);
        }

        foreach (var (name, member) in value)
        {
            if (schema["properties"]?[name] is { } known)
            {
                Check(known, member, $"{at}/{name}", found);
            }
            else
            {
                found.Add($"{at}: {name} is unknown");
            }
        }
    }

    private static void CheckText(JsonNode schema, string value, string at, List<string> found)
    {
        Expect(value.Length >= ((int?)schema["minLength"] ?? 0), at, "too short", found);
        Expect(value.Length <= ((int?)schema["maxLength"] ?? int.MaxValue), at, "too long", found);
        Expect(
            schema["enum"] is not JsonArray words || words.Any(word => (string?)word == value),
            at,
            $"{value} is no word of the list",
            found
        );
        var fits = (string?)schema["format"] switch
        {
            "date-time" => DateTime().IsMatch(value),
            "uri" => Uri.TryCreate(value, UriKind.Absolute, out _),
            "email" => value.Contains('@', StringComparison.Ordinal),
            _ => true,
        };
        Expect(fits, at, $"{value} is no {(string?)schema["format"]}", found);
    }

    private static void Expect(bool condition, string at, string misfit, List<string> found)
    {
        if (!condition)
        {
            found.Add($"{at}: {misfit}");
        }
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateTime();
}
