using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Reads every JSON string and refuses unfit text (<see cref="Texts"/>).</summary>
internal sealed class JsonText : JsonConverter<string>
{
    /// <inheritdoc />
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Fit(reader.GetString()!) : throw new JsonException();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <inheritdoc />
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Fit(reader.GetString()!);

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Fit(string text) => Texts.AreFit(text) ? text : throw new UnfitTextException();
}

/// <summary>Reads JSON of any shape; refuses unfit texts and repeated names in it, as in the members of a record.</summary>
internal sealed class JsonTree : JsonConverter<JsonElement>
{
    /// <inheritdoc />
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var tree = JsonElement.ParseValue(ref reader);
        Check(tree, "");
        return tree;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    private static void Check(JsonElement value, string pointer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                RequireFit(value.GetString, pointer);
                break;
            case JsonValueKind.Array:
                foreach (var (index, element) in value.EnumerateArray().Index())
                {
                    Check(element, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"));
                }

                break;
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    var name = RequireFit(() => member.Name, pointer);
                    if (!names.Add(name))
                    {
                        throw new JsonException("A name is repeated.");
                    }

                    Check(member.Value, pointer + JsonPath.PointerTo(name));
                }

                break;
        }
    }

    private static string RequireFit(Func<string?> read, string pointer)
    {
        try
        {
            return read() is { } text && Texts.AreFit(text) ? text : throw new UnfitTextException(pointer);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw new UnfitTextException(pointer);
        }
    }
}

/// <summary>A text has an unfit character; the serializer adds its path.</summary>
/// <param name="pointer">The JSON pointer to the text, relative to that path.</param>
internal sealed class UnfitTextException(string pointer = "") : JsonException("A text has a character that no text may hold.")
{
    public string Pointer { get; } = pointer;
}
