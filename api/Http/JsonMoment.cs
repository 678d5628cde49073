using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Reads a moment in RFC 3339 form, with <c>Z</c> or an offset and up to nine decimals; writes it with <c>Z</c>.</summary>
internal sealed class JsonMoment : JsonConverter<Instant>
{
    /// <summary>The form, in Italian.</summary>
    public const string Expected =
        "Servono data e ora con il fuso (RFC 3339), per esempio 2026-11-22T21:00:00Z oppure 2026-11-22T22:00:00+01:00.";

    /// <inheritdoc />
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var moment)
            ? moment
            : throw new UnreadableValueException(Expected);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));

    /// <summary>Reads a moment outside of JSON.</summary>
    public static bool TryParse(string text, out Instant moment)
    {
        // RFC 3339, 5.6 admits lower-case letters.
        moment = default;
        if (!OffsetDateTimePattern.Rfc3339.Parse(text.ToUpperInvariant()).TryGetValue(default, out var written))
        {
            return false;
        }

        try
        {
            moment = written.ToInstant();
            return true;
        }
        catch (OverflowException)
        {
            // An offset can lead beyond the first or last representable day.
            return false;
        }
    }
}

/// <summary>Reads a day; a malformed one gets an error that shows the form.</summary>
internal sealed class JsonDay : JsonConverter<LocalDate>
{
    private const string Expected = "Serve una data esistente nella forma AAAA-MM-GG, per esempio 2026-11-22.";

    /// <inheritdoc />
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && LocalDatePattern.Iso.Parse(reader.GetString()!).TryGetValue(default, out var day)
            ? day
            : throw new UnreadableValueException(Expected);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>A value does not have the form of its type; the serializer adds its path.</summary>
/// <param name="expected">The expected form, in Italian.</param>
internal sealed class UnreadableValueException(string expected) : JsonException("A value is not written as expected.")
{
    /// <summary>The expected form, in Italian.</summary>
    public string Expected => expected;
}
