using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Access;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>Bodies that fit the published document, and what becomes of them in hostile hands.</summary>
internal sealed class Bodies(Crossing crossing, JsonNode document)
{
    private const int MaxBends = 3;
    private const int MaxLevels = 6;

    // Natural keys: a new one makes a new thing.
    private static readonly string[] Keys = ["externalId", "channelPaymentId", "code"];
    private static readonly string[] MediaTypes =
    [
        "text/plain",
        "application/xml",
        "application/json; charset=utf-16",
        "multipart/form-data",
        "a",
        "",
    ];

    private static readonly string[] Charsets =
    [
        "utf-8",
        "\"utf-8\"",
        "UTF8",
        "utf-7",
        "utf-32",
        "x-user-defined",
        "windows-1252",
        "ibm037",
        "klingon",
        "\"",
        "\"\"",
        "''",
        "0",
        "65001",
    ];

    /// <summary>A body, or none, and how it is called.</summary>
    public (byte[]? Body, string MediaType) Make(PublishedOperation operation, Random random)
    {
        var content = operation.Contract["requestBody"]?["content"]?.AsObject();
        if (content is null)
        {
            return random.Next(20) == 0 ? ("{}"u8.ToArray(), "application/json") : (null, "");
        }

        var (mediaType, media) = content.ElementAt(random.Next(content.Count));
        var text = mediaType switch
        {
            "application/json" or "application/merge-patch+json" => Json(operation.Name, media!["schema"], random),
            "text/csv" => $"externalId;subject;{Hostile.Text(random)}\n{Hostile.Text(random)};{Hostile.Text(random)};1\n",
            _ => string.Join('\n', Enumerable.Range(0, random.Next(4)).Select(_ => Json("IssuePaymentDocument", media!["schema"], random))),
        };
        return (Broken(text, random), Named(mediaType, random));
    }

    /// <summary>A media type with parameters that clients add, well or badly written.</summary>
    private static string Named(string mediaType, Random random) =>
        random.Next(12) switch
        {
            0 => MediaTypes[random.Next(MediaTypes.Length)],
            1 or 2 => $"{mediaType}; charset={Charsets[random.Next(Charsets.Length)]}",
            3 => $"{mediaType};CHARSET = {Charsets[random.Next(Charsets.Length)]} ; charset={Charsets[random.Next(Charsets.Length)]}",
            4 => $"{mediaType}; {Hostile.HeaderText(random)}={Hostile.HeaderText(random)}",
            5 => mediaType.ToUpperInvariant(),
            _ => mediaType,
        };

