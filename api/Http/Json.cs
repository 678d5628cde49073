using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Lecce.Riscossione.Api.Http;

/// <summary>JSON settings. Reading is strict: a misspelt or missing property is refused, never defaulted.</summary>
internal static class Json
{
    /// <summary>The same settings for code outside of handlers.</summary>
    public static JsonSerializerOptions Options { get; } = Configured();

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

        // Responses are application/json with nosniff, so accents and apostrophes need no escapes.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonText());
        options.Converters.Add(new JsonTree());
        options.Converters.Add(new JsonMoment());
        options.Converters.Add(new JsonDay());
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullElements);
    }

    /// <summary>Refuses null elements of lists: the serializer applies nullable annotations to properties only.</summary>
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

/// <summary>A list has a null element.</summary>
/// <param name="list">The property name of the list.</param>
/// <param name="index">The index of the element.</param>
internal sealed class NullElementException(string list, int index) : JsonException("A list has a null element.")
{
    /// <summary>The JSON pointer to the element, relative to the object that has the list.</summary>
    public string Pointer { get; } = string.Create(CultureInfo.InvariantCulture, $"{JsonPath.PointerTo(list)}/{index}");
}
