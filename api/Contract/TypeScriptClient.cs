using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>
/// Writes the types and the operations of the TypeScript client: a class and a property for each tag of the document, and the former flat
/// methods of the released contract as deprecated forwarders.
/// </summary>
internal static class TypeScriptClient
{
    /// <summary>The command that writes them: <c>typescript-client DOCUMENT RELEASED FOLDER</c>.</summary>
    public const string Verb = "typescript-client";

    private const string Notice =
        "// Written by `dotnet msbuild openapi/publish.proj` from openapi/riscossione.v1.json; never edit it by hand.\n";

    /// <summary>The resources with methods written by hand: the file in <c>sdk/typescript/src</c> whose class they extend.</summary>
    private static readonly Dictionary<string, string> Helpers = new(StringComparer.Ordinal)
    {
        ["BulkLoads"] = "bulk-loads",
        ["NoticeBatches"] = "notice-batches",
        ["RevenueTypes"] = "revenue-types",
    };

    public static void Write(string document, string released, string folder)
    {
        var published = JsonNode.Parse(File.ReadAllText(document))!;
        File.WriteAllText(Path.Combine(folder, "types.ts"), Types(published));
        File.WriteAllText(Path.Combine(folder, "known-values.ts"), Notice + '\n' + TypeScriptValues.Write(published));
        File.WriteAllText(Path.Combine(folder, "resources.ts"), Resources(published));
        File.WriteAllText(Path.Combine(folder, "flat.ts"), FlatMethods(published, JsonNode.Parse(File.ReadAllText(released))!));
    }

    /// <summary>The bodies of requests and answers.</summary>
    public static string Types(JsonNode document) => Notice + TypeScriptTypes.All(document);

    /// <summary>One class for each tag, and the client's properties.</summary>
    public static string Resources(JsonNode document)
    {
        var meanings = document["tags"]!
            .AsArray()
            .ToDictionary(tag => (string)tag!["name"]!, tag => (string)tag!["description"]!, StringComparer.Ordinal);
        var resources = TypeScriptOperation.All(document).GroupBy(operation => operation.Resource, StringComparer.Ordinal).ToList();
        var classes = string.Concat(resources.Select(resource => Class(resource.Key, meanings[resource.Key], [.. resource])));
        var helpers = resources.Where(one => Helpers.ContainsKey(one.Key)).Select(one => one.Key);
        return $$"""
            {{Notice}}{{string.Concat(
                helpers.Select(one => $"import {{ {one}Helpers }} from \"../{Helpers[one]}.js\";\n")
            )}}import type { CallOptions, FileResponse } from "../call.js";
            import { enumerate } from "../paging.js";
            import { Resource, type Connection } from "../resource.js";
            {{ImportTypes(document, classes)}}
            {{classes}}
            /** Una proprietà per ogni risorsa dell'API. */
            export abstract class Resources {
            {{string.Concat(resources.Select(one => $"  /** {meanings[one.Key]} */\n  readonly {one.First().Property}: {one.Key};\n"))}}
              protected constructor(connection: Connection) {
            {{string.Concat(resources.Select(one => $"    this.{one.First().Property} = new {one.Key}(connection);\n"))}}  }
            }

            """.ReplaceLineEndings(
            "\n"
        );
    }

    /// <summary>The methods of the client as they were before it had a property for each resource.</summary>
    public static string FlatMethods(JsonNode document, JsonNode released)
    {
        var former = TypeScriptOperation.All(released).Select(operation => operation.Id).ToHashSet(StringComparer.Ordinal);
        var operations = TypeScriptOperation.All(document).Where(operation => former.Contains(operation.Id)).ToList();
        var methods = string.Concat(operations.Select(Forwarder));
        var options = string.Concat(operations.Where(one => one.HasOptions).Select(one => $", type {one.OptionsType}"));
        return $$"""
            {{Notice}}import type { CallOptions, FileResponse } from "../call.js";
            import { Resources{{options}} } from "./resources.js";
            {{ImportTypes(document, methods)}}
            /** I metodi della versione 0.1, mantenuti per una sola versione. */
            export abstract class FlatOperations extends Resources {{{methods}}}

            """.ReplaceLineEndings("\n");
    }

    private static string Class(string resource, string meaning, List<TypeScriptOperation> operations)
    {
        var options = string.Concat(operations.Where(one => one.HasOptions).Select(Options));
        var parent = Helpers.ContainsKey(resource) ? $"{resource}Helpers" : "Resource";
        var methods = string.Concat(operations.Select(one => Method(one) + AllPages(one)));
        return $"{options}\n/** {meaning} */\nexport class {resource} extends {parent} {{{methods}}}\n";
    }

    private static string Options(TypeScriptOperation operation)
    {
        var members = operation.Query.Select(one =>
            $"{TypeScriptTypes.Comment("  ", one.Meaning)}  {one.Name}?: {one.Type} | undefined;\n"
        );
        if (operation.Version is { } version)
        {
            var type = operation.MustNameVersion ? ": string" : "?: string | undefined";
            members = members.Append($"{TypeScriptTypes.Comment("  ", version.Meaning)}  ifMatch{type};\n");
        }

        return $$"""

            /** Opzioni di {@link {{operation.Resource}}.{{operation.MethodName}}}. */
            export interface {{operation.OptionsType}} extends CallOptions {
            {{string.Concat(members)}}}

            """;
    }

