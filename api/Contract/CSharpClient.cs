using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>
/// Writes the operations of the C# client: a class and a property for each tag of the document, and the former flat methods of the released
/// contract as obsolete forwarders.
/// </summary>
internal static class CSharpClient
{
    /// <summary>The command that writes them: <c>csharp-client DOCUMENT RELEASED FOLDER</c>.</summary>
    public const string Verb = "csharp-client";

    public static void Write(string document, string released, string folder)
    {
        var published = JsonNode.Parse(File.ReadAllText(document))!;
        File.WriteAllText(Path.Combine(folder, "Resources.g.cs"), Resources(published));
        File.WriteAllText(Path.Combine(folder, "FlatMethods.g.cs"), FlatMethods(published, JsonNode.Parse(File.ReadAllText(released))!));
        File.WriteAllText(Path.Combine(folder, "JsonContext.g.cs"), JsonContext(published));
        File.WriteAllText(Path.Combine(folder, "KnownValues.g.cs"), CSharpValues.Write(published));
        File.WriteAllText(Path.Combine(folder, "WebhookEvents.g.cs"), CSharpEvents.Write(published));
    }

    /// <summary>One class for each tag, and the client's properties.</summary>
    public static string Resources(JsonNode document)
    {
        var meanings = document["tags"]!
            .AsArray()
            .ToDictionary(tag => (string)tag!["name"]!, tag => (string)tag!["description"]!, StringComparer.Ordinal);
        var resources = CSharpOperation.All(document).GroupBy(operation => operation.Resource, StringComparer.Ordinal).ToList();
        var properties = resources.Select(resource =>
            $"""

                    /// <summary>{CSharpText.Comment(meanings[resource.Key])}</summary>
                    public virtual {resource.Key}Client {resource.Key} => field ??= new(this);

                """
        );
        return CSharpText.File(
            $$"""
            {{CSharpText.Head}}
            public partial class RiscossioneClient
            {{{string.Concat(properties).TrimEnd()}}
            }
            {{string.Concat(resources.Select(resource => Class(resource.Key, meanings[resource.Key], resource)))}}
            """
        );
    }

    /// <summary>The methods of the client as they were before it had a property for each resource.</summary>
    public static string FlatMethods(JsonNode document, JsonNode released)
    {
        var former = CSharpOperation.All(released).Select(operation => operation.Id).ToHashSet(StringComparer.Ordinal);
        var methods = CSharpOperation.All(document).Where(operation => former.Contains(operation.Id)).Select(Forwarder);
        return CSharpText.File(
            $$"""
            {{CSharpText.Head}}
            public partial class RiscossioneClient
            {{{string.Concat(methods).TrimEnd()}}
            }
            """
        );
    }

    /// <summary>Lists the types that the client reads and writes as JSON; the compiler generates the code for each.</summary>
    public static string JsonContext(JsonNode document) =>
        CSharpText.File(
            $"""
            {CSharpText.Head}
            {string.Concat(
                document["components"]!["schemas"]!.AsObject().Select(schema =>
                    $"[System.Text.Json.Serialization.JsonSerializable(typeof({schema.Key}))]\n"
                )
            )}[System.Text.Json.Serialization.JsonSerializable(typeof(WebhookEnvelope))]
            internal sealed partial class JsonContext;
            """
        );

    private static string Class(string resource, string meaning, IEnumerable<CSharpOperation> operations) =>
        $$"""

            /// <summary>{{CSharpText.Comment(meaning)}}</summary>
            public partial class {{resource}}Client
            {
                private readonly RiscossioneClient client = null!;

                internal {{resource}}Client(RiscossioneClient client) => this.client = client;

                /// <summary>Per i test: una classe derivata sostituisce i metodi.</summary>
                protected {{resource}}Client() { }
            {{string.Concat(operations.Select(operation => Method(operation) + Listing(operation))).TrimEnd()}}
            }

            """;

