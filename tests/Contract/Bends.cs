using System.Globalization;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The document's verdict on a request that differs from a valid one in one place.</summary>
internal enum Verdict
{
    /// <summary>Refused, with the pointer of that place.</summary>
    Refused,

    /// <summary>Within its bounds: not refused for type, length, size or range.</summary>
    WithinBounds,

    /// <summary>Accepted in that place.</summary>
    Taken,
}

/// <summary>A body that differs from a valid one in one place.</summary>
internal sealed record Bend(JsonNode Body, string Pointer, string What, Verdict Verdict);

/// <summary>Varies a valid body in every place of its schema: beyond each bound, at the bound, null, absent, of another type.</summary>
internal sealed class Bends(JsonNode document)
{
    private const int MaxDepth = 5;
    private static readonly string[] Formats = ["date", "date-time", "byte", "uri"];

    /// <summary>The schema members varied so far: <c>Debtor.fullName</c>.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Every variation of a valid body.</summary>
    public IEnumerable<Bend> Of(JsonNode schema, JsonNode body) => Members(schema, body, "", 0);

    /// <summary>The members of a schema at every depth, named as in <see cref="Seen"/>.</summary>
    public IEnumerable<string> MembersOf(JsonNode schema, int depth = 0)
    {
        var resolved = Resolve(schema);
        return depth > MaxDepth || resolved["properties"] is not JsonObject properties
            ? []
            : properties.SelectMany(one =>
                MembersOf(Resolve(one.Value!)["items"] ?? one.Value!, depth + 1).Prepend($"{NameOf(schema)}.{one.Key}")
            );
    }

    /// <summary>Values just beyond each bound of a schema, and of other types.</summary>
    public static IEnumerable<(string What, JsonNode? Value)> Beyond(JsonNode member)
    {
        switch ((string?)member["type"])
        {
            case "string":
                if ((int?)member["maxLength"] is { } max && (string?)member["format"] is not "byte")
                {
                    yield return ("too long", JsonValue.Create(new string('1', max + 1)));
                }

                if ((int?)member["minLength"] is > 0 and var min)
                {
                    yield return ("too short", JsonValue.Create(new string('1', min - 1)));
                }

                if (Formats.Contains((string?)member["format"], StringComparer.Ordinal))
                {
                    yield return ("of another format", JsonValue.Create("domani!"));
                }

                if ((string?)member["format"] is "date")
                {
                    yield return ("a day that no month has", JsonValue.Create("2026-02-30"));
                    yield return ("a date with a time", JsonValue.Create("2026-12-16T00:00:00Z"));
                }

                if ((string?)member["format"] is "date-time")
                {
                    yield return ("a date without a time", JsonValue.Create("2026-11-23"));
                    yield return ("a time of no place", JsonValue.Create("2026-11-23T10:00:00"));
                }

                if (Words(member) is not null)
                {
                    yield return ("not listed", JsonValue.Create("x"));
                }

                yield return ("a number", JsonValue.Create(7));
                yield return ("an object", new JsonObject());
                break;
            case "integer":
                if (member["maximum"] is { } maximum)
                {
                    yield return ("too great", JsonValue.Create(Number(maximum) + 1));
                }

                if (member["minimum"] is { } minimum)
                {
                    yield return ("too small", JsonValue.Create(Number(minimum) - 1));
                }

                yield return ("a text", JsonValue.Create("7"));
                yield return ("a fraction", JsonValue.Create(7.5));
                break;
            case "boolean":
                yield return ("a text", JsonValue.Create("true"));
                yield return ("a number", JsonValue.Create(1));
                break;
            case "array":
                if ((int?)member["minItems"] is > 0)
                {
                    yield return ("empty", new JsonArray());
                }

                yield return ("an object", new JsonObject());
                break;
            default:
                yield return ("a list", new JsonArray());
                yield return ("a text", JsonValue.Create("1"));
                break;
        }
    }

    /// <summary>Values exactly at each bound of a schema.</summary>
    public static IEnumerable<(string What, JsonNode? Value, Verdict Verdict)> At(JsonNode member)
    {
        switch ((string?)member["type"])
        {
            case "string" when member["format"] is null && Words(member) is { } words:
                foreach (var word in words)
                {
                    yield return ($"the word {word}", JsonValue.Create((string)word!), Verdict.Taken);
                }

                break;
            case "string" when member["format"] is null:
                if ((int?)member["maxLength"] is { } max)
                {
                    yield return ("as long as may be", JsonValue.Create(new string('1', max)), Verdict.WithinBounds);
                }

                yield return (
                    "as short as may be",
                    JsonValue.Create(new string('1', Math.Max((int?)member["minLength"] ?? 1, 1))),
                    Verdict.WithinBounds
                );
                break;
            case "string" when (string?)member["format"] is "date-time":
                yield return ("with an offset", JsonValue.Create("2026-11-23T11:30:00+01:00"), Verdict.WithinBounds);
                break;
            case "integer":
                yield return ("the greatest", JsonValue.Create(Number(member["maximum"]!)), Verdict.WithinBounds);
                yield return ("the smallest", JsonValue.Create(Number(member["minimum"]!)), Verdict.WithinBounds);
                break;
            case "boolean":
                yield return ("true", JsonValue.Create(true), Verdict.Taken);
                yield return ("false", JsonValue.Create(false), Verdict.Taken);
                break;
        }
    }

