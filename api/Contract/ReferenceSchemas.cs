using System.Text.Json.Nodes;
using static Lecce.Riscossione.Api.Contract.ReferenceText;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The property tables of the reference page.</summary>
internal sealed class ReferenceSchemas(JsonNode document)
{
    private static readonly string[] Columns = ["Proprietà", "Tipo e limiti", "Significato"];

    /// <summary>Every named schema, with an anchor.</summary>
    public string All() =>
        string.Concat(
            Schemas()
                .OrderBy(schema => schema.Key, StringComparer.Ordinal)
                .Select(schema =>
                    $"""
                        <section id="{Anchor("schema", schema.Key)}">
                        <h3>{schema.Key}</h3>
                        <p>{Prose(schema.Value!["description"])}</p>
                        {Table($"Proprietà di {schema.Key}", Columns, Own(schema.Value!, "").Select(Row))}</section>

                        """
                )
        );

    /// <summary>The properties of a body at every depth; empty when the body is no object.</summary>
    public string Whole(JsonNode schema, string caption)
    {
        var rows = Deep(schema, "", []).Select(Row).ToList();
        return rows.Count == 0 ? "" : Table(caption, Columns, rows);
    }

    private IEnumerable<Property> Deep(JsonNode schema, string prefix, IReadOnlyList<string> within)
    {
        var name = ReferenceOf(schema);
        if (name is not null && within.Contains(name, StringComparer.Ordinal))
        {
            yield break;
        }

        IReadOnlyList<string> inside = name is null ? within : [.. within, name];
        foreach (var property in Own(Resolve(schema), prefix))
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

    private static IEnumerable<Property> Own(JsonNode record, string prefix)
    {
        var required = (record["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);
        return (record["properties"]?.AsObject() ?? []).Select(property => new Property(
            prefix + property.Key,
            property.Value!["allOf"]?[0] ?? property.Value!,
            property.Value!["description"],
            required.Contains(property.Key)
        ));
    }

    private string Row(Property property)
    {
        var meaning = property.Description ?? Resolve(property.Schema)["description"];
        var isRequired = property.IsRequired ? " <strong>obbligatoria</strong>" : "";
        return $"<tr><td>{Code(property.Name)}{isRequired}</td><td>{Kind(property.Schema)}</td><td>{Prose(meaning)}</td></tr>";
    }

    private JsonNode Resolve(JsonNode schema) => ReferenceOf(schema) is { } name ? Schemas()[name]! : schema;

    private JsonObject Schemas() => document["components"]!["schemas"]!.AsObject();

    private sealed record Property(string Name, JsonNode Schema, JsonNode? Description, bool IsRequired);
}
