using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Lecce.Riscossione.Api.Http;

/// <summary>How JSON is read and written: exactly, so that a misspelt or missing value is refused and never silently defaulted.</summary>
internal static class Json
{
    /// <summary>The same settings for whoever writes JSON outside of a handler.</summary>
    public static JsonSerializerOptions Options { get; } = Configured();

    /// <summary>Applies the settings to the options of the framework.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.AllowTrailingCommas = false;
        options.ReadCommentHandling = JsonCommentHandling.Disallow;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = 16;

        // Answers are application/json and never guessed to be HTML (nosniff): accents and apostrophes stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonText());
        options.Converters.Add(new JsonMoment());
        options.Converters.Add(new JsonDay());
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullElements);
    }

    /// <summary>The serializer respects the annotations of properties, but not those of a list's elements.</summary>
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        var lists = type
            .Properties.Where(property => property.Get is not null && property.PropertyType.IsAssignableTo(typeof(IEnumerable<object>)))
            .ToList();
        if (lists.Count > 0)
        {
            type.OnDeserialized = body =>
            {
                if (lists.Exists(list => list.Get!(body) is IEnumerable<object?> elements && elements.Contains(null)))
                {
                    throw new JsonException("A list has a null element.");
                }
            };
        }
    }

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }
}
