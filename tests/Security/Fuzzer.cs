using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Access;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>One operation as our own document publishes it.</summary>
internal sealed record PublishedOperation(string Name, string Method, string Path, JsonNode Contract)
{
    /// <summary>Every operation of the document.</summary>
    public static IReadOnlyList<PublishedOperation> Of(JsonNode document) =>
        [
            .. from path in document["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where method.Value!["operationId"] is not null
            select new PublishedOperation((string)method.Value!["operationId"]!, method.Key.ToUpperInvariant(), path.Key, method.Value),
        ];

    /// <summary>The parameters that lie in a part of the request.</summary>
    public IEnumerable<JsonNode> Parameters(string place) =>
        (Contract["parameters"]?.AsArray() ?? []).Select(one => one!).Where(one => (string?)one["in"] == place);
}

/// <summary>
/// A request that an attacker or a broken program might send. A stranger is a caller of another organization, or one without a key; a hostile path
/// may lead to another operation or to none.
/// </summary>
internal sealed record FuzzedRequest(
    PublishedOperation Operation,
    string Address,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body,
    string MediaType,
    string? Bearer,
    bool IsStranger,
    bool IsPathHostile
)
{
    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(new HttpMethod(Operation.Method), new Uri(Address, UriKind.Relative));
        message.Headers.Authorization = Bearer is null ? null : new AuthenticationHeaderValue("Bearer", Bearer);
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
        }

        return message;
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body);
        return $"{Operation.Method} {Address} [{string.Join(", ", Headers)}] {MediaType} {body[..Math.Min(body.Length, 600)]}";
    }
}

/// <summary>
/// Makes requests out of the published document: right ones, bent in one place or in several. Each is made from the seed and its number
/// alone, so that one can be made again without those before it.
/// </summary>
internal sealed class Fuzzer(Crossing crossing, JsonNode document, int seed)
{
    private const int MaxCursors = 200;

    private static readonly string[] OtherHeaders =
    [
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Content-Encoding",
        "Cookie",
        "Forwarded",
        "Idempotency-Key",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "Origin",
        "Range",
        "SOAPAction",
        "tracestate",
        "traceparent",
        "baggage",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-HTTP-Method-Override",
        "X-Request-Id",
    ];

    private readonly Dictionary<string, string> cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Operation> rights = Operation
        .Of(crossing.Town.Api)
        .ToDictionary(one => one.Name, StringComparer.Ordinal);
    private readonly Bodies bodies = new(crossing, document);

    /// <summary>Every operation of the document.</summary>
    public IReadOnlyList<PublishedOperation> Operations { get; } = PublishedOperation.Of(document);

    /// <summary>Learns the cursor of the next page from an answer.</summary>
    public void Learn(PublishedOperation operation, string answer)
    {
        if (cursors.Count < MaxCursors && answer.StartsWith('{') && JsonNode.Parse(answer)!["nextCursor"] is JsonValue cursor)
        {
            cursors[operation.Name] = (string)cursor!;
        }
    }

    /// <summary>The request with a number. Cursors apart, which come from answers, its number alone makes it.</summary>
    public FuzzedRequest Make(int number)
    {
        var random = new Random(unchecked((seed * 486_187_739) + number));
        var operation = Operations[number % Operations.Count];
        var (bearer, isStranger) = Sender(operation, random);
        var (path, isPathHostile) = Path(operation, random);
        var (body, mediaType) = bodies.Make(operation, random);
        return new(
            operation,
            path + Query(operation, random),
            [.. Headers(operation, random)],
            body,
            mediaType,
            bearer,
            isStranger,
            isPathHostile
        );
    }

    private (string? Bearer, bool IsStranger) Sender(PublishedOperation operation, Random random)
    {
        if (!rights.TryGetValue(operation.Name, out var right))
        {
            return (null, true);
        }

        var kind = random.Next(20) switch
        {
            < 15 => CallerKind.Owner,
            15 or 16 => CallerKind.OtherOrganization,
            17 => CallerKind.OtherDepartment,
            18 => CallerKind.WithoutScope,
            _ => CallerKind.Stranger,
        };
        if (random.Next(12) == 0)
        {
            return (HostileTokens.Make(random), true);
        }

        // Good tokens live an hour, and a long run goes through days: all others are keys.
        return (crossing.Bearers(right, kind)[0], kind is CallerKind.OtherOrganization or CallerKind.WithoutScope or CallerKind.Stranger);
    }

    private (string Path, bool IsHostile) Path(PublishedOperation operation, Random random)
    {
        var segments = operation.Path.Split('/');
        var isHostile = false;
        for (var at = segments.Length - 1; at > 0; at--)
        {
            if (segments[at].StartsWith('{'))
            {
                var isBent = random.Next(6) == 0;
                isHostile |= isBent;
                segments[at] = Uri.EscapeDataString(
                    isBent ? SomeObject(random) : crossing.Objects.GetValueOrDefault($"{segments[at - 1]}/{segments[at]}", "1")
                );
            }
        }

        return (string.Join('/', segments), isHostile);
    }

    private string SomeObject(Random random) =>
        random.Next(2) == 0
            // No server lets a null character in an address reach the program.
            ? Hostile.Text(random).Replace("\0", "", StringComparison.Ordinal)
            : crossing.Objects.Values.ElementAt(random.Next(crossing.Objects.Count));

    private string Query(PublishedOperation operation, Random random)
    {
        var pairs = new List<string>();
        foreach (var parameter in operation.Parameters("query"))
        {
            var name = (string)parameter["name"]!;
            var isWanted = (bool?)parameter["required"] ?? false;
            while (random.Next(10) < (isWanted ? 9 : 3))
            {
                isWanted = false;
                var value =
                    name == "cursor" && random.Next(2) == 0 && cursors.TryGetValue(operation.Name, out var cursor) ? Moved(cursor, random)
                    : name == "limit" && random.Next(2) == 0 ? "1"
                    : random.Next(2) == 0 ? Hostile.Text(random)
                    : bodies.Fitting(parameter["schema"], name, random)?.ToString();
                pairs.Add($"{name}={Uri.EscapeDataString(value ?? "")}");
            }
        }

        if (random.Next(20) == 0)
        {
            pairs.Add($"{Uri.EscapeDataString(Hostile.Text(random))}={Uri.EscapeDataString(Hostile.Text(random))}");
        }

        return pairs.Count == 0 ? "" : $"?{string.Join('&', pairs)}";
    }

    /// <summary>A cursor of the same list with another place in it, or with one letter changed.</summary>
    private static string Moved(string cursor, Random random)
    {
        const int BindingBytes = 6;
        if (random.Next(4) == 0)
        {
            var letters = cursor.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next('-', 'z');
            return new string(letters);
        }

        byte[] place = [.. Base64Url.DecodeFromChars(cursor).AsSpan(0, BindingBytes), .. Encoding.UTF8.GetBytes(Hostile.Text(random))];
        return Base64Url.EncodeToString(place);
    }

    private static IEnumerable<(string Name, string Value)> Headers(PublishedOperation operation, Random random)
    {
        foreach (var name in operation.Parameters("header").Select(parameter => (string)parameter["name"]!))
        {
            var usual = name == "If-Match" ? "*" : random.Next().ToString(CultureInfo.InvariantCulture);
            yield return (name, random.Next(4) == 0 ? Hostile.Text(random) : usual);
        }

        while (random.Next(4) == 0)
        {
            yield return (OtherHeaders[random.Next(OtherHeaders.Length)], Hostile.Text(random));
        }
    }
}
