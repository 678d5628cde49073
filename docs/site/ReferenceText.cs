using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Contract;

namespace Lecce.Riscossione.Site;

/// <summary>Converts parts of the contract to HTML. All its text is encoded.</summary>
internal static partial class ReferenceText
{
    // Smaller numbers may be years and have no thousands separators.
    private const int MinGrouped = 10_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A path or property name, which may wrap between its parts.</summary>
    public static string Code(string name) => $"<code>{PartEnd().Replace(Encode(name), "${end}<wbr>")}</code>";

    /// <summary>A text with back-quoted code marked up.</summary>
    public static string Prose(JsonNode? text) => Quoted().Replace(Encode((string?)text), "<code>${code}</code>");

    /// <summary>The anchor of a name.</summary>
    public static string Anchor(string kind, string name) => $"{kind}-{Slug(name)}";

    /// <summary>A name in small letters, with hyphens.</summary>
    public static string Slug(string name) => $"{NotInAnchors().Replace(WordStart().Replace(name, "-"), "-").ToLowerInvariant()}";

    /// <summary>A collapsed example; text as it is, everything else as JSON.</summary>
    public static string Example(string title, JsonNode example) =>
        $"<details class=\"example\">\n<summary>{Encode(title)}</summary>\n<pre tabindex=\"0\"><code>{Encode(Text(example))}</code></pre>\n</details>\n";

    /// <summary>A value as it travels: a text that is no JSON as it is.</summary>
    public static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? ((string)value!).TrimEnd() : Readable(value);

    /// <summary>Indented JSON.</summary>
    public static string Readable(JsonNode value) => value.ToJsonString(Indented).ReplaceLineEndings("\n");

    /// <summary>The type of a value and its bounds, in words.</summary>
    public static string Kind(JsonNode schema)
    {
        if (ClientOperation.ReferenceOf(schema) is { } name)
        {
            return $"<a href=\"schemas.html#{Anchor("schema", name)}\">{name}</a>";
        }

        var bounds = Bounds(schema);
        return (string?)schema["type"] == "array"
            ? $"elenco{bounds.Replace(';', ',')}{(bounds.Length > 0 ? "," : "")} di {Kind(schema["items"]!)}"
            : $"{Word((string?)schema["type"], (string?)schema["format"])}{bounds}";
    }

    private static string Word(string? type, string? format) =>
        (type, format) switch
        {
            (_, "date") => "data",
            (_, "date-time") => "istante",
            (_, "byte") => "base64",
            (_, "binary") => "file",
            ("integer", _) => "intero",
            ("boolean", _) => "vero o falso",
            ("string", _) => "testo",
            _ => "oggetto",
        };

    private static string Bounds(JsonNode schema)
    {
        string?[] bounds =
        [
            Range(schema["minLength"], schema["maxLength"], "carattere", "caratteri"),
            Range(schema["minItems"], schema["maxItems"], "elemento", "elementi"),
            Range(schema["minimum"], schema["maximum"], "", ""),
            (string?)schema["pattern"] is { } pattern ? $"<code>{Encode(pattern)}</code>" : null,
            (schema["enum"] ?? schema["x-extensible-enum"]) is JsonArray words
                ? $"valori: {string.Join(", ", words.Select(word => $"<code>{Encode(word?.ToString())}</code>"))}"
                : null,
        ];
        return string.Concat(bounds.OfType<string>().Select(bound => $"; {bound}"));
    }

    private static string? Range(JsonNode? min, JsonNode? max, string one, string many)
    {
        var (from, to) = ((long?)min, (long?)max);
        var words = (from, to) switch
        {
            (null, null) => null,
            (null, _) => $"al più {Number(to)}",
            (_, null) => $"almeno {Number(from)}",
            _ when from == to => $"{Number(to)}",
            _ => $"da {Number(from)} a {Number(to)}",
        };
        return words is null ? null : $"{words} {(to == 1 ? one : many)}".TrimEnd();
    }

    private static string? Number(long? number) => number?.ToString(number < MinGrouped ? "0" : "#,0", CultureInfo.GetCultureInfo("it-IT"));

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<end>[./]|-(?=[A-Za-z]))(?!$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PartEnd();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchors();
}