    private static string Method(CSharpOperation operation)
    {
        var steps = operation.Parameters.Select(one =>
            one switch
            {
                { In: "path" } => $"call.Path(\"{one.Wire}\", {one.Name});",
                { In: "query" } => $"call.Query(\"{one.Wire}\", {one.Name});",
                { In: "header" } => $"call.IfMatch({one.Name});",
                _ => $"call.Body({one.Name}, \"{operation.BodyMediaType}\");",
            }
        );
        if (operation.MayNameVersion)
        {
            steps = steps.Append("call.MayMatch();");
        }

        steps = steps.Append($"call.Accept({string.Join(", ", operation.Accepts.Select(type => $"\"{type}\""))});");
        return $$"""

                {{Documentation(operation, operation.Summary, operation.Parameters)}}
                /// <returns>{{CSharpText.Comment(operation.Returns)}}</returns>
                /// <exception cref="RiscossioneException">La richiesta è stata rifiutata.</exception>
                /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge, non ha risposto in tempo o la risposta si è interrotta.</exception>
                public virtual System.Threading.Tasks.Task<{{operation.ResultType}}> {{operation.Name}}Async({{Declared(
                operation.Parameters
            )}})
                {
                    var call = new ApiCall("{{operation.Method}}", "{{operation.Path}}", options);
                    {{string.Join("\n        ", steps)}}
                    return client.SendAsync<{{operation.ResultType}}>(call, cancellationToken);
                }

            """;
    }

    /// <summary>All items of a paged list.</summary>
    private static string Listing(CSharpOperation operation)
    {
        if (operation.ItemType is not { } item)
        {
            return "";
        }

        var parameters = operation.Parameters.Where(one => one.Wire != "cursor").ToList();
        var given = string.Concat(parameters.Select(one => $"{one.Name}: {one.Name}, "));
        return $$"""

                {{Documentation(operation, $"{operation.Summary}: tutte le pagine, ciascuna chiesta quando serve", parameters)}}
                /// <returns>Gli elementi, nell'ordine delle pagine.</returns>
                /// <exception cref="RiscossioneException">La richiesta di una pagina è stata rifiutata.</exception>
                /// <exception cref="RiscossioneNetworkException">L'API non si raggiunge, non ha risposto in tempo o la risposta si è interrotta.</exception>
                public virtual System.Collections.Generic.IAsyncEnumerable<{{item}}> {{operation.NameOfAll}}Async({{Declared(
                parameters
            )}}) =>
                    Paging.EnumerateAsync(
                        (cursor, stop) => {{operation.Name}}Async({{given}}cursor: cursor, options: options, cancellationToken: stop),
                        page => page.Items,
                        page => page.NextCursor,
                        cancellationToken
                    );

            """;
    }

    private static string Forwarder(CSharpOperation operation)
    {
        var version = operation.MayNameVersion ? "string? ifMatch = null, " : "";
        var options = operation.MayNameVersion ? "ifMatch is null ? null : new RequestOptions { IfMatch = ifMatch }" : "null";
        var declared = string.Concat(operation.Parameters.Select(one => $"{one.Declaration}, "));
        var given = string.Concat(operation.Parameters.Select(one => $"{one.Name}, "));
        return $$"""

                /// <inheritdoc cref="{{operation.Resource}}Client.{{operation.Name}}Async"/>
                [System.Obsolete("Usare {{operation.Resource}}.{{operation.Name}}Async.")]
                public virtual System.Threading.Tasks.Task<{{operation.ResultType}}> {{operation.Id}}Async({{declared}}{{version}}System.Threading.CancellationToken cancellationToken = default) =>
                    {{operation.Resource}}.{{operation.Name}}Async({{given}}{{options}}, cancellationToken);

            """;
    }

    private static string Declared(IEnumerable<CSharpParameter> parameters) =>
        string.Concat(parameters.Select(one => $"{one.Declaration}, "))
        + "RequestOptions? options = null, System.Threading.CancellationToken cancellationToken = default";

    private static string Documentation(CSharpOperation operation, string summary, IEnumerable<CSharpParameter> parameters)
    {
        IEnumerable<string> lines =
        [
            $"/// <summary>{CSharpText.Comment(summary)}</summary>",
            $"/// <remarks>{CSharpText.Comment(operation.Description)}</remarks>",
            .. parameters.Select(one => $"/// <param name=\"{one.Name}\">{CSharpText.Comment(one.Meaning)}</param>"),
            "/// <param name=\"options\">Impostazioni di questa sola chiamata.</param>",
            "/// <param name=\"cancellationToken\">Annulla la chiamata.</param>",
        ];
        if (operation.IsDeprecated)
        {
            lines = lines.Append("[System.Obsolete(\"L'API sta per ritirare questa operazione: vedere la descrizione.\")]");
        }

        return string.Join("\n    ", lines);
    }
}
