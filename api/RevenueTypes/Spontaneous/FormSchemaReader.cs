using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>
/// Reads a schema in the closed subset of JSON Schema 2020-12 and refuses everything else with the pointer of the keyword. The subset has no
/// references, combinators, conditionals, lists or nested objects, so an accepted schema needs nothing from outside and always ends.
/// </summary>
internal sealed partial class FormSchemaReader
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";
    private const int MaxFields = 30;
    private const int MaxBytes = 32 * 1024;
    private readonly Validation faults = new();

    private FormSchemaReader() { }

    /// <summary>Compiles a schema.</summary>
    /// <exception cref="Refusal"><see cref="Codes.SchemaNotAllowed"/>, with every fault; the pointers begin with <paramref name="pointer"/>.</exception>
    public static FormSchema Compile(JsonElement schema, string pointer)
    {
        var reader = new FormSchemaReader();
        var fields = reader.ReadRoot(schema, pointer);
        return reader.faults.Failed
            ? throw new Refusal(
                Codes.SchemaNotAllowed,
                "Lo schema usa qualcosa che non è ammesso, o gli manca qualcosa: correggere ciò che errors elenca.",
                reader.faults.Refusal().Errors
            )
            : new FormSchema(fields);
    }

    private List<FormField> ReadRoot(JsonElement schema, string pointer)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            Refuse(pointer, "Lo schema deve essere un oggetto.");
            return [];
        }

        if (Encoding.UTF8.GetByteCount(schema.GetRawText()) > MaxBytes)
        {
            Refuse(pointer, $"Lo schema supera {MaxBytes} byte.");
            return [];
        }

        var root = Keywords(schema, pointer, "$schema", "type", "title", "description", "properties", "required", "additionalProperties");
        Require(root, pointer, "type", value => IsText(value, "object"), "Il tipo deve essere object.");
        Allow(root, pointer, "$schema", value => IsText(value, Draft), $"È ammesso solo {Draft}.");
        Allow(root, pointer, "additionalProperties", value => value.ValueKind == JsonValueKind.False, "È ammesso solo false.");
        Allow(root, pointer, "title", value => IsPlain(value, 100), "Serve un testo semplice di al più 100 caratteri.");
        Allow(root, pointer, "description", value => IsPlain(value, 1_000), "Serve un testo semplice di al più 1000 caratteri.");
        var isListed = Require(
            root,
            pointer,
            "properties",
            value => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() is >= 1 and <= MaxFields,
            $"Servono da 1 a {MaxFields} campi."
        );
        return isListed ? ReadFields(root["properties"], RequiredNames(root, pointer), $"{pointer}/properties") : [];
    }

    private HashSet<string> RequiredNames(Dictionary<string, JsonElement> root, string pointer)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!root.TryGetValue("required", out var list))
        {
            return names;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse($"{pointer}/required", "Serve un elenco di nomi di campi.");
            return names;
        }

        var properties = root["properties"].EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, name) in list.EnumerateArray().Index())
        {
            var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
            if (!properties.Contains(text) || !names.Add(text))
            {
                Refuse($"{pointer}/required/{index}", "Serve il nome di un campo di properties, una sola volta.");
            }
        }

        return names;
    }

    private List<FormField> ReadFields(JsonElement properties, HashSet<string> required, string pointer)
    {
        var fields = new List<FormField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in properties.EnumerateObject())
        {
            var place = pointer + JsonPath.PointerTo(property.Name);
            if (!FieldName().IsMatch(property.Name) || !names.Add(property.Name))
            {
                Refuse(place, "Il nome di un campo è unico: una lettera minuscola, poi al più 39 lettere e cifre.");
            }
            else if (ReadField(property.Name, property.Value, required.Contains(property.Name), place) is { } field)
            {
                fields.Add(field);
            }
        }

        return fields;
    }

    private void Refuse(string pointer, string detail) => faults.Add(pointer, Codes.SchemaNotAllowed.Value, detail);

    /// <summary>The keywords of an object. A keyword that is not allowed, or that is repeated, is a fault.</summary>
    private Dictionary<string, JsonElement> Keywords(JsonElement element, string pointer, params string[] allowed)
    {
        var keywords = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!allowed.Contains(member.Name, StringComparer.Ordinal) || !keywords.TryAdd(member.Name, member.Value))
            {
                Refuse(pointer + JsonPath.PointerTo(member.Name), $"Qui sono ammesse, una volta: {string.Join(", ", allowed)}.");
            }
        }

        return keywords;
    }

    private bool Require(
        Dictionary<string, JsonElement> keywords,
        string pointer,
        string name,
        Func<JsonElement, bool> accepts,
        string detail
    ) => Judge(keywords.TryGetValue(name, out var value) && accepts(value), $"{pointer}/{name}", detail);

    private bool Allow(
        Dictionary<string, JsonElement> keywords,
        string pointer,
        string name,
        Func<JsonElement, bool> accepts,
        string detail
    ) => Judge(!keywords.TryGetValue(name, out var value) || accepts(value), $"{pointer}/{name}", detail);

    private bool Judge(bool isGood, string pointer, string detail)
    {
        if (!isGood)
        {
            Refuse(pointer, detail);
        }

        return isGood;
    }

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static bool IsPlain(JsonElement value, int max) =>
        value.ValueKind == JsonValueKind.String && PlainWords.AreFit(value.GetString()!, max);

    [GeneratedRegex("^[a-z][A-Za-z0-9]{0,39}\\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FieldName();
}
