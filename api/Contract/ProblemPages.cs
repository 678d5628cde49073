using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Contract;

/// <summary>The pages at the <c>type</c> of each problem, generated from the catalogue of codes.</summary>
internal static class ProblemPages
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid #8888; vertical-align: top; }
        td:last-child { padding-right: 0; }
        h1, p, td { overflow-wrap: anywhere; }
        pre { background: #8882; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        @media (max-width: 34rem) {
          thead { position: absolute; left: -99rem; }
          tr { display: block; padding: .5rem 0; border-bottom: 1px solid #8888; }
          td { display: inline; border: 0; padding: 0 .75rem 0 0; }
          td:last-child { display: block; }
        }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'";

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public static void MapProblemPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", (HttpResponse response) => Page(response, "Codici di errore", Catalogue())).ExcludeFromDescription();
        app.MapGet(
                "/problems/{code}",
                (string code, HttpResponse response) =>
                    Codes.All.FirstOrDefault(known => known.Value == code) is { } found
                        ? Page(response, found.Title, PageOf(found))
                        : throw new Refusal(Codes.NotFound, "Questo codice di errore non esiste: l'elenco è in /problems.")
            )
            .ExcludeFromDescription();
    }

    private static string Catalogue()
    {
        var rows = new StringBuilder();
        foreach (var code in Codes.All.OrderBy(code => code.Value, StringComparer.Ordinal))
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"{PublicPaths.ProblemOf(code)}\"><code>{code.Value}</code></a></td><td>{Problems.StatusOf(code)}</td>"
                    + $"<td>{Text(code.Title)}</td></tr>"
            );
        }

        return $"""
            <table>
            <thead><tr><th scope="col">Codice</th><th scope="col">Stato HTTP</th><th scope="col">Significato</th></tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """;
    }

    private static string PageOf(RefusalCode code)
    {
        var help = ProblemHelp.Of(code);
        var example = new Problem(
            PublicPaths.ProblemOf(code),
            code.Title,
            Problems.StatusOf(code),
            help.Remedy,
            "/v1/…",
            code.Value,
            "01M82N35363VS6N4W5XQQ5CG71"
        );
        return $"""
            <p>Codice <code>{code.Value}</code>, stato HTTP {Problems.StatusOf(code)}.</p>
            <h2>Quando si verifica</h2>
            <p>{Text(help.When)}</p>
            <h2>Che cosa fare</h2>
            <p>{Text(help.Remedy)}</p>
            <h2>Esempio</h2>
            <pre>{Text(JsonSerializer.Serialize(example, Indented))}</pre>
            <p><a href="/problems">Tutti i codici</a></p>
            """;
    }

    private static IResult Page(HttpResponse response, string title, string content)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(
            $"""
            <!doctype html>
            <html lang="it">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>{Text(title)}</h1>
            {content}
            <p><a href="/docs">Documentazione</a></p>
            </body>
            </html>
            """,
            "text/html; charset=utf-8"
        );
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
