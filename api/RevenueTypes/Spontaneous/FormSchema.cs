using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The fields of a form, compiled from its schema; evaluates the data that a payer sends.</summary>
internal sealed class FormSchema(IReadOnlyList<FormField> fields)
{
    private readonly Dictionary<string, FormField> byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);

    public IReadOnlyList<FormField> Fields => fields;

    public FormField? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads the data; records each fault with the pointer <c>/data/field</c>.</summary>
    public FormValues Read(JsonElement data, Validation validation)
    {
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var sent = new HashSet<string>(StringComparer.Ordinal);
        if (
            !validation.Require(
                data.ValueKind == JsonValueKind.Object,
                "/data",
                "type-invalid",
                "Servono i campi del modulo, in un oggetto."
            )
        )
        {
            return new FormValues(values);
        }

        foreach (var member in data.EnumerateObject())
        {
            if (!sent.Add(member.Name))
            {
                validation.Add(Pointer(member.Name), "field-repeated", "Il campo è ripetuto.");
            }
            else if (Find(member.Name) is not { } field)
            {
                validation.Add(Pointer(member.Name), "field-unknown", "Il modulo non ha questo campo: toglierlo.");
            }
            else if (field.Read(member.Value, out var accepted) is { } fault)
            {
                validation.Add(Pointer(member.Name), fault.Code, fault.Detail);
            }
            else
            {
                values[member.Name] = accepted;
            }
        }

        foreach (var field in fields.Where(field => field.IsRequired && !sent.Contains(field.Name)))
        {
            validation.Add(Pointer(field.Name), "value-missing", $"Manca «{field.Title}», che è obbligatorio.");
        }

        return new FormValues(values);
    }

    private static string Pointer(string name) => $"/data{JsonPath.PointerTo(name)}";
}
