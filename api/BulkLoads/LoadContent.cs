using Lecce.Riscossione.Api.Kernel;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>What the headers of an upload say of its body.</summary>
/// <param name="Format">One of <see cref="LoadFormat"/>.</param>
/// <param name="Charset">How the text is encoded.</param>
/// <param name="IsCompressed">True for gzip.</param>
internal sealed record LoadContent(string Format, LoadCharset Charset, bool IsCompressed)
{
    /// <summary>Reads the headers.</summary>
    /// <exception cref="Refusal"><see cref="Codes.UnsupportedMediaType"/>, with what is accepted.</exception>
    public static LoadContent Of(HttpRequest request)
    {
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        var format = type?.MediaType.Value?.ToUpperInvariant() switch
        {
            "APPLICATION/X-NDJSON" => LoadFormat.Ndjson,
            "TEXT/CSV" => LoadFormat.Csv,
            _ => throw new Refusal(Codes.UnsupportedMediaType, "Il corpo deve essere application/x-ndjson oppure text/csv."),
        };
        var isCompressed = request.Headers.ContentEncoding.ToString().ToUpperInvariant() switch
        {
            "" or "IDENTITY" => false,
            "GZIP" => true,
            _ => throw new Refusal(Codes.UnsupportedMediaType, "L'unica compressione gestita è gzip."),
        };
        return new LoadContent(format, CharsetOf(type.Charset.Value, format), isCompressed);
    }

    private static LoadCharset CharsetOf(string? name, string format) =>
        name?.Trim('"').Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            // JSON is UTF-8 (RFC 8259, 8.1); what a spreadsheet wrote may be anything.
            null or "" => format == LoadFormat.Csv ? LoadCharset.Unstated : LoadCharset.Utf8,
            "UTF8" or "USASCII" or "ASCII" => LoadCharset.Utf8,
            "WINDOWS1252" or "CP1252" or "XCP1252" or "WIN1252" or "1252" or "ISO88591" or "LATIN1" or "L1" when format == LoadFormat.Csv =>
                LoadCharset.Windows1252,
            _ => throw new Refusal(
                Codes.UnsupportedMediaType,
                "Il charset deve essere utf-8; per text/csv anche windows-1252 o iso-8859-1."
            ),
        };
}

/// <summary>How the text of an upload is encoded.</summary>
internal enum LoadCharset
{
    /// <summary>The sender does not say: UTF-8, or the whole upload is refused.</summary>
    Unstated,
    Utf8,
    Windows1252,
}
