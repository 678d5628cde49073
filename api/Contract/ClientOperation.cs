using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>An operation of the document as both clients name it.</summary>
internal abstract partial class ClientOperation
{
    protected const string IfMatch = "If-Match";
    private readonly JsonNode document;
    private readonly JsonNode operation;

    protected ClientOperation(JsonNode document, PublishedOperation published)
    {
        this.document = document;
        operation = published.Operation;
        Path = published.Path.TrimStart('/');
        Method = published.Method.ToUpperInvariant();
        Id = (string)operation["operationId"]!;
        Resource = (string)operation["tags"]![0]!;
        Name = NameOf(Id, Resource);
        Body = (operation["requestBody"]?["content"]?.AsObject() ?? [])
            .Select(content => KeyValuePair.Create(content.Key, content.Value!["schema"]!))
            .FirstOrDefault();
        var success = operation["responses"]!.AsObject().First(answer => answer.Key.StartsWith('2')).Value!["content"]!.AsObject();
        Accepts = [.. success.Select(content => content.Key)];
        Result = success.First().Value!["schema"]!;
        Published = [.. (operation["parameters"]?.AsArray() ?? []).Select(one => one!)];
    }

    public string Id { get; }
    public string Path { get; }
    public string Method { get; }

    /// <summary>The tag, and the client's property: <c>PaymentDocuments</c>.</summary>
    public string Resource { get; }

    /// <summary>The method's name: <c>Issue</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the method over all pages: <c>FindAllResults</c> for FindResults.</summary>
    public string NameOfAll => Verb().Replace(Name, "${verb}All");

    public IReadOnlyList<string> Accepts { get; }
    public string? BodyMediaType => Body.Key;
    public bool IsDeprecated => (bool?)operation["deprecated"] is true;
    public string Summary => (string?)operation["summary"] ?? Id;
    public string Description => (string?)operation["description"] ?? "";

    /// <summary>True when the request may name the version that it changes, but need not.</summary>
    public bool MayNameVersion => Published.Any(one => (string?)one["name"] == IfMatch && (bool?)one["required"] is not true);

    /// <summary>The parameters as the document has them.</summary>
    protected IReadOnlyList<JsonNode> Published { get; }

    /// <summary>The media type and the schema of the body; no key without a body.</summary>
    protected KeyValuePair<string, JsonNode> Body { get; }

    /// <summary>The schema of the answer.</summary>
    protected JsonNode Result { get; }

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

    /// <summary>The name of the component that a schema refers to; null for a schema of its own.</summary>
    public static string? ReferenceOf(JsonNode schema) => ((string?)schema["$ref"])?.Split('/')[^1];

    protected static IEnumerable<PublishedOperation> Each(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select new PublishedOperation(path.Key, method.Key, method.Value!);

    /// <summary>The component of that name; null for a type that is none.</summary>
    protected JsonNode? SchemaOf(string type) => document["components"]!["schemas"]![type];

    [GeneratedRegex("(?<=ch|ss)es$|s$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Plural();

    [GeneratedRegex("^(?<verb>[A-Z][a-z]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Verb();
}

/// <summary>An operation where the document has it.</summary>
/// <param name="Path">Its path, with a slash in front.</param>
/// <param name="Method">get, post, put, patch or delete.</param>
/// <param name="Operation">Its node.</param>
internal sealed record PublishedOperation(string Path, string Method, JsonNode Operation);
