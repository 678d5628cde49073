using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes a class of the C# client for the data of each type of webhook event.</summary>
internal static class CSharpEvents
{
    public static string Write(JsonNode document)
    {
        var events = document["x-webhooks"]!.AsObject().Select(one => (Type: one.Key, Post: one.Value!["post"]!)).ToList();
        return CSharpText.File(
            $$"""
            {{CSharpText.Head}}
            // The members that a constructor sets are in the dictionary.
            #pragma warning disable CS8618

            /// <summary>The class of each type of event.</summary>
            internal static class WebhookEventClasses
            {
                public static WebhookEventData Of(string type, System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement> members) =>
                    type switch
                    {
            {{string.Concat(
                events.Select(one => $"            \"{one.Type}\" => new {ClassOf(one.Post)}(members),\n")
            )}}            _ => new WebhookEventData(members),
                    };
            }
            {{string.Concat(events.Select(one => Class(one.Type, one.Post)))}}
            """
        );
    }

    private static string ClassOf(JsonNode post) => (string)post["operationId"]! + "Data";

    private static string Class(string type, JsonNode post)
    {
        var data = post["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!["data"]!;
        return $$"""

            /// <summary>{{CSharpText.Comment((string)post["summary"]!)}} (<c>{{type}}</c>).</summary>
            /// <remarks>{{CSharpText.Comment((string)post["description"]!)}}</remarks>
            public sealed class {{ClassOf(post)}} : WebhookEventData
            {
                /// <summary>Per i test di chi riceve.</summary>
                public {{ClassOf(post)}}() { }

                [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
                internal {{ClassOf(post)}}(System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement> members)
                    : base(members) { }
            {{string.Concat(data["properties"]!.AsObject().Select(one => Property(one.Key, one.Value!))).TrimEnd()}}
            }

            """;
    }

    private static string Property(string name, JsonNode schema)
    {
        var type = CSharpOperation.TypeOf(schema, "");
        var isOptional = (bool?)schema["nullable"] is true;
        return $$"""

                /// <summary>{{CSharpText.Comment((string)schema["description"]!)}}</summary>
                public {{(isOptional ? $"{type}?" : $"required {type}")}} {{CSharpText.Name(name)}}
                {
                    get => {{(isOptional ? "Optional" : "")}}{{CSharpText.Name(type.Split('.')[^1])}}("{{name}}");
                    init => Set("{{name}}", value);
                }

            """;
    }
}
