using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Site;

/// <summary>The whole site: the order of its pages, and the files that it consists of.</summary>
/// <param name="root">The repository.</param>
internal sealed class Website(string root)
{
    private static readonly string[] Assets = ["site.css", "site.js", "icon.svg"];

    private readonly JsonNode contract = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "openapi/riscossione.v1.json")))!;

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, string> Make()
    {
        var sections = Sections();
        var layout = new Layout(sections);
        var pages = sections.SelectMany(section => section.Pages).ToList();
        var files = pages.ToDictionary(page => page.File, layout.Html, StringComparer.Ordinal);
        files["search-index.js"] = SearchIndex.Script(pages);
        foreach (var asset in Assets)
        {
            using var text = new StreamReader(typeof(Website).Assembly.GetManifestResourceStream(asset)!);
            files[asset] = text.ReadToEnd();
        }

        return files;
    }

    private IReadOnlyList<Section> Sections()
    {
        var guides = new GuidePages(root);
        var reference = new ReferencePages(contract);
        return
        [
            new("Inizia qui", [guides.Read("docs/guides/start.md")]),
            new(
                "Ufficio",
                [
                    guides.Read("docs/guides/office.md"),
                    guides.Read("docs/keys.md"),
                    guides.Read("docs/bulk-loads.md"),
                    guides.Read("docs/notices.md"),
                    guides.Read("docs/stamps.md"),
                    guides.Read("docs/powershell.md"),
                ]
            ),
            new("Portale", [guides.Read("docs/guides/portal.md"), guides.Read("docs/spontaneous.md"), guides.Read("docs/checkout.md")]),
            new("Ricevente di webhook", [guides.Read("docs/guides/receiver.md"), guides.Read("docs/webhooks.md"), reference.Events()]),
            new(
                "Operatore",
                [
                    guides.Read("docs/guides/operator.md"),
                    guides.Read("docs/first-day.md"),
                    guides.Read("docs/operations.md"),
                    guides.Read("docs/settings.md"),
                    guides.Read("docs/sql-server.md"),
                    guides.Read("docs/performance.md"),
                    guides.Read("docs/SECURITY.md"),
                ]
            ),
            new(
                "Client ed esempi",
                [
                    guides.Read("sdk/csharp/README.md", "Client C#"),
                    guides.Read("sdk/typescript/README.md", "Client TypeScript"),
                    guides.Read("samples/first-payment/README.md"),
                    guides.Read("samples/webhook-receiver/README.md"),
                    guides.Read("samples/department-loader/README.md"),
                    guides.Read("samples/simulator/README.md"),
                ]
            ),
            new(
                "Riferimento",
                [
                    guides.Read("docs/api.md"),
                    guides.Read("docs/authorization.md", "Autorizzazioni"),
                    reference.Overview(),
                    .. reference.Operations(),
                    reference.Timeline(),
                    reference.Problems(),
                    reference.Schemas(),
                ]
            ),
            new("Progetto", [guides.Read("docs/CHANGELOG.md"), guides.Read("docs/comparison.md"), guides.Read("docs/structure.md")]),
        ];
    }
}
