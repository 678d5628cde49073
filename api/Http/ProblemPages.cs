using System.Globalization;
using System.Net;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>The pages to which the <c>type</c> of a problem points; made from the catalogue, hence never out of date.</summary>
internal static class ProblemPages
{
    /// <summary>The page of one code.</summary>
    public static string PathOf(RefusalCode code) => $"/problems/{code.Value}";

    public static void MapProblemPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Page("Codici di errore", Codes.All)).ExcludeFromDescription();
        app.MapGet(
                "/problems/{code}",
                (string code) =>
                    Codes.All.FirstOrDefault(known => known.Value == code) is { } found
                        ? Page(found.Title, [found])
                        : throw new Refusal(Codes.NotFound, "Questo codice di errore non esiste: l'elenco è in /problems.")
            )
            .ExcludeFromDescription();
    }

    private static IResult Page(string title, IReadOnlyList<RefusalCode> codes)
    {
        var rows = new StringBuilder();
        foreach (var code in codes)
        {
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"{PathOf(code)}\"><code>{code.Value}</code></a></td><td>{Problems.StatusOf(code)}</td>"
                    + $"<td>{WebUtility.HtmlEncode(code.Title)}</td></tr>"
            );
        }

        return Results.Content(
            $$"""
            <!doctype html>
            <html lang="it">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; }
            th, td { text-align: left; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid #ccc; vertical-align: top; }
            </style>
            </head>
            <body>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>
            <table>
            <thead><tr><th scope="col">Codice</th><th scope="col">Stato HTTP</th><th scope="col">Significato</th></tr></thead>
            <tbody>{{rows}}</tbody>
            </table>
            <p><a href="/problems">Tutti i codici</a> · <a href="/docs">Documentazione</a></p>
            </body>
            </html>
            """,
            "text/html; charset=utf-8"
        );
    }
}
