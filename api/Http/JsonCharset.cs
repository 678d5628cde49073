using System.Collections.Frozen;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Accepts the charset of a JSON body in every form that clients use: quoted, in any case, by its aliases. The framework fails for a name that is
/// not exactly an encoding's.
/// </summary>
internal static class JsonCharset
{
    /// <summary>The accepted encodings, in words.</summary>
    public const string Accepted = "UTF-8 (la codifica consigliata), US-ASCII, ISO-8859-1 o UTF-16";

    private const string Charset = "charset";
    private const string Utf8 = "utf-8";

    private static readonly FrozenDictionary<string, string> Encodings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["utf-8"] = Utf8,
        ["utf8"] = Utf8,
        ["unicode-1-1-utf-8"] = Utf8,
        // ASCII is a subset of UTF-8.
        ["us-ascii"] = Utf8,
        ["ascii"] = Utf8,
        ["iso-8859-1"] = "iso-8859-1",
        ["iso8859-1"] = "iso-8859-1",
        ["iso_8859-1"] = "iso-8859-1",
        ["latin1"] = "iso-8859-1",
        ["utf-16"] = "utf-16",
        ["utf-16le"] = "utf-16",
        ["utf-16be"] = "utf-16BE",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The middleware. Runs before the body is read.</summary>
    /// <exception cref="Refusal"><see cref="Codes.UnsupportedMediaType"/>: an unknown encoding, or two different ones.</exception>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.ContentType is { } text && MediaTypeHeaderValue.TryParse(text, out var type) && IsJson(type))
        {
            request.ContentType = EncodingOf(type) is { } encoding and not Utf8
                ? $"{type.MediaType}; {Charset}={encoding}"
                : type.MediaType.ToString();
        }

        return next(context);
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The encoding of the header; null without a charset.</summary>
    private static string? EncodingOf(MediaTypeHeaderValue type)
    {
        var named = type
            .Parameters.Where(parameter => parameter.Name.Equals(Charset, StringComparison.OrdinalIgnoreCase))
            .Select(parameter => HeaderUtilities.RemoveQuotes(parameter.Value).ToString())
            .Where(name => name.Length > 0)
            .Select(name => Encodings.GetValueOrDefault(name))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return named switch
        {
            [] => null,
            [{ } encoding] => encoding,
            _ => throw new Refusal(
                Codes.UnsupportedMediaType,
                $"Il charset indicato in Content-Type non è gestito: inviare application/json in {Accepted}."
            ),
        };
    }
}
