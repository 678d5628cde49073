using System.Text.Json;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// The content of a notice as text, from which the same file can be written again, byte for byte, after the document has changed. The logo is kept
/// once for the batch, and the words of a language are known by its name.
/// </summary>
internal static class FrozenNotice
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new WordsByLanguage(), new NoLogo() },
    };

    public static string Write(NoticeContent content) => JsonSerializer.Serialize(content, Options);

    public static NoticeContent Read(string text, PdfImage? logo)
    {
        var content = JsonSerializer.Deserialize<NoticeContent>(text, Options)!;
        return content with { Creditor = content.Creditor with { Logo = logo } };
    }

    private sealed class WordsByLanguage : JsonConverter<NoticeWords>
    {
        private const int CodeLength = 2;

        public override NoticeWords Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            NoticeWords.In(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, NoticeWords value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Language[..CodeLength]);
    }

    private sealed class NoLogo : JsonConverter<PdfImage>
    {
        public override PdfImage? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return null;
        }

        public override void Write(Utf8JsonWriter writer, PdfImage value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