    /// <summary>A value that the document allows, as far as it tells.</summary>
    public JsonNode? Fitting(JsonNode? schema, string name, Random random, int level = 0)
    {
        schema = Resolve(schema);
        if (schema is null || level > MaxLevels)
        {
            return null;
        }

        if (Known(name) is { } known && random.Next(4) != 0)
        {
            return JsonValue.Create(known);
        }

        return (string?)schema["type"] switch
        {
            "object" => Object(schema, random, level),
            "array" => new JsonArray([
                .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Fitting(schema["items"], name, random, level + 1)),
            ]),
            "integer" or "number" => Integer(schema, random),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            _ => Text(schema, random),
        };
    }

    private string Json(string name, JsonNode? schema, Random random)
    {
        var body =
            crossing.Bodies.TryGetValue(name, out var usual) && random.Next(4) != 0 ? JsonNode.Parse(usual) : Fitting(schema, "", random);
        if (body is JsonObject known && random.Next(4) != 0)
        {
            foreach (var key in Keys.Where(known.ContainsKey))
            {
                known[key] = random.Next().ToString(CultureInfo.InvariantCulture);
            }
        }

        for (var bends = random.Next(MaxBends + 1); bends > 0; bends--)
        {
            body = Bent(body, random);
        }

        return body?.ToJsonString() ?? "null";
    }

    /// <summary>The same with one thing in it missing, added or of another kind, at any depth.</summary>
    private static JsonNode? Bent(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } some when random.Next(12) != 0:
                var name = some.ElementAt(random.Next(some.Count)).Key;
                if (random.Next(5) == 0)
                {
                    some.Remove(name);
                }
                else if (random.Next(8) == 0)
                {
                    some[
                        random.Next(3) switch
                        {
                            0 => name + "X",
                            1 => $"~/{name}\0",
                            _ => new string('n', 700),
                        }
                    ] = Hostile.Json(random);
                }
                else
                {
                    some[name] = Bent(some[name]?.DeepClone(), random);
                }

                return some;
            case JsonArray { Count: > 0 } list when random.Next(4) != 0:
                var at = random.Next(list.Count);
                list[at] = Bent(list[at]?.DeepClone(), random);
                return list;
            default:
                return Hostile.Json(random);
        }
    }

    private static byte[] Broken(string text, Random random)
    {
        text = text.Replace(Hostile.HalfCharacter, "\\ud800", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (random.Next(40))
        {
            case 0:
                return bytes[..random.Next(bytes.Length + 1)];
            case 1 when bytes.Length > 0:
                bytes[random.Next(bytes.Length)] = 0xFF;
                return bytes;
            case 2:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 3:
                return [.. bytes, .. "}//"u8];
            case 4
                when text.StartsWith("{\"", StringComparison.Ordinal) && text.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma:
                return Encoding.UTF8.GetBytes($"{text[..(comma + 1)]}{text[1..]}");
            default:
                return bytes;
        }
    }

    private JsonObject Object(JsonNode schema, Random random, int level)
    {
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            var isRequired = schema["required"]?.AsArray().Any(one => (string?)one == name) ?? false;
            if (isRequired || random.Next(2) == 0)
            {
                made[name] = Fitting(property, name, random, level + 1);
            }
        }

        return made;
    }

    private static JsonValue Integer(JsonNode schema, Random random)
    {
        var least = (long?)schema["minimum"] ?? 0;
        var most = (long?)schema["maximum"] ?? 1_000_000;
        return JsonValue.Create(
            random.Next(4) switch
            {
                0 => least,
                1 => most,
                _ => random.NextInt64(least, Math.Min(most, least + 20_000) + 1),
            }
        );
    }

    private static JsonValue Text(JsonNode schema, Random random)
    {
        if ((schema["enum"] ?? schema["x-extensible-enum"])?.AsArray() is { Count: > 0 } values)
        {
            return JsonValue.Create((string)values[random.Next(values.Count)]!);
        }

        return JsonValue.Create(
            (string?)schema["format"] switch
            {
                "date" => string.Create(CultureInfo.InvariantCulture, $"2026-12-{random.Next(1, 32):D2}"),
                "date-time" => string.Create(CultureInfo.InvariantCulture, $"2026-11-23T10:{random.Next(60):D2}:00Z"),
                "uri" => "https://uffici.example/eventi",
                _ => new string((char)('A' + random.Next(26)), random.Next(3) == 0 ? Math.Min((int?)schema["maxLength"] ?? 40, 2_000) : 8),
            }
        );
    }

    private string? Known(string name) =>
        name switch
        {
            "organization" => Sample.Organization,
            "department" => Town.TaxOffice,
            "revenueType" => Town.Fees,
            "documentId" => crossing.Objects["payment-documents/{id}"],
            "paymentId" => crossing.Objects["payments/{id}"],
            "iban" => crossing.Objects["bank-accounts/{iban}"],
            _ => null,
        };

    private JsonNode? Resolve(JsonNode? schema)
    {
        while ((schema?["$ref"] ?? schema?["allOf"]?[0]?["$ref"]) is { } reference)
        {
            schema = document["components"]!["schemas"]![((string)reference!).Split('/')[^1]];
        }

        return schema;
    }
}
