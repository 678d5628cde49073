using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The texts of a service in one language; a text without a translation stays Italian.</summary>
internal sealed class Translation(SpontaneousSettings settings, string language)
{
    public const string Italian = "it";

    private readonly SpontaneousTexts? texts = settings.Translations?.GetValueOrDefault(language);
    private readonly IReadOnlyDictionary<string, SpontaneousFieldTexts>? fields = settings.Ui?.Translations?.GetValueOrDefault(language);

    public string Title => texts?.Title ?? settings.Title;

    public string? Description => texts?.Description ?? settings.Description;

    public string? Group => texts?.Group ?? settings.Group;

    /// <summary>The schema with the titles and descriptions of its fields translated.</summary>
    public JsonElement Schema()
    {
        if (fields is null)
        {
            return settings.Schema;
        }

        var schema = JsonObject.Create(settings.Schema)!;
        foreach (var (name, translated) in fields)
        {
            var field = schema["properties"]![name]!;
            field["title"] = translated.Title ?? (string?)field["title"];
            if (translated.Description is { } description)
            {
                field["description"] = description;
            }
        }

        return JsonSerializer.SerializeToElement(schema);
    }

    /// <summary>The translated words of the fields that have some.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Labels() =>
        (fields ?? new Dictionary<string, SpontaneousFieldTexts>(StringComparer.Ordinal))
            .Where(field => field.Value.Enum is { Count: > 0 })
            .ToDictionary(field => field.Key, field => field.Value.Enum!, StringComparer.Ordinal);
}
