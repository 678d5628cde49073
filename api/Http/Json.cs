using System.Globalization;
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
                foreach (var list in lists)
                {
                    if (list.Get!(body) is IEnumerable<object?> elements && elements.Contains(null))
                    {
                        throw new NullElementException(list.Name, elements.TakeWhile(element => element is not null).Count());
                    }
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

/// <summary>A list has null where an element should be.</summary>
/// <param name="list">The name of the list in its object.</param>
/// <param name="index">The place of the element, from 0.</param>
internal sealed class NullElementException(string list, int index) : JsonException("A list has a null element.")
{
    /// <summary>Where the element is in the object that has the list, as a JSON pointer.</summary>
    public string Pointer { get; } = string.Create(CultureInfo.InvariantCulture, $"{JsonPath.PointerTo(list)}/{index}");
}
