using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>A value that a method of the TypeScript client takes.</summary>
/// <param name="Name">Its name, here and in the request.</param>
/// <param name="Type">Its type.</param>
/// <param name="Meaning">Its description in the document.</param>
internal sealed record TypeScriptParameter(string Name, string Type, string? Meaning);

/// <summary>An operation of the document as the TypeScript client types it.</summary>
internal sealed class TypeScriptOperation : ClientOperation
{
    private TypeScriptOperation(JsonNode document, PublishedOperation published)
        : base(document, published) { }

    /// <summary>The client's property: <c>paymentDocuments</c>.</summary>
    public string Property => LowerFirst(Resource);

    /// <summary>The method: <c>issue</c>.</summary>
    public string MethodName => LowerFirst(Name);

    /// <summary>The method over all pages: <c>findAll</c>.</summary>
    public string AllName => LowerFirst(NameOfAll);

    /// <summary>The method as it was before the client had resources: <c>issuePaymentDocument</c>.</summary>
    public string FlatName => LowerFirst(Id);

    public IReadOnlyList<TypeScriptParameter> Ids => [.. Typed("path")];
    public IReadOnlyList<TypeScriptParameter> Query => [.. Typed("query")];
    public TypeScriptParameter? Version => Typed("header").FirstOrDefault(one => one.Name == IfMatch);
    public bool MustNameVersion => Version is not null && !MayNameVersion;
    public string? BodyType => Body.Key is null ? null : TypeScriptTypes.Of(Body.Value);
    public bool IsDownload => !Accepts[0].Contains("json", StringComparison.Ordinal);
    public string ResultType => IsDownload ? "FileResponse" : TypeScriptTypes.Of(Result);
    public string Returns => (string?)SchemaOf(ResultType)?["description"] ?? "Il file, letto mentre arriva.";

    /// <summary>The type of the method's last argument.</summary>
    public string OptionsType => HasOptions ? $"{Id}Options" : "CallOptions";

    /// <summary>True when the method takes more than the options of every call.</summary>
    public bool HasOptions => Query.Count > 0 || Version is not null;

    /// <summary>The type of the items of a paged list, also of a search whose cursor is in its body; null for other answers.</summary>
    public string? ItemType =>
        SchemaOf(ResultType)?["properties"] is { } page && page["nextCursor"] is not null && page["items"]?["items"] is { } item
            ? TypeScriptTypes.Of(item)
            : null;

    public static IReadOnlyList<TypeScriptOperation> All(JsonNode document) =>
        [.. Each(document).Select(published => new TypeScriptOperation(document, published))];

    public static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private IEnumerable<TypeScriptParameter> Typed(string place) =>
        from one in Published
        where (string?)one["in"] == place
        select new TypeScriptParameter((string)one["name"]!, TypeScriptTypes.Of(one["schema"]!), (string?)one["description"]);
}
