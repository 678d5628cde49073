using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Samples;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>The documentation site in a real browser, opened from a folder: no server, no network. Every page is checked by axe.</summary>
public sealed class DocumentationBrowserTests(DocumentationBrowserTests.Folder folder) : IClassFixture<DocumentationBrowserTests.Folder>
{
    private const string Search = "Cerca nella documentazione";

    [BrowserFact]
    public async Task Every_page_fits_a_telephone_and_has_no_fault_that_axe_knows()
    {
        var pages = Directory.EnumerateFiles(folder.Path, "*.html").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();

        var seen = await Browser.Walk(folder.Start, new Screen(Width: 320, Dark: true), [.. pages.Select(page => new { visit = page })]);

        Assert.Equal(pages.Count + 1, seen.Pages.Count);
        Assert.Equal(pages.Count, seen.Pages.Distinct(StringComparer.Ordinal).Count());
    }

    [BrowserTheory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task A_page_of_each_kind_has_no_fault_on_any_screen(int width, bool dark)
    {
        string[] kinds = ["office.html", "settings.html", "reference-payments.html", "reference.html", "events.html", "problems.html"];

        var seen = await Browser.Walk(folder.Start, new Screen(width, dark), [.. kinds.Select(page => new { visit = page })]);

        Assert.Equal(kinds.Length + 1, seen.Pages.Count);
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task The_search_finds_a_part_of_a_page_without_a_server(int width)
    {
        var seen = await Browser.Walk(
            folder.Start,
            new Screen(width),
            new { fill = Search, with = "ruotàre segreto" },
            new { follow = "Webhook › Ruotare il segreto" }
        );

        Assert.Equal("Webhook – Riscossione", seen.Pages[^1]);
    }

    [BrowserFact]
    public async Task A_word_that_is_nowhere_is_not_found()
    {
        const string Nothing = "Nessun risultato.";

        var seen = await Browser.Walk(folder.Start, new Screen(), new { fill = Search, with = "zzyzx" }, new { see = Nothing });

        Assert.Contains(Nothing, seen.Text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_page_can_be_read_and_left_without_script()
    {
        var seen = await Browser.Walk(folder.Start, new Screen(NoScript: true), new { follow = "Il gestionale di un ufficio" });

        Assert.Equal("Il gestionale di un ufficio – Riscossione", seen.Pages[^1]);
        Assert.Contains("client.PaymentDocuments.IssueAsync", seen.Text, StringComparison.Ordinal);
    }

    /// <summary>The site of the program, written to a folder.</summary>
    public sealed class Folder : IDisposable
    {
        private const string Prefix = "Site.";
        private readonly TemporaryDirectory directory = new();

        public Folder()
        {
            var program = typeof(DocumentationSite).Assembly;
            foreach (var name in program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                using var from = program.GetManifestResourceStream(name)!;
                using var to = File.Create(System.IO.Path.Combine(Path, name[Prefix.Length..]));
                from.CopyTo(to);
            }
        }

        public string Path => directory.Path;

        public Uri Start => new($"file://{Path.Replace('\\', '/')}/index.html");

        public void Dispose() => directory.Dispose();
    }
}