    private static string Method(TypeScriptOperation operation)
    {
        var query = operation.Query.Select(one => $"{one.Name}: options.{one.Name}");
        IEnumerable<string?> call =
        [
            $"method: \"{operation.Method}\"",
            $"path: \"/{operation.Path}\"",
            operation.Ids.Count > 0 ? $"pathValues: {{ {Names(operation.Ids)} }}" : null,
            operation.Query.Count > 0 ? $"query: {{ {string.Join(", ", query)} }}" : null,
            operation.Version is null ? null : $"ifMatch: {(operation.MustNameVersion ? "options?.ifMatch ?? \"\"" : "options.ifMatch")}",
            operation.BodyType is null ? null : "body",
            operation.BodyType is null ? null : $"contentType: \"{operation.BodyMediaType}\"",
            $"accept: \"{string.Join(", ", operation.Accepts)}\"",
        ];
        IEnumerable<string> documentation =
        [
            $"{operation.Summary}.\n\n{operation.Description}\n",
            .. operation.Ids.Select(one => $"@param {one.Name} {one.Meaning}"),
            $"@returns {operation.Returns}",
            "@throws RiscossioneError se la richiesta è rifiutata; RiscossioneNetworkError se l'API non si raggiunge o non risponde in tempo.",
            .. operation.IsDeprecated ? ["@deprecated L'API sta per ritirare questa operazione."] : Array.Empty<string>(),
        ];
        return $$"""

            {{TypeScriptTypes.Comment("  ", documentation)}}  {{operation.MethodName}}({{Declared(
                operation
            )}}): Promise<{{operation.ResultType}}> {
                return this.send({
            {{string.Concat(call.OfType<string>().Select(line => $"      {line},\n"))}}    }, options);
              }

            """;
    }

    /// <summary>A list also has a method that reads all its pages, from the cursor that the caller gives.</summary>
    private static string AllPages(TypeScriptOperation operation)
    {
        if (operation.ItemType is not { } item)
        {
            return "";
        }

        var bag = operation.BodyType is null ? "options" : "body";
        IEnumerable<string> given =
        [
            .. operation.Ids.Select(one => one.Name),
            $"{{ ...{bag}, cursor }}",
            .. operation.BodyType is null ? Array.Empty<string>() : ["options"],
        ];
        return $$"""

              /** Come {@link {{operation.Resource}}.{{operation.MethodName}}}, per tutte le pagine: ciascuna è chiesta quando serve. */
              {{operation.AllName}}({{Declared(operation)}}): AsyncGenerator<{{item}}, void, undefined> {
                return enumerate((cursor) => this.{{operation.MethodName}}({{string.Join(", ", given)}}), {{bag}}.cursor);
              }

            """;
    }

    /// <summary>The flat method took ids, body and filters as members of one object, and the options of every call after it.</summary>
    private static string Forwarder(TypeScriptOperation operation)
    {
        List<TypeScriptParameter> positional = [.. operation.Ids];
        if (operation.BodyType is { } body)
        {
            positional.Add(new("body", body, null));
        }

        var given = positional.Count > 0 ? $"{{ {string.Join("; ", positional.Select(one => $"{one.Name}: {one.Type}"))} }}" : "";
        var own = operation.HasOptions ? $"Omit<{operation.OptionsType}, keyof CallOptions>" : "";
        var type = string.Join(" & ", new[] { given, own }.Where(part => part.Length > 0));
        var parameters = type.Length == 0 ? "" : $"parameters: {type}{(given.Length == 0 && !operation.MustNameVersion ? " = {}" : "")}, ";
        var taken =
            positional.Count == 0 ? "" : $"    const {{ {Names(positional)}{(own.Length > 0 ? ", ...rest" : "")} }} = parameters;\n";
        var options = own.Length == 0 ? "options" : $"{{ ...options, ...{(positional.Count > 0 ? "rest" : "parameters")} }}";
        var arguments = string.Join(", ", positional.Select(one => one.Name).Append(options));
        return $$"""

              /** @deprecated Usare `{{operation.Property}}.{{operation.MethodName}}`. */
              {{operation.FlatName}}({{parameters}}options: CallOptions = {}): Promise<{{operation.ResultType}}> {
            {{taken}}    return this.{{operation.Property}}.{{operation.MethodName}}({{arguments}});
              }

            """;
    }

    /// <summary>Ids, then the body, then one object of options: a filter that comes later changes no call.</summary>
    private static string Declared(TypeScriptOperation operation)
    {
        var ids = string.Concat(operation.Ids.Select(one => $"{one.Name}: {one.Type}, "));
        var body = operation.BodyType is { } type ? $"body: {type}, " : "";
        return $"{ids}{body}options: {operation.OptionsType}{(operation.MustNameVersion ? "" : " = {}")}";
    }

    private static string Names(IEnumerable<TypeScriptParameter> parameters) => string.Join(", ", parameters.Select(one => one.Name));

    private static string ImportTypes(JsonNode document, string code)
    {
        var used = document["components"]!["schemas"]!
            .AsObject()
            .Select(one => one.Key)
            .Where(name =>
                name != TypeScriptTypes.Event && Regex.IsMatch(code, $"[:<] ?\\(?{name}\\b", RegexOptions.None, TimeSpan.FromSeconds(1))
            );
        var events = code.Contains($"<{TypeScriptTypes.Event},", StringComparison.Ordinal)
            ? $"import type {{ {TypeScriptTypes.Event} }} from \"./event-types.js\";\n"
            : "";
        return $"{events}import type {{ {string.Join(", ", used)} }} from \"./types.js\";\n";
    }
}
