using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Lecce.Riscossione.Api.Data;

/// <summary>JSON that is kept in the database (timeline, events): the same conventions as on the wire.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    /// <summary>The settings for records whose members with an attribute are left out.</summary>
    public static JsonSerializerOptions Without<TAttribute>()
        where TAttribute : Attribute
    {
        return new JsonSerializerOptions(Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } } };

        static void LeaveOut(JsonTypeInfo type)
        {
            foreach (var member in type.Properties.ToList())
            {
                if (member.AttributeProvider?.IsDefined(typeof(TAttribute), inherit: true) is true)
                {
                    type.Properties.Remove(member);
                }
            }
        }
    }

    /// <summary>The text of a value, by its run-time type.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>The same in bytes.</summary>
    public static byte[] WriteUtf8(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <summary>The value that <see cref="Write"/> stored.</summary>
    public static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Options)!;

    /// <summary>The texts of a stored array; none when there is no array.</summary>
    public static IReadOnlyList<string> ReadTexts(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<string>>(stored, Options)!;
}
