using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>Serves the documentation site, which <c>docs/site</c> makes when the program is built, and leads from problems to their page.</summary>
internal static class DocumentationSite
{
    public const string Path = "/docs";

    private const string Prefix = "Site.";

    // The pages work without a network: what they load is beside them.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void MapDocumentation(this IEndpointRouteBuilder app)
    {
        var files = typeof(DocumentationSite)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], Kept, StringComparer.Ordinal);
        app.MapGet("/", () => TypedResults.Redirect(Path)).ExcludeFromDescription();
        app.MapGet(Path, () => TypedResults.Redirect($"{Path}/index.html")).ExcludeFromDescription();
        app.MapGet($"{Path}/{{page}}", (string page, HttpResponse response) => Answer(files, page, response)).ExcludeFromDescription();
        app.MapGet("/problems", () => TypedResults.Redirect($"{Path}/problems.html")).ExcludeFromDescription();
        app.MapGet("/problems/{code}", PageOf).ExcludeFromDescription();
    }

    private static Task<IResult> Answer(Dictionary<string, KeptDocument> files, string page, HttpResponse response)
    {
        if (!files.TryGetValue(page, out var file) && !files.TryGetValue($"{page}.html", out file))
        {
            throw new Refusal(Codes.NotFound, "La documentazione non ha questa pagina: l'indice è in /docs.");
        }

        response.Headers.ContentSecurityPolicy = Policy;
        return file.Answer(response);
    }

    private static IResult PageOf(string code) =>
        Codes.All.Any(known => known.Value == code)
            ? TypedResults.Redirect($"{Path}/problems.html#{code}")
            : throw new Refusal(Codes.NotFound, "Questo codice di errore non esiste: l'elenco è in /problems.");

    private static KeptDocument Kept(string resource) =>
        new(
            Types[System.IO.Path.GetExtension(resource)],
            async () =>
            {
                using var text = new StreamReader(typeof(DocumentationSite).Assembly.GetManifestResourceStream(resource)!);
                return await text.ReadToEndAsync();
            }
        );
}
