using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Contract;
using static Lecce.Riscossione.Site.ReferenceText;

namespace Lecce.Riscossione.Site;

/// <summary>An operation: as the contract has it, and as the clients name it.</summary>
internal sealed record Operation(JsonNode Node, CSharpOperation Call)
{
    public string Anchor => Slug(Call.Id);

    public string Summary => (string)Node["summary"]!;

    public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).Select(one => one!);

    /// <summary>The body that was recorded, by its media type; null without a body, or before one is recorded.</summary>
    public (string MediaType, JsonNode Schema, JsonNode Example)? Body =>
        (Node["requestBody"]?["content"]?.AsObject() ?? [])
            .Where(one => one.Value!["example"] is not null)
            .Select(one => ((string, JsonNode, JsonNode)?)(one.Key, one.Value!["schema"]!, one.Value["example"]!))
            .FirstOrDefault();

    /// <summary>The value of a parameter in the recorded call; null when it had none.</summary>
    public JsonNode? ExampleOf(string parameter) =>
        Parameters.SingleOrDefault(one => (string?)one["name"] == parameter) is not { } found
            ? null
            : found["example"] ?? ((string?)found["in"] == "path" ? JsonValue.Create($"{{{parameter}}}") : null);
}

/// <summary>The operations of the contract, each in full.</summary>
internal sealed class ReferenceOperations
{
    private readonly Fields fields;
    private readonly CSharpSample csharp;
    private readonly IReadOnlyList<Operation> all;

    public ReferenceOperations(JsonNode contract)
    {
        fields = new Fields(contract);
        csharp = new CSharpSample(contract);
        var calls = CSharpOperation.All(contract).ToDictionary(call => call.Id, StringComparer.Ordinal);
        all =
        [
            .. from path in contract["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            select new Operation(method.Value!, calls[(string)method.Value!["operationId"]!]),
        ];
    }

    /// <summary>The operations of one tag, in the order of the contract.</summary>
    public IEnumerable<Operation> Of(string tag) => all.Where(one => one.Call.Resource == tag);

    public string Html(Operation operation)
    {
        var (node, call) = operation;
        var isPublic = node["security"] is null ? " Senza credenziali." : "";
        var samples = Samples.Html(
            [
                new Sample("sh", CurlSample.Of(operation)),
                new Sample("csharp", csharp.Of(operation)),
                new Sample("ts", TypeScriptSample.Of(operation)),
            ],
            operation.Anchor + "-sample",
            call.Id
        );
        return $"""
            <section id="{operation.Anchor}" class="operation">
            <h2>{Encode(operation.Summary)}</h2>
            <div class="text">
            <p class="address"><span class="method {call.Method.ToLowerInvariant()}">{call.Method}</span> {Code($"/{call.Path}")}</p>
            <p>{Prose(node["description"])}{isPublic}</p>
            {Parameters(operation)}{Request(operation)}{Answers(operation)}</div>
            <div class="beside">
            {samples}{Recorded(operation)}</div>
            </section>

            """;
    }

    private static string Parameters(Operation operation)
    {
        var rows = operation.Parameters.Select(one =>
        {
            var place = (string?)one["in"] switch
            {
                "path" => "nel percorso",
                "query" => "nella query",
                _ => "intestazione",
            };
            var must = (bool?)one["required"] is true ? "obbligatorio" : null;
            return Fields.Row((string)one["name"]!, $"{place}, {Kind(one["schema"]!)}", must, one["description"]);
        });
        var list = string.Concat(rows);
        return list.Length == 0 ? "" : $"<h3>Parametri</h3>\n<ul class=\"fields\">\n{list}</ul>\n";
    }

    private string Request(Operation operation)
    {
        var contents = operation.Node["requestBody"]?["content"]?.AsObject() ?? [];
        return string.Concat(
            contents.Select(content => $"<h3>Corpo <code>{Encode(content.Key)}</code></h3>\n{fields.Whole(content.Value!["schema"]!)}")
        );
    }

    private static string Answers(Operation operation)
    {
        var rows = operation.Node["responses"]!
            .AsObject()
            .OrderBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer =>
            {
                var contents = (answer.Value!["content"]?.AsObject() ?? []).Select(content => Content(content.Key, content.Value!));
                var status = answer.Key == "default" ? "altri" : answer.Key;
                return $"<li><p class=\"field\"><code>{status}</code> <span>{Prose(answer.Value["description"])}</span></p><p>{string.Join("<br>", contents)}</p></li>\n";
            });
        return $"<h3>Risposte</h3>\n<ul class=\"fields answers\">\n{string.Concat(rows)}</ul>\n";
    }

    private static string Content(string mediaType, JsonNode media) =>
        media["examples"] is JsonObject problems
            ? string.Join(
                ", ",
                problems
                    .Select(problem => ClientOperation.ReferenceOf(problem.Value!) ?? (string)problem.Value!["value"]!["code"]!)
                    .Select(code => $"<a href=\"problems.html#{code}\"><code>{code}</code></a>")
            )
            : $"{Kind(media["schema"]!)} (<code>{Encode(mediaType)}</code>)";

    private static string Recorded(Operation operation) =>
        string.Concat(
            from answer in operation.Node["responses"]!.AsObject()
            from content in answer.Value!["content"]?.AsObject() ?? []
            where content.Value!["example"] is not null
            select Example($"Risposta {answer.Key}", content.Value["example"]!)
        );
}
