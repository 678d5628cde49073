using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>A parameter of a method of the C# client.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Wire">Its name in the request; empty for the body.</param>
/// <param name="In">path, query, header or body.</param>
/// <param name="Type">Its type in C#, without the question mark of an optional one.</param>
/// <param name="IsRequired">False when it may be left out.</param>
/// <param name="Meaning">Its description in the document.</param>
internal sealed record CSharpParameter(string Name, string Wire, string In, string Type, bool IsRequired, string Meaning)
{
    public string Declaration => IsRequired ? $"{Type} {Name}" : $"{Type}? {Name} = null";
}

/// <summary>An operation of the document as the C# client names and types it.</summary>
internal sealed partial class CSharpOperation
{
    private const string IfMatch = "If-Match";
    private readonly JsonNode document;
    private readonly JsonNode operation;
    private readonly JsonNode result;

    private CSharpOperation(JsonNode document, string path, string method, JsonNode operation)
    {
        this.document = document;
        this.operation = operation;
        Path = path.TrimStart('/');
        Method = method.ToUpperInvariant();
        Id = (string)operation["operationId"]!;
        Resource = (string)operation["tags"]![0]!;
        Name = NameOf(Id, Resource);
        Body = (operation["requestBody"]?["content"]?.AsObject() ?? [])
            .Select(content => KeyValuePair.Create(content.Key, content.Value!))
            .FirstOrDefault();
        var success = operation["responses"]!.AsObject().First(answer => answer.Key.StartsWith('2')).Value!["content"]!.AsObject();
        Accepts = [.. success.Select(content => content.Key)];
        result = success.First().Value!["schema"]!;
        Parameters = [.. Declared().OrderBy(one => !one.IsRequired)];
    }

    public string Id { get; }
    public string Path { get; }
    public string Method { get; }

    /// <summary>The tag, and the client's property: <c>PaymentDocuments</c>.</summary>
    public string Resource { get; }

    /// <summary>The method's name without Async: <c>Issue</c>.</summary>
    public string Name { get; }

    /// <summary>The required parameters, then the others, each in the order of the document.</summary>
    public IReadOnlyList<CSharpParameter> Parameters { get; }

    public IReadOnlyList<string> Accepts { get; }
    public string? BodyMediaType => Body.Key;
    public string ResultType => TypeOf(result, "FileResponse");
    public bool IsDeprecated => (bool?)operation["deprecated"] is true;
    public string Summary => (string?)operation["summary"] ?? Id;
    public string Description => (string?)operation["description"] ?? "";
    public string Returns => (string?)SchemaOf(ResultType)?["description"] ?? "Il file, letto mentre arriva.";

    /// <summary>True when the request may name the version that it changes, but need not.</summary>
    public bool MayNameVersion => Published().Any(one => (string?)one["name"] == IfMatch && (bool?)one["required"] is not true);

    /// <summary>The type of the items of a paged list; null for other answers.</summary>
    public string? ItemType =>
        Parameters.Any(one => one is { In: "query", Wire: "cursor" })
            ? TypeOf(SchemaOf(ResultType)!["properties"]!["items"]!["items"]!, "")
            : null;

    private KeyValuePair<string, JsonNode> Body { get; }

    public static IReadOnlyList<CSharpOperation> All(JsonNode document) =>
        [
            .. from path in document["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            select new CSharpOperation(document, path.Key, method.Key, method.Value!),
        ];

    /// <summary>
    /// The operationId without the noun of its tag: IssuePaymentDocument of PaymentDocuments is Issue, and its ReadPaymentDocumentTimeline
    /// is ReadTimeline.
    /// </summary>
    public static string NameOf(string operationId, string resource)
    {
        foreach (var noun in new[] { resource, Plural().Replace(resource, "") })
        {
            var at = operationId.IndexOf(noun, StringComparison.Ordinal);
            if (at > 0)
            {
                return operationId.Remove(at, noun.Length);
            }
        }

        return operationId;
    }

    private IEnumerable<CSharpParameter> Declared()
    {
        foreach (
            var one in Published().Where(one => (string?)one["in"] != "header" || ((string?)one["name"] == IfMatch && !MayNameVersion))
        )
        {
            var wire = (string)one["name"]!;
            yield return new(
                wire == IfMatch ? "ifMatch" : wire,
                wire,
                (string)one["in"]!,
                TypeOf(one["schema"]!, ""),
                (bool?)one["required"] is true,
                (string?)one["description"] ?? ""
            );
        }

        if (Body.Value is not null)
        {
            var type = TypeOf(Body.Value["schema"]!, "System.IO.Stream");
            yield return new(
                "body",
                "",
                "body",
                type,
                IsRequired: true,
                (string?)SchemaOf(type)?["description"] ?? "Il contenuto da inviare."
            );
        }
    }

    private IEnumerable<JsonNode> Published() => (operation["parameters"]?.AsArray() ?? []).Select(one => one!);

    private JsonNode? SchemaOf(string type) => document["components"]!["schemas"]![type];

    private static string TypeOf(JsonNode schema, string binary) =>
        ((string?)schema["$ref"], (string?)schema["type"], (string?)schema["format"]) switch
        {
            ({ } reference, _, _) => reference[(reference.LastIndexOf('/') + 1)..],
            (_, "string", "binary") => binary,
            (_, "string", "date") => "NodaTime.LocalDate",
            (_, "string", "date-time") => "NodaTime.Instant",
            (_, "string", _) => "string",
            (_, "boolean", _) => "bool",
            (_, "integer", "int64") => "long",
            (_, "integer", _) => "int",
            (_, "array", _) => $"System.Collections.Generic.IEnumerable<{TypeOf(schema["items"]!, binary)}>",
            var other => throw new NotSupportedException($"The C# client has no type for {other}."),
        };

    [GeneratedRegex("(?<=ch|ss)es$|s$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Plural();
}
