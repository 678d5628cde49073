using System.Globalization;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;

namespace Lecce.Riscossione.Site;

/// <summary>The recorded call of an operation, with the C# client.</summary>
internal sealed class CSharpSample(JsonNode contract)
{
    private const string Indent = "    ";

    public string Of(Operation operation)
    {
        var call = operation.Call;
        var isFile = operation.Body is { Example: JsonValue };
        var rows = isFile
            ? $"using var rows = new MemoryStream(\"\"\"\n{Indented(ReferenceText.Text(operation.Body!.Value.Example))}\n\n{Indent}\"\"\"u8.ToArray());\n"
            : "";
        var arguments = call
            .Parameters.Where(one => one.In == "body" ? operation.Body is not null : operation.ExampleOf(one.Wire) is not null)
            .Select(one =>
                one.In == "body" ? (isFile ? "rows" : Value(operation.Body!.Value.Schema, operation.Body.Value.Example, ""))
                : one.IsRequired && one.In == "path" ? Literal(operation.ExampleOf(one.Wire)!)
                : $"{one.Name}: {Literal(operation.ExampleOf(one.Wire)!)}"
            );
        var invocation = $"await client.{call.Resource}.{call.Name}Async({string.Join(", ", arguments)});";
        return call.ResultType == "FileResponse"
            ? $"{rows}using var file = {invocation}\nawait file.SaveAsync(file.FileName ?? \"file\");"
            : $"{rows}var answer = {invocation}";
    }

    private string Value(JsonNode schema, JsonNode? value, string indent)
    {
        var (name, rules) = Resolve(schema);
        var inner = indent + Indent;
        return ((string?)rules["type"], (string?)rules["format"], value) switch
        {
            (_, _, null) => "null",
            ("array", _, JsonArray { Count: 0 }) => "[]",
            ("array", _, JsonArray list) when list.All(one => one is JsonValue) =>
                $"[{string.Join(", ", list.Select(one => Value(rules["items"]!, one, indent)))}]",
            ("array", _, JsonArray list) =>
                $"\n{indent}[\n{string.Concat(list.Select(one => $"{inner}{Value(rules["items"]!, one, inner)},\n"))}{indent}]",
            ("object", _, JsonObject record) when rules["properties"] is JsonObject properties =>
                $"new {name}\n{indent}{{\n{string.Concat(record.Select(one => $"{inner}{Pascal(one.Key)} ={Spaced(Value(properties[one.Key]!, one.Value, inner))},\n"))}{indent}}}",
            ("object", _, JsonObject record) when rules["additionalProperties"] is JsonObject item =>
                $"new Dictionary<string, {(TypeOf(item))}>\n{indent}{{\n{string.Concat(record.Select(one => $"{inner}[\"{one.Key}\"] = {Value(item, one.Value, inner)},\n"))}{indent}}}",
            ("string", "byte", _) => $"Convert.FromBase64String({Literal(value)})",
            ("string", "date", _) => Date((string)value!),
            ("string", "date-time", _) => Moment((string)value!),
            ("string" or "integer" or "boolean", _, _) => Literal(value),
            _ => $"System.Text.Json.JsonDocument.Parse(\"\"\"{value.ToJsonString()}\"\"\").RootElement",
        };
    }

    private static string TypeOf(JsonNode schema) => (string?)schema["type"] == "string" ? "string" : "System.Text.Json.JsonElement";

    private (string? Name, JsonNode Rules) Resolve(JsonNode schema)
    {
        var reference = schema["allOf"]?[0] ?? schema;
        return ClientOperation.ReferenceOf(reference) is { } name ? (name, contract["components"]!["schemas"]![name]!) : (null, schema);
    }

    private static string Literal(JsonNode value) => ReferenceText.Readable(value);

    private static string Date(string date)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"new LocalDate({day.Year}, {day.Month}, {day.Day})";
    }

    private static string Moment(string moment)
    {
        var at = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        return $"Instant.FromUtc({at.Year}, {at.Month}, {at.Day}, {at.Hour}, {at.Minute})";
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>A list begins on a line of its own.</summary>
    private static string Spaced(string value) => value[0] == '\n' ? value : $" {value}";

    private static string Indented(string lines) => Indent + lines.ReplaceLineEndings($"\n{Indent}");
}
