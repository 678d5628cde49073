using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// In which encoding a message is: a byte order mark decides, then the charset of the HTTP header, then what the XML declaration says
/// (RFC 7303, 3; SOAP 1.1, 6). An unknown charset is ignored.
/// </summary>
/// <param name="Reading">Encoding in which to read the message; null when the XML reader detects it.</param>
/// <param name="Kept">Charset to store in the content type of the copy, when the bytes alone would be read differently; otherwise null.</param>
internal readonly partial record struct NodeCharset(Encoding? Reading, string? Kept)
{
    private const int MaxDeclarationBytes = 200;

    // Bytes that are no character are an error, not a question mark.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decides for the bytes of a call, or of the stored copy of one, and their content type.</summary>
    public static NodeCharset Of(byte[] message, string? contentType)
    {
        if (HasByteOrderMark(message))
        {
            return default;
        }

        var own = Declared(message) is { } declared ? Find(declared) : Utf8;
        var governing = MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? Find(HeaderUtilities.RemoveQuotes(type.Charset).Value)
            : null;
        if (governing is not null && governing.WebName != own?.WebName)
        {
            return new(governing, governing.WebName);
        }

        // The XML reader knows those of Unicode, and only one of the others.
        return own is { IsSingleByte: true } ? new(own, null) : default;
    }

    /// <summary>The type of the stored copy.</summary>
    public string StoredType => Kept is null ? "application/xml" : $"application/xml; charset={Kept}";

    private static Encoding? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (name.ToUpperInvariant() is "UTF-8" or "UTF8")
        {
            return Utf8;
        }

        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                name,
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            );
        }
    }

    private static string? Declared(byte[] message)
    {
        var start = message.AsSpan(0, Math.Min(message.Length, MaxDeclarationBytes));
        return start.StartsWith("<?xml"u8) && Declaration().Match(Encoding.ASCII.GetString(start)) is { Success: true } found
            ? found.Groups["name"].Value
            : null;
    }

    private static bool HasByteOrderMark(byte[] message) =>
        message is [0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..];

    [GeneratedRegex(
        """\A<\?xml[^>]*?\sencoding\s*=\s*["'](?<name>[A-Za-z0-9._-]+)["']""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Declaration();
}
