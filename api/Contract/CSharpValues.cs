using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes the constants of the C# client: a class for each list of values of the document.</summary>
internal static class CSharpValues
{
    public static string Write(JsonNode document) =>
        CSharpText.File(
            $"""
            {CSharpText.Head}{string.Concat(document[OpenApiValues.Extension]!.AsObject().Select(list => Class(list.Key, list.Value!)))}
            """
        );

    private static string Class(string name, JsonNode list) =>
        $$"""

            /// <summary>{{CSharpText.Comment(
                (string)list["summary"]!
            )}}. Potranno aggiungersene altri: un valore sconosciuto non è un errore.</summary>
            public static class {{name}}
            {{{string.Concat(list["values"]!.AsObject().Select(one => Constant(one.Key, (string)one.Value!))).TrimEnd()}}
            }

            """;

    private static string Constant(string value, string meaning) =>
        $"""

                /// <summary>{CSharpText.Comment(meaning)}.</summary>
                public const string {CSharpText.Name(value)} = "{value}";

            """;
}
