using System.Text;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Site;

/// <summary>The recorded call of an operation, for a shell.</summary>
internal static class CurlSample
{
    public static string Of(Operation operation)
    {
        var call = operation.Call;
        var text = new StringBuilder("curl -sS ");
        if (call.Method != (call.BodyMediaType is null ? "GET" : "POST"))
        {
            text.Append("-X ").Append(call.Method).Append(' ');
        }

        text.Append('"').Append("$API").Append(Address(operation)).Append('"');
        if (operation.Node["security"] is not null)
        {
            text.Append(" \\\n  -H \"Authorization: Bearer $KEY\"");
        }

        foreach (var header in operation.Parameters.Where(one => (string?)one["in"] == "header" && one["example"] is not null))
        {
            text.Append(" \\\n  -H '").Append(header["name"]).Append(": ").Append(header["example"]).Append('\'');
        }

        if (!call.Accepts[0].EndsWith("json", StringComparison.Ordinal))
        {
            text.Append(" -OJ");
        }

        if (operation.Body is var (mediaType, _, example))
        {
            text.Append(" \\\n  -H 'Content-Type: ").Append(mediaType).Append("' ");
            text.Append(
                example is JsonValue
                    ? $"--data-binary @- <<'RIGHE'\n{ReferenceText.Text(example)}\nRIGHE"
                    : $"-d '{ReferenceText.Text(example).Replace("'", @"'\''", StringComparison.Ordinal)}'"
            );
        }

        return text.ToString();
    }

    private static string Address(Operation operation)
    {
        var path = $"/{operation.Call.Path}";
        foreach (var one in operation.Parameters.Where(one => (string?)one["in"] == "path"))
        {
            path = path.Replace($"{{{one["name"]}}}", Value(operation, one), StringComparison.Ordinal);
        }

        var query = operation.Parameters.Where(one => (string?)one["in"] == "query" && one["example"] is not null).ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query.Select(one => $"{one["name"]}={Value(operation, one)}"))}";
    }

    private static string Value(Operation operation, JsonNode parameter) =>
        Uri.EscapeDataString(operation.ExampleOf((string)parameter["name"]!)!.ToString());
}
