using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes the constants of the C# client: a class for each list of values of the document.</summary>
internal static class CSharpValues
{
    public static string Write(JsonNode document) =>
        CSharpText.File($"{CSharpText.Head}{string.Concat(ValueList.Published(document).Select(Class))}");

    private static string Class(ValueList list) =>
        $$"""

            /// <summary>{{CSharpText.Comment(list.Summary)}}. {{ValueList.MayGrow}}</summary>
            public static class {{list.Name}}
            {{{string.Concat(list.Values.Select(one => Constant(one.Value, one.Meaning))).TrimEnd()}}
            }

            """;

    private static string Constant(string value, string meaning) =>
        $"""

                /// <summary>{CSharpText.Comment(meaning)}.</summary>
                public const string {CSharpText.Name(value)} = "{value}";

            """;
}
