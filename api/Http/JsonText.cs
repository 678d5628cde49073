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

/// <summary>A text has an unfit character; the serializer adds its path.</summary>
internal sealed class UnfitTextException() : JsonException("A text has a character that no text may hold.");
