using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes the constants of the C# client: the codes of problems, and a class for each list of values of the document.</summary>
internal static class CSharpValues
{
    public static string Write(JsonNode document) =>
        CSharpText.File(
            $"""
            {CSharpText.Head}{ProblemCodes(document)}{string.Concat(
                document[OpenApiValues.Extension]!.AsObject().Select(list => Class(list.Key, (string)list.Value!["summary"]!, list.Value["values"]!.AsObject()))
            )}
            """
        );

    private static string ProblemCodes(JsonNode document)
    {
        var titles = document[OpenApiProblemCodes.Extension]!
            .AsObject()
            .Select(code => KeyValuePair.Create(code.Key, (JsonNode?)(string)code.Value!["title"]!));
        return Class("ProblemCodes", "Codici dei problemi", new JsonObject(titles));
    }

    private static string Class(string name, string summary, JsonObject values) =>
        $$"""

            /// <summary>{{CSharpText.Comment(summary)}}. Potranno aggiungersene altri: un valore sconosciuto non è un errore.</summary>
            public static class {{name}}
            {{{string.Concat(values.Select(one => Constant(one.Key, (string)one.Value!))).TrimEnd()}}
            }

            """;

    private static string Constant(string value, string meaning) =>
        $"""

                /// <summary>{CSharpText.Comment(meaning)}.</summary>
                public const string {CSharpText.Name(value)} = "{value}";

            """;
}
