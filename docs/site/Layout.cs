using static Lecce.Riscossione.Site.ReferenceText;

namespace Lecce.Riscossione.Site;

/// <summary>What all pages have around their text: menu, search, list of parts, the pages before and after.</summary>
internal sealed class Layout(IReadOnlyList<Section> sections)
{
    private const int MinParts = 3;
    private readonly IReadOnlyList<Page> pages = [.. sections.SelectMany(section => section.Pages)];

    public string Html(Page page)
    {
        var language = page.Language == "it" ? "" : $" lang=\"{page.Language}\"";
        var title = page.File == "index.html" ? "Riscossione: documentazione" : $"{page.Title} – Riscossione";
        return $"""
            <!doctype html>
            <html lang="it">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(title)}</title>
            <link rel="icon" href="icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="site.css">
            <script src="site.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">Vai al contenuto</a>
            <header>
            <a class="brand" href="index.html"><strong>Riscossione</strong> documentazione</a>
            <form role="search" hidden>
            <label class="unseen" for="query">Cerca nella documentazione</label>
            <input id="query" type="search" placeholder="Cerca" autocomplete="off" spellcheck="false">
            <div class="results" hidden><p role="status"></p><ul></ul></div>
            </form>
            </header>
            <div class="columns">
            <details class="menu">
            <summary>Pagine</summary>
            <nav aria-label="Pagine">
            {string.Concat(sections.Select(section => Menu(section, page)))}</nav>
            </details>
            <main id="content" tabindex="-1"{(page.IsReference ? " class=\"reference\"" : "")}>
            <article{language}>
            <h1>{Encode(page.Title)}</h1>
            {page.Html}</article>
            {Turn(page)}
            </main>
            {Beside(page)}</div>
            </body>
            </html>

            """;
    }

    private static string Menu(Section section, Page current) =>
        (section.Pages.Count > 1 ? $"<h2>{Encode(section.Title)}</h2>\n" : "")
        + $"<ul>\n{string.Concat(section.Pages.Select(page => Entry(page, current)))}</ul>\n";

    private static string Entry(Page page, Page current)
    {
        if (page != current)
        {
            return $"<li><a href=\"{page.File}\">{Encode(page.Title)}</a></li>\n";
        }

        var parts = page.IsReference ? $"\n<ul>\n{Links(page)}</ul>" : "";
        return $"<li><a href=\"{page.File}\" aria-current=\"page\">{Encode(page.Title)}</a>{parts}</li>\n";
    }

    private static string Beside(Page page) =>
        page.IsReference || page.Parts.Count(part => part.Level == 2) < MinParts
            ? ""
            : $"<nav class=\"parts\" aria-label=\"In questa pagina\">\n<h2>In questa pagina</h2>\n<ul>\n{Links(page)}</ul>\n</nav>\n";

    private static string Links(Page page) =>
        string.Concat(
            page.Parts.Where(part => part.Level == 2).Select(part => $"<li><a href=\"#{part.Anchor}\">{Encode(part.Title)}</a></li>\n")
        );

    private string Turn(Page page)
    {
        var at = pages.TakeWhile(one => one != page).Count();
        var before =
            at == 0 ? "" : $"<a rel=\"prev\" href=\"{pages[at - 1].File}\"><span>Precedente</span> {Encode(pages[at - 1].Title)}</a>";
        var after =
            at == pages.Count - 1
                ? ""
                : $"<a rel=\"next\" href=\"{pages[at + 1].File}\"><span>Successiva</span> {Encode(pages[at + 1].Title)}</a>";
        return $"<nav class=\"turn\" aria-label=\"Pagine vicine\">{before}{after}</nav>";
    }
}
