using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The format of an upload, read from its headers.</summary>
/// <param name="Format">One of <see cref="LoadFormat"/>.</param>
/// <param name="Encoding">How its text is encoded.</param>
internal sealed record LoadContent(string Format, InboundEncoding Encoding)
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
        return new LoadContent(format, new InboundEncoding(CharsetOf(type.Charset.Value, format), isCompressed));
    }

    /// <summary>Separates the rows of an upload from its header and blank lines.</summary>
    public InboundFormat Rows() =>
        Format == LoadFormat.Csv
            ? new InboundFormat(new CsvStart().IsRow, beginning => CsvHeader.Find(beginning))
            : new InboundFormat(line => line.ContainsAnyExcept(LoadUnits.BlankJson), _ => { });

    private static InboundCharset CharsetOf(string? name, string format) =>
        name?.Trim('"').Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            // JSON is UTF-8 (RFC 8259, 8.1); what a spreadsheet wrote may be anything.
            null or "" => format == LoadFormat.Csv ? InboundCharset.Unstated : InboundCharset.Utf8,
            "UTF8" or "USASCII" or "ASCII" => InboundCharset.Utf8,
            "WINDOWS1252" or "CP1252" or "XCP1252" or "WIN1252" or "1252" or "ISO88591" or "LATIN1" or "L1" when format == LoadFormat.Csv =>
                InboundCharset.Windows1252,
            _ => throw new Refusal(
                Codes.UnsupportedMediaType,
                "Il charset deve essere utf-8; per text/csv anche windows-1252 o iso-8859-1."
            ),
        };
}
