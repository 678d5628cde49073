using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Site;

/// <summary>The recorded call of an operation, with the TypeScript client.</summary>
internal static partial class TypeScriptSample
{
    public static string Of(Operation operation)
    {
        var call = operation.Call;
        var arguments = operation
            .Parameters.Where(one => (string?)one["in"] == "path")
            .Select(one => Value(operation.ExampleOf((string)one["name"]!)!))
            .ToList();
        var isFile = operation.Body is { Example: JsonValue };
        if (operation.Body is var (mediaType, _, example))
        {
            arguments.Add(isFile ? $"new Blob([rows], {{ type: \"{mediaType}\" }})" : Value(example));
        }

        var options = operation
            .Parameters.Where(one => (string?)one["in"] != "path" && one["example"] is not null)
            .Select(one => $"{Camel(((string)one["name"]!).Replace("-", "", StringComparison.Ordinal))}: {Value(one["example"]!)}")
            .ToList();
        if (options.Count > 0)
        {
            arguments.Add($"{{ {string.Join(", ", options)} }}");
        }

        var rows = isFile
            ? $"const rows = `{ReferenceText.Text(operation.Body!.Value.Example).Replace("\\", @"\\", StringComparison.Ordinal)}\n`;\n"
            : "";
        return $"{rows}const answer = await client.{Camel(call.Resource)}.{Camel(call.Name)}({string.Join(", ", arguments)});";
    }

    private static string Value(JsonNode value) => NameOf().Replace(ReferenceText.Readable(value), "${name}:");

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>A name that needs no quotes.</summary>
    [GeneratedRegex(@"(?<=^\s*)""(?<name>[A-Za-z_]\w*)"":", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NameOf();
}
