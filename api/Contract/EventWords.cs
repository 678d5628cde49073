using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Writes the types of events that the document names into both SDKs and into the page on webhooks.</summary>
internal static partial class EventWords
{
    /// <summary>The command that writes them: <c>event-words DOCUMENT CSHARP TYPESCRIPT PAGE</c>.</summary>
    public const string Verb = "event-words";

    private const string Notice =
        "Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.";
    private const string About = "noti a questa versione: ignorare quelli che non si conoscono.";
    private const string All = "Chiesto da un destinatario che vuole tutto, anche i tipi che si aggiungeranno.";

    public static void Write(string document, string csharp, string typeScript, string page)
    {
        var published = JsonNode.Parse(File.ReadAllText(document))!;
        File.WriteAllText(csharp, CSharp(published));
        File.WriteAllText(typeScript, TypeScript(published));
        File.WriteAllText(page, Page(published, File.ReadAllText(page)));
    }

    /// <summary>The constants of the C# client.</summary>
    public static string CSharp(JsonNode document)
    {
        return $$"""
            {{CSharpText.Head}}
            /// <summary>Tipi di eventi dei webhook {{About}}</summary>
            public static class EventTypes
            {{{string.Concat(Webhooks(document).Select(Constant))}}
                /// <summary>{{All}}</summary>
                public const string All = "*";
            }

            /// <summary>Tipi di eventi dell'iter {{About}}</summary>
            public static class TimelineTypes
            {{{string.Concat(Timeline(document).Select(Constant)).TrimEnd()}}
            }

            """.ReplaceLineEndings("\n");

        static string Constant(Word word) =>
            $"\n    /// <summary>{word.Meaning}.</summary>\n    public const string {word.Name} = \"{word.Type}\";\n";
    }

    /// <summary>The constants of the TypeScript client, and its events as a union that <c>type</c> tells apart.</summary>
    public static string TypeScript(JsonNode document)
    {
        return $$"""
            // {{Notice}}

            /** Tipi di eventi dei webhook {{About}} */
            export const EventTypes = {{{string.Concat(Webhooks(document).Select(Constant))}}
              /** {{All}} */
              all: "*",
            } as const;

            /** Tipi di eventi dell'iter {{About}} */
            export const TimelineTypes = {{{string.Concat(Timeline(document).Select(Constant))}}
            } as const;

            {{TypeScriptEvents.All(document)}}
            """.ReplaceLineEndings("\n");

        static string Constant(Word word) =>
            $"\n  /** {word.Meaning}. */\n  {char.ToLowerInvariant(word.Name[0])}{word.Name[1..]}: \"{word.Type}\",";
    }

    /// <summary>The page on webhooks, with the rows of its table of types.</summary>
    public static string Page(JsonNode document, string page) =>
        Rows().Replace(page, string.Concat(Webhooks(document).Select(word => $"| `{word.Type}` | {word.Meaning} |\n")), 1);

    private static IEnumerable<Word> Webhooks(JsonNode document) =>
        from one in document["x-webhooks"]!.AsObject()
        let post = one.Value!["post"]!
        select new Word(one.Key, (string)post["operationId"]!, (string)post["summary"]!);

    /// <summary>A word of the timeline is named as it is spelt: <c>PaymentRecorded</c> for payment-recorded.</summary>
    private static IEnumerable<Word> Timeline(JsonNode document) =>
        from one in document["x-timeline-events"]!.AsObject()
        let name = string.Concat(one.Key.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
        select new Word(one.Key, name, (string)one.Value!["summary"]!);

    [GeneratedRegex(@"(?<=\| tipo \| che cosa è accaduto \|\n\| --- \| --- \|\n)(\| `[a-z].*\n)*", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rows();

    private sealed record Word(string Type, string Name, string Meaning);
}
