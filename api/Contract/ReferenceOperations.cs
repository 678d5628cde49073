using System.Text.Json.Nodes;
using static Lecce.Riscossione.Api.Contract.ReferenceText;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The operations in the reference page, and the events of timelines and webhooks.</summary>
internal sealed class ReferenceOperations(JsonNode document)
{
    private static readonly string[] ParameterColumns = ["Nome", "Dove", "Tipo e limiti", "Significato"];
    private static readonly string[] AnswerColumns = ["Stato", "Significato", "Contenuto"];

    private readonly ReferenceSchemas schemas = new(document);

    /// <summary>The operations of one tag, in document order.</summary>
    public IEnumerable<(string Id, string Method, string Path, JsonNode Operation)> Of(string tag) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where (string?)method.Value!["tags"]?[0] == tag
        select ((string)method.Value!["operationId"]!, method.Key.ToUpperInvariant(), path.Key, method.Value!);

    /// <summary>One operation in full.</summary>
    public string Show(string id, string method, string path, JsonNode operation) =>
        $"""
            <section id="{Anchor("op", id)}" class="operation">
            <h3>{Encode((string?)operation["summary"])}</h3>
            <p class="address"><span class="method {method.ToLowerInvariant()}">{method}</span> {Code(path)}</p>
            <p>{Prose(operation["description"])}</p>
            <p class="id">Nei client: <code>{Encode(id)}</code>. {(operation["security"] is null ? "Senza credenziali." : "")}</p>
            {Parameters(operation)}{Request(operation)}{Answers(operation)}</section>

            """;

    /// <summary>The webhook of every event type.</summary>
    public string Webhooks() =>
        string.Concat(
            (document["x-webhooks"]?.AsObject() ?? []).Select(webhook =>
                $"""
                    <section id="{Anchor("webhook", webhook.Key)}" class="operation">
                    <h3>{Encode((string?)webhook.Value!["post"]!["summary"])}</h3>
                    <p class="address"><span class="method post">POST</span> <code>{Encode(webhook.Key)}</code></p>
                    <p>{Prose(webhook.Value["post"]!["description"])}</p>
                    {Parameters(webhook.Value["post"]!)}{Request(webhook.Value["post"]!)}{Answers(webhook.Value["post"]!)}</section>

                    """
            )
        );

    /// <summary>The data of every type of timeline event.</summary>
    public string Timeline() =>
        string.Concat(
            (document["x-timeline-events"]?.AsObject() ?? []).Select(told =>
                $"""
                    <section id="{Anchor("timeline", told.Key)}" class="operation">
                    <h3>{Encode((string?)told.Value!["summary"])}</h3>
                    <p class="address"><code>{Encode(told.Key)}</code></p>
                    <p>{Prose(told.Value["description"])}</p>
                    {schemas.Whole(told.Value["schema"]!, "Dati dell'evento")}{Example("Esempio", told.Value["example"]!)}</section>

                    """
            )
        );

    private static string Parameters(JsonNode operation)
    {
        var parameters = operation["parameters"]?.AsArray() ?? [];
        return parameters.Count == 0
            ? ""
            : $"<h4>Parametri</h4>\n{Table("Parametri", ParameterColumns, parameters.Select(parameter => ParameterRow(parameter!)))}";
    }

    private static string ParameterRow(JsonNode parameter)
    {
        var place = (string?)parameter["in"] switch
        {
            "path" => "percorso",
            "query" => "query",
            _ => "intestazione",
        };
        var isRequired = (bool?)parameter["required"] is true ? " <strong>obbligatorio</strong>" : "";
        return $"<tr><td>{Code((string)parameter["name"]!)}{isRequired}</td><td>{place}</td>"
            + $"<td>{Kind(parameter["schema"]!)}</td><td>{Prose(parameter["description"])}</td></tr>";
    }

    private string Request(JsonNode operation)
    {
        var contents = operation["requestBody"]?["content"]?.AsObject() ?? [];
        return string.Concat(
            contents.Select(content =>
                $"""
                    <h4>Corpo, <code>{Encode(content.Key)}</code></h4>
                    {schemas.Whole(content.Value!["schema"]!, "Corpo della richiesta")}{(
                        content.Value["example"] is { } example ? Example("Esempio di richiesta", example) : ""
                    )}
                    """
            )
        );
    }

    private static string Answers(JsonNode operation)
    {
        var answers = operation["responses"]!.AsObject().OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        var examples =
            from answer in answers
            from content in answer.Value!["content"]?.AsObject() ?? []
            where content.Value!["example"] is not null
            select Example($"Esempio di risposta {answer.Key}", content.Value["example"]!);
        return $"<h4>Risposte</h4>\n{Table("Risposte", AnswerColumns, answers.Select(answer => AnswerRow(answer.Key, answer.Value!)))}"
            + string.Concat(examples);
    }

    private static string AnswerRow(string status, JsonNode answer)
    {
        var contents = answer["content"]?.AsObject() ?? [];
        var shown = string.Join("<br>", contents.Select(content => Content(content.Key, content.Value!)));
        var state = status == "default" ? "ogni altro" : status;
        return $"<tr><td>{state}</td><td>{Prose(answer["description"])}</td><td>{shown}</td></tr>";
    }

    private static string Content(string mediaType, JsonNode media) =>
        media["examples"] is JsonObject problems
            ? "Codici: "
                + string.Join(
                    ", ",
                    problems.Select(problem =>
                        $"<a href=\"#{Anchor("problem", CodeOf(problem.Value!))}\"><code>{Encode(CodeOf(problem.Value!))}</code></a>"
                    )
                )
            : $"{Kind(media["schema"]!)} (<code>{Encode(mediaType)}</code>)";

    private static string CodeOf(JsonNode problem) => ReferenceOf(problem) ?? (string)problem["value"]!["code"]!;
}