    /// <summary>The listed words of a text, if any.</summary>
    public static JsonArray? Words(JsonNode schema) => (schema["enum"] ?? schema["x-extensible-enum"])?.AsArray();

    private IEnumerable<Bend> Members(JsonNode schema, JsonNode body, string pointer, int depth)
    {
        var resolved = Resolve(schema);
        if (depth > MaxDepth || resolved["properties"] is not JsonObject properties)
        {
            yield break;
        }

        var required = resolved["required"]?.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, declared) in properties)
        {
            var place = $"{pointer}/{name}";
            // Another body may have the missing members; a member is varied once.
            if (At(body, place) is null || (!Seen.Add($"{NameOf(schema)}.{name}") && At(body, place) is JsonValue))
            {
                continue;
            }

            var isRequired = required.Contains(name);
            yield return new(With(body, place, null), place, "null", isRequired ? Verdict.Refused : Verdict.Taken);
            if (isRequired)
            {
                yield return new(Without(body, place), place, "missing", Verdict.Refused);
            }

            foreach (var bend in Values(declared!, body, place).Concat(Inside(declared!, body, place, depth)))
            {
                yield return bend;
            }
        }

        if (!Seen.Add($"{NameOf(schema)} unknown"))
        {
            yield break;
        }

        yield return new(With(body, $"{pointer}/inesistente", JsonValue.Create(1)), $"{pointer}/inesistente", "unknown", Verdict.Refused);
    }

    private IEnumerable<Bend> Values(JsonNode declared, JsonNode body, string place)
    {
        var member = Resolve(declared);
        return Beyond(member)
            .Select(one => new Bend(With(body, place, one.Value), place, one.What, Verdict.Refused))
            .Concat(At(member).Select(one => new Bend(With(body, place, one.Value), place, one.What, one.Verdict)));
    }

    private IEnumerable<Bend> Inside(JsonNode declared, JsonNode body, string place, int depth)
    {
        var member = Resolve(declared);
        if (member["items"] is not { } items)
        {
            return At(body, place) is JsonObject ? Members(declared, body, place, depth + 1) : [];
        }

        if (At(body, $"{place}/0") is not { } first)
        {
            return [];
        }

        var max = (int)member["maxItems"]!;
        return Members(items, body, $"{place}/0", depth + 1)
            .Concat(Values(items, body, $"{place}/0"))
            .Append(new Bend(With(body, $"{place}/0", null), $"{place}/0", "null", Verdict.Refused))
            .Append(new Bend(With(body, place, Copies(first, max)), place, "as many as may be", Verdict.WithinBounds))
            .Append(new Bend(With(body, place, Copies(first, max + 1)), place, "one too many", Verdict.Refused));
    }

    private JsonNode Resolve(JsonNode schema) =>
        (schema["$ref"] ?? schema["allOf"]?[0]?["$ref"]) is { } reference
            ? document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!
            : schema;

    private static string NameOf(JsonNode schema) => ((string?)(schema["$ref"] ?? schema["allOf"]?[0]?["$ref"]) ?? "").Split('/')[^1];

    private static long Number(JsonNode bound) => long.Parse(bound.ToString(), CultureInfo.InvariantCulture);

    private static JsonArray Copies(JsonNode first, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(number =>
                {
                    var copy = first.DeepClone();
                    // Two pairs must not have the same key.
                    if (copy is JsonObject pair && pair["key"] is not null)
                    {
                        pair["key"] = string.Create(CultureInfo.InvariantCulture, $"chiave {number}");
                    }

                    return copy;
                }),
        ];

    private static JsonNode? At(JsonNode? body, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1))
        {
            body = body is JsonArray list ? list.ElementAtOrDefault(int.Parse(step, CultureInfo.InvariantCulture)) : body?[step];
        }

        return body;
    }

    private static JsonNode With(JsonNode body, string pointer, JsonNode? value)
    {
        var copy = body.DeepClone();
        var (parent, last) = Place(copy, pointer);
        if (parent is JsonArray list)
        {
            list[int.Parse(last, CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[last] = value;
        }

        return copy;
    }

    private static JsonNode Without(JsonNode body, string pointer)
    {
        var copy = body.DeepClone();
        var (parent, last) = Place(copy, pointer);
        ((JsonObject)parent).Remove(last);
        return copy;
    }

    private static (JsonNode Parent, string Last) Place(JsonNode body, string pointer)
    {
        var slash = pointer.LastIndexOf('/');
        return (At(body, pointer[..slash])!, pointer[(slash + 1)..]);
    }
}
