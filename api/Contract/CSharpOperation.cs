using System.Text.Json.Nodes;

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

/// <summary>An operation of the document as the C# client types it.</summary>
internal sealed class CSharpOperation : ClientOperation
{
    private CSharpOperation(JsonNode document, PublishedOperation published)
        : base(document, published) => Parameters = [.. Declared().OrderBy(one => !one.IsRequired)];

    /// <summary>The required parameters, then the others, each in the order of the document.</summary>
    public IReadOnlyList<CSharpParameter> Parameters { get; }

    public string ResultType => TypeOf(Result, "FileResponse");
    public string Returns => (string?)SchemaOf(ResultType)?["description"] ?? "Il file, letto mentre arriva.";

    /// <summary>The type of the items of a paged list; null for other answers.</summary>
    public string? ItemType =>
        Parameters.Any(one => one is { In: "query", Wire: "cursor" })
            ? TypeOf(SchemaOf(ResultType)!["properties"]!["items"]!["items"]!, "")
            : null;

    public static IReadOnlyList<CSharpOperation> All(JsonNode document) =>
        [.. Each(document).Select(published => new CSharpOperation(document, published))];

    private IEnumerable<CSharpParameter> Declared()
    {
        foreach (var one in Published.Where(one => (string?)one["in"] != "header" || ((string?)one["name"] == IfMatch && !MayNameVersion)))
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

        if (Body.Key is not null)
        {
            var type = TypeOf(Body.Value, "System.IO.Stream");
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

    /// <summary>The type of a value in C#.</summary>
    public static string TypeOf(JsonNode schema, string binary) =>
        (ReferenceOf(schema), (string?)schema["type"], (string?)schema["format"]) switch
        {
            ({ } reference, _, _) => reference,
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
}
