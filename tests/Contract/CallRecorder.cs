using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>Makes calls and records request and answer, with fixed values in place of those that differ from run to run.</summary>
internal sealed partial class CallRecorder(ApiHost api) : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Media types of answers without examples.</summary>
    public static readonly string[] Binary = ["application/pdf", "application/zip"];

    private static readonly JsonSerializerOptions Compact = new(Readable) { WriteIndented = false };

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> notices = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonObject> calls = new(StringComparer.Ordinal);
    private readonly List<HttpClient> clients = [];

    /// <summary>The recorded files, by operation.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        calls.ToDictionary(call => call.Key, call => call.Value.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n");

    /// <summary>Calls an operation, with JSON unless another media type is named.</summary>
    public async Task<JsonNode> Call(
        string operation,
        string method,
        string address,
        string bearer,
        string? body = null,
        HttpStatusCode expected = HttpStatusCode.OK,
        string mediaType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "PUT" or "PATCH" or "DELETE")
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        using var response = await Client(bearer).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{operation}: expected {expected}, got {response.StatusCode}: {text}");
        var answeredType = response.Content.Headers.ContentType!.MediaType!;
        var call = calls.TryGetValue(operation, out var known) ? known : calls[operation] = [];
        call["path"] = Fixed(address, "text/plain");
        if (body is not null)
        {
            Child(call, "request")[mediaType] = Fixed(body, mediaType);
        }

        var answers = Child(call, "answers");
        // A binary file makes no useful example.
        if (!Binary.Contains(answeredType))
        {
            var shown = operation == "FindEvents" ? InFixedOrder(text) : text;
            Child(answers, ((int)expected).ToString(CultureInfo.InvariantCulture))[answeredType] = Fixed(shown, answeredType);
        }

        return answeredType == "application/json" ? JsonNode.Parse(text)! : JsonValue.Create(text);
    }

    /// <summary>A client for calls that are not recorded.</summary>
    public HttpClient Client(string bearer)
    {
        var client = api.Client(bearer);
        clients.Add(client);
        return client;
    }

    public void Dispose() => clients.ForEach(client => client.Dispose());

    private static JsonObject Child(JsonObject parent, string name) => (JsonObject)(parent[name] ??= new JsonObject());

    /// <summary>Events of one instant have no fixed order.</summary>
    private static string InFixedOrder(string text)
    {
        var page = JsonNode.Parse(text)!;
        var events = page["items"]!.AsArray().Select(one => one!.DeepClone());
        page["items"] = new JsonArray([
            .. events.OrderBy(
                one => $"{one["timestamp"]} {one["type"]} {one["data"]!["externalId"]} {one["data"]!["state"]} {one["data"]!["outcome"]}",
                StringComparer.Ordinal
            ),
        ]);
        return page.ToJsonString(Compact);
    }

    private JsonNode Fixed(string text, string mediaType)
    {
        text = NoticeNumberOrIuv().Replace(text, match => FixedNotice(match.Value));
        text = Ulid().Replace(text, match => FixedId(match.Value));
        text = Key().Replace(text, "rk_0example0000_EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0EXA");
        text = KeyPrefix().Replace(text, "\"prefix\":\"0example0000\"");
        text = Secret().Replace(text, "whsec_" + Convert.ToBase64String(new byte[32]));
        text = NextCursor().Replace(text, "\"${name}\":\"ZXhhbXBsZQ\"");
        text = Hash().Replace(text, new string('0', 64));
        text = Tag().Replace(text, match => $"{match.Groups["name"].Value}{new string('0', match.Groups["value"].Length)}");
        return mediaType.EndsWith("json", StringComparison.Ordinal) && !mediaType.EndsWith("ndjson", StringComparison.Ordinal)
            ? JsonNode.Parse(text)!
            : JsonValue.Create(text);
    }

    private string FixedId(string id) =>
        ids.TryGetValue(id, out var known)
            ? known
            : ids[id] = string.Create(CultureInfo.InvariantCulture, $"01KAQZ6Y00000000000000{ids.Count + 1:D4}");

    /// <summary>Keeps the relation of notice number and IUV: the IUV is the number without its first digit.</summary>
    private string FixedNotice(string number)
    {
        var iuv = number[^17..];
        if (!notices.TryGetValue(iuv, out var known))
        {
            known = notices[iuv] = NoticeNumber.Compose("01", 1_000 + notices.Count).Value;
        }

        return known[^number.Length..];
    }

    [GeneratedRegex(@"(?<![0-9A-Z])(3?01[0-9]{15})(?![0-9A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoticeNumberOrIuv();

    [GeneratedRegex("(?<![0-9A-Z])01[0-9A-HJKMNP-TV-Z]{24}(?![0-9A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ulid();

    [GeneratedRegex("rk_[0-9a-z]{12}_[A-Za-z0-9_-]{20,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("\"prefix\":\"[^\"]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyPrefix();

    [GeneratedRegex("\"(?<name>nextCursor|resumeCursor)\":\"[^\"]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextCursor();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();

    [GeneratedRegex("""(?<name>"etag":"(\\"|\\u0022)?(W/)?)(?<value>[A-Za-z0-9_-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
