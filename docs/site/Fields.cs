using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using static Lecce.Riscossione.Site.ReferenceText;

namespace Lecce.Riscossione.Site;

/// <summary>The properties of schemas, as lists that fit a telephone.</summary>
internal sealed class Fields(JsonNode contract)
{
    /// <summary>The properties of a body at every depth; empty when the body is no object.</summary>
    public string Whole(JsonNode schema) => List(Deep(schema, "", []));

    /// <summary>The properties of one schema.</summary>
    public string Own(JsonNode schema) => List(Properties(schema, ""));

    /// <summary>One name with its type and its meaning.</summary>
    public static string Row(string name, string kind, string? must, JsonNode? meaning)
    {
        var isRequired = must is null ? "" : $" <em>{must}</em>";
        return $"<li><p class=\"field\">{Code(name)} <span>{kind}</span>{isRequired}</p><p>{Prose(meaning)}</p></li>\n";
    }

    private string List(IEnumerable<Property> properties)
    {
        var rows = string.Concat(
            properties.Select(one =>
                Row(
                    one.Name,
                    Kind(one.Schema),
                    one.IsRequired ? "obbligatoria" : null,
                    one.Description ?? Resolve(one.Schema)["description"]
                )
            )
        );
        return rows.Length == 0 ? "" : $"<ul class=\"fields\">\n{rows}</ul>\n";
    }

    private IEnumerable<Property> Deep(JsonNode schema, string prefix, IReadOnlyList<string> within)
    {
        var name = ClientOperation.ReferenceOf(schema);
        if (name is not null && within.Contains(name, StringComparer.Ordinal))
        {
            yield break;
        }

        IReadOnlyList<string> inside = name is null ? within : [.. within, name];
        foreach (var property in Properties(Resolve(schema), prefix))
        {
            yield return property;
            var isList = (string?)property.Schema["type"] == "array";
            foreach (
                var inner in Deep(isList ? property.Schema["items"]! : property.Schema, $"{property.Name}{(isList ? "[]" : "")}.", inside)
            )
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<Property> Properties(JsonNode record, string prefix)
    {
        var required = (record["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        return (record["properties"]?.AsObject() ?? []).Select(property => new Property(
            prefix + property.Key,
            property.Value!["allOf"]?[0] ?? property.Value!,
            property.Value!["description"],
            required.Contains(property.Key)
        ));
    }

    private JsonNode Resolve(JsonNode schema) =>
        ClientOperation.ReferenceOf(schema) is { } name ? contract["components"]!["schemas"]![name]! : schema;

    private sealed record Property(string Name, JsonNode Schema, JsonNode? Description, bool IsRequired);
}
