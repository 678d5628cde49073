using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The schemas of the document as types of TypeScript.</summary>
internal static class TypeScriptTypes
{
    /// <summary>The component that the client types by its <c>type</c>: see <see cref="EventWords.TypeScript"/>.</summary>
    public const string Event = "WebhookEvent";

    /// <summary>An interface for each component.</summary>
    public static string All(JsonNode document) =>
        $"import type {{ {Event} }} from \"./event-types.js\";\n\n"
        + string.Join(
            '\n',
            document["components"]!["schemas"]!.AsObject().Where(one => one.Key != Event).Select(one => Interface(one.Key, one.Value!))
        );

    /// <summary>An exported interface.</summary>
    public static string Interface(string name, JsonNode schema) =>
        $"{Comment("", (string?)schema["description"])}export interface {name} {{\n{Members(schema, "  ")}}}\n";

    /// <summary>The type of a schema; <c>null</c> is added where the schema allows it.</summary>
    public static string Of(JsonNode schema) => (bool?)schema["nullable"] is true ? $"{WithoutNull(schema)} | null" : WithoutNull(schema);

    /// <summary>A doc comment of the paragraphs that say something.</summary>
    public static string Comment(string indent, params IEnumerable<string?> paragraphs)
    {
        var lines = paragraphs
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .SelectMany(text => text!.ReplaceLineEndings("\n").Trim().Replace("*/", "*\\/", StringComparison.Ordinal).Split('\n'))
            .ToList();
        return lines switch
        {
            [] => "",
            [var only] => $"{indent}/** {only} */\n",
            _ => $"{indent}/**\n{string.Concat(lines.Select(line => $"{indent} * {line}".TrimEnd() + '\n'))}{indent} */\n",
        };
    }

    // Optional members admit `undefined`, so that callers with exactOptionalPropertyTypes may pass it.
    private static string Members(JsonNode schema, string indent)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        return string.Concat(
            (schema["properties"]?.AsObject() ?? []).Select(member =>
            {
                var property = member.Value!;
                var comment = Comment(
                    indent,
                    (string?)property["description"],
                    (bool?)property["deprecated"] is true ? "@deprecated" : null
                );
                var readOnly = (bool?)property["readOnly"] is true ? "readonly " : "";
                var type = required.Contains(member.Key) ? $": {Of(property)}" : $"?: {Of(property)} | undefined";
                return $"{comment}{indent}{readOnly}{member.Key}{type};\n";
            })
        );
    }

    private static string WithoutNull(JsonNode schema) =>
        (ClientOperation.ReferenceOf(schema), (string?)schema["type"], (string?)schema["format"]) switch
        {
            ({ } reference, _, _) => reference,
            (_, "string", "binary") => "Blob",
            (_, "string", _) => Words(schema) ?? "string",
            (_, "integer" or "number", _) => "number",
            (_, "boolean", _) => "boolean",
            (_, "array", _) => Of(schema["items"]!) is var item && item.Contains('|', StringComparison.Ordinal)
                ? $"({item})[]"
                : $"{item}[]",
            (_, "object", _) => Map(schema),
            (_, null, _) => "unknown",
            var other => throw new NotSupportedException($"The TypeScript client has no type for {other}."),
        };

    // `string & {}` keeps the words in an editor's suggestions and admits those that later versions add.
    private static string? Words(JsonNode schema) =>
        schema["x-extensible-enum"] is { } words
            ? string.Concat(words.AsArray().Select(word => $"\"{(string)word!}\" | ")) + "(string & {})"
            : null;

    private static string Map(JsonNode schema) =>
        schema["properties"] is null
            ? $"{{ [key: string]: {(schema["additionalProperties"] is JsonObject values ? Of(values) : "unknown")} }}"
            : throw new NotSupportedException("A schema with members of its own needs a name in the document.");
}
