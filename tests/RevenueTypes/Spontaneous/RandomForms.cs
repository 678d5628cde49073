using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

/// <summary>
/// Random schemas of the subset, patterns, and data that often fits them. <c>RISCOSSIONE_SEED</c> repeats a run, <c>RISCOSSIONE_FORMS</c> sets its
/// length.
/// </summary>
internal sealed class RandomForms(int seed)
{
    private const string PatternLetters = "abzABZ059_ -/";
    private static readonly string[] Letters = ["a", "Z", "5", " ", "è", "😀", "/", "\"", "\\", "<"];
    private readonly Random random = new(seed);

    public static int Seed { get; } = Setting("RISCOSSIONE_SEED") ?? Random.Shared.Next();

    public static int Count { get; } = Setting("RISCOSSIONE_FORMS") ?? 400;

    /// <summary>A schema with 1 to 6 fields, some of them required.</summary>
    public JsonObject Schema()
    {
        var properties = new JsonObject();
        for (var number = random.Next(1, 7); number > 0; number--)
        {
            properties[$"f{number}"] = Field();
        }

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(one => one.Key).Where(_ => Often()).Select(name => JsonValue.Create(name))]),
            ["additionalProperties"] = false,
        };
        return schema;
    }

    /// <summary>Data for a schema: mostly fitting, with faults of every kind.</summary>
    public JsonObject Data(JsonObject schema)
    {
        var data = new JsonObject();
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            if (random.Next(8) > 0)
            {
                data[name] = random.Next(12) == 0 ? AnyValue() : Value(field!.AsObject());
            }
        }

        if (random.Next(15) == 0)
        {
            data["other"] = AnyValue();
        }

        return data;
    }

    /// <summary>A pattern without anchors, and what makes texts that it describes.</summary>
    public (string Pattern, Func<string> Sample) Pattern(int depth)
    {
        var pieces = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Quantified(depth)).ToList();
        return (string.Concat(pieces.Select(piece => piece.Pattern)), () => string.Concat(pieces.Select(piece => piece.Sample())));
    }

    /// <summary>The text with one letter removed, added or changed.</summary>
    public string Mutated(string text)
    {
        var place = random.Next(text.Length + 1);
        var letter = PatternLetters[random.Next(PatternLetters.Length)].ToString();
        return random.Next(3) switch
        {
            0 => text.Insert(place, letter),
            1 when place < text.Length => text.Remove(place, 1),
            _ when place < text.Length => text.Remove(place, 1).Insert(place, letter),
            _ => text + letter,
        };
    }

    private (string Pattern, Func<string> Sample) Quantified(int depth)
    {
        var (pattern, sample) = Atom(depth);
        var (min, max, written) = random.Next(8) switch
        {
            0 => (0, 3, "*"),
            1 => (1, 3, "+"),
            2 => (0, 1, "?"),
            3 => (2, 2, "{2}"),
            4 => (1, 3, "{1,3}"),
            5 => (2, 4, "{2,}"),
            _ => (1, 1, ""),
        };
        var lazy = written.Length > 0 && random.Next(6) == 0 ? "?" : "";
        return (pattern + written + lazy, () => string.Concat(Enumerable.Range(0, random.Next(min, max + 1)).Select(_ => sample())));
    }

    private (string Pattern, Func<string> Sample) Atom(int depth)
    {
        switch (random.Next(depth > 0 ? 9 : 7))
        {
            case 0:
                return ("[A-Z]", () => "ABZ"[random.Next(3)].ToString());
            case 1:
                return ("[a-z0-9_]", () => "az05_"[random.Next(5)].ToString());
            case 2:
                return ("\\d", () => "059"[random.Next(3)].ToString());
            case 3:
                return ("\\w", () => "aZ5_"[random.Next(4)].ToString());
            case 4:
                return ("[^a-z]", () => "AZ5 -"[random.Next(5)].ToString());
            case 5:
                return (".", () => PatternLetters[random.Next(PatternLetters.Length)].ToString());
            case 6:
                var letter = "abA5_ /"[random.Next(7)].ToString();
                return (letter, () => letter);
            default:
                var ways = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pattern(depth - 1)).ToList();
                var open = random.Next(2) == 0 ? "(" : "(?:";
                return ($"{open}{string.Join('|', ways.Select(way => way.Pattern))})", () => ways[random.Next(ways.Count)].Sample());
        }
    }

    private JsonObject Field() =>
        random.Next(4) switch
        {
            0 => Number(),
            1 => Flag(),
            _ => Text(),
        };

    private JsonObject Text()
    {
        var max = random.Next(0, 13);
        var field = new JsonObject
        {
            ["type"] = "string",
            ["title"] = "Testo",
            ["maxLength"] = max,
        };
        if (random.Next(3) == 0)
        {
            field["minLength"] = random.Next(0, max + 1);
        }

        switch (random.Next(6))
        {
            case 0:
                field.Remove("maxLength");
                field.Remove("minLength");
                field["enum"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(n => JsonValue.Create($"v{n}"))]);
                break;
            case 1:
                field["maxLength"] = 10;
                field.Remove("minLength");
                field["format"] = "date";
                break;
            case 2:
                field["maxLength"] = 40;
                field["pattern"] = $"^{Pattern(depth: 1).Pattern}$";
                break;
            case 3:
                field["maxLength"] = 5;
                field["minLength"] = 0;
                field["const"] = "caffè";
                break;
        }

        return field;
    }

    private JsonObject Number()
    {
        var min = random.Next(-20, 20);
        var field = new JsonObject
        {
            ["type"] = "integer",
            ["title"] = "Numero",
            ["minimum"] = min,
            ["maximum"] = min + random.Next(0, 40),
        };
        if (random.Next(3) == 0)
        {
            field["multipleOf"] = random.Next(1, 8);
        }

        return field;
    }

    private JsonObject Flag()
    {
        var field = new JsonObject { ["type"] = "boolean", ["title"] = "Sì o no" };
        if (random.Next(2) == 0)
        {
            field["const"] = true;
        }

        return field;
    }

    private JsonNode? Value(JsonObject field) =>
        (string)field["type"]! switch
        {
            "integer" => JsonNode.Parse(WrittenNumber((int)field["minimum"]!, (int)field["maximum"]!)),
            "boolean" => JsonValue.Create(random.Next(4) > 0),
            _ when field["enum"] is JsonArray words && random.Next(6) > 0 => words[random.Next(words.Count)]!.DeepClone(),
            _ when field["const"] is { } constant && Often() => constant.DeepClone(),
            _ when field["format"] is not null => JsonValue.Create(Day()),
            _ when field["pattern"] is not null => JsonValue.Create(Written(PatternLetters, random.Next(0, 6))),
            _ => JsonValue.Create(string.Concat(Enumerable.Range(0, random.Next(0, 14)).Select(_ => Letters[random.Next(Letters.Length)]))),
        };

    private string WrittenNumber(int min, int max)
    {
        var number = random.Next(min - 3, max + 4);
        return random.Next(8) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{number}.0"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{number}.5"),
            2 => string.Create(CultureInfo.InvariantCulture, $"{number}e1"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{number}.0e0"),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    }

    private string Day()
    {
        var (year, month, day) = (random.Next(1999, 2030), random.Next(1, 14), random.Next(1, 33));
        var text = string.Create(CultureInfo.InvariantCulture, $"{year}-{month:D2}-{day:D2}");
        return random.Next(8) == 0 ? Mutated(text) : text;
    }

    private JsonNode? AnyValue() =>
        random.Next(7) switch
        {
            0 => null,
            1 => new JsonArray("a"),
            2 => new JsonObject { ["a"] = 1 },
            3 => JsonValue.Create("testo"),
            4 => JsonValue.Create(7),
            5 => JsonNode.Parse("7.25"),
            _ => JsonValue.Create(true),
        };

    private string Written(string letters, int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(letters[random.Next(letters.Length)]);
        }

        return text.ToString();
    }

    private bool Often() => random.Next(3) > 0;

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
