using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Contract;

/// <summary>The documentation site as the program serves it: complete, without dead links, and without anything from elsewhere.</summary>
public sealed partial class DocumentationSiteTests(DocumentationSiteTests.Site site) : IClassFixture<DocumentationSiteTests.Site>
{
    [Fact]
    public void Every_page_of_docs_and_every_operation_event_and_code_is_on_the_site()
    {
        var contract = JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!;
        var sources = Documentation
            .Pages.Where(page => page is not ("README.md" or "docs/guides/start.md"))
            .Select(page => Path.ChangeExtension(Path.GetFileName(page), ".html").ToLowerInvariant());
        var operations =
            from path in contract["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            where
                !site.Pages.Values.Any(page => page.Contains($"data-operation=\"{verb.Value!["operationId"]}\"", StringComparison.Ordinal))
            select (string)verb.Value!["operationId"]!;
        var codes = contract["x-problem-codes"]!.AsObject().Select(one => $"<section id=\"{one.Key}\"");
        var events = contract["x-webhooks"]!.AsObject().Select(one => $"<h2><code>{one.Key}</code></h2>");

        Assert.Empty(sources.Except(site.Pages.Keys));
        Assert.Empty(operations);
        Assert.All(codes, code => Assert.Contains(code, site.Pages["problems.html"], StringComparison.Ordinal));
        Assert.All(events, one => Assert.Contains(one, site.Pages["events.html"], StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_leads_to_a_page_and_a_part_that_exist() =>
        Findings.MustBeNone(
            from page in site.Pages
            from link in Links().Matches(page.Value)
            let target = WebUtility.HtmlDecode(link.Groups["target"].Value)
            where !target.StartsWith('/') && !target.Contains(':', StringComparison.Ordinal) && !Leads(page.Key, target)
            select $"{page.Key}: {target}"
        );

    [Fact]
    public async Task Addresses_of_the_program_are_served_by_it()
    {
        var addresses = site
            .Pages.Values.SelectMany(page => Links().Matches(page))
            .Select(link => link.Groups["target"].Value)
            .Where(target => target.StartsWith('/'))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            Assert.InRange((int)await site.StatusOf(address), 200, 399);
        }
    }

    [Fact]
    public void A_name_in_a_page_is_of_one_part_only() =>
        Findings.MustBeNone(
            from page in site.Pages
            from ids in Ids().Matches(page.Value).GroupBy(id => id.Groups["id"].Value, StringComparer.Ordinal)
            where ids.Count() > 1
            select $"{page.Key}: {ids.Key}"
        );

    [Fact]
    public void No_heading_skips_a_level()
    {
        foreach (var (name, page) in site.Pages)
        {
            var article = page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)];
            var levels = Headings().Matches(article).Select(one => one.Value[^1] - '0').ToList();
            Assert.Equal(1, levels[0]);
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1 && pair.Second > 1, name));
        }
    }

    [Fact]
    public void Pages_load_nothing_from_elsewhere_and_run_only_the_script_of_the_site() =>
        Assert.All(
            site.Pages,
            page =>
            {
                Assert.Equal(["icon.svg", "site.css", "site.js"], Loaded().Matches(page.Value).Select(one => one.Groups["file"].Value));
                Assert.Single(Scripts().Matches(page.Value));
                Assert.DoesNotContain(" style=", page.Value, StringComparison.Ordinal);
            }
        );

    [Fact]
    public async Task Pages_are_public_and_kept_by_the_browser_and_may_load_only_what_is_theirs()
    {
        using var client = site.Client();
        foreach (var file in (string[])["index.html", "reference-payments.html", "site.css", "site.js", "search-index.js", "icon.svg"])
        {
            using var answer = await client.GetAsync($"/docs/{file}");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.NotNull(answer.Headers.ETag);
        }

        await client.GetAsync("/docs/che-non-c-e").ExpectProblem(HttpStatusCode.NotFound, "not-found");
        await client.GetAsync("/docs/..%2fappsettings.json").ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_search_finds_every_part_at_an_address_that_exists()
    {
        using var client = site.Client();
        var script = await client.GetStringAsync("/docs/search-index.js");
        var rows = JsonNode.Parse(script["window.searchIndex = ".Length..].TrimEnd().TrimEnd(';'))!.AsArray();

        Assert.True(rows.Count > 400, $"{rows.Count} parts");
        Assert.DoesNotContain(rows.Select(row => (string)row![0]!), address => !Leads("index.html", address));
        Assert.Empty(site.Pages.Keys.Except(rows.Select(row => ((string)row![0]!).Split('#')[0])));
    }

    private bool Leads(string from, string target)
    {
        var parts = target.Split('#');
        var name = parts[0].Length == 0 ? from : parts[0];
        return site.Pages.TryGetValue(name, out var page)
            && (parts.Length == 1 || page.Contains($" id=\"{parts[1]}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex("<a [^>]*href=\"(?<target>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex Links();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Ids();

    [GeneratedRegex("<h[1-6]", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Headings();

    [GeneratedRegex("<(link|script|img|iframe)[^>]* (href|src)=\"(?<file>[^\"]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Loaded();

    [GeneratedRegex("<script", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Scripts();

    /// <summary>All pages, reached from the first by their links.</summary>
    public sealed class Site : ApiHost, IAsyncLifetime
    {
        private const string First = "index.html";
        private readonly Dictionary<string, string> pages = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, string> Pages => pages;

        public async Task<HttpStatusCode> StatusOf(string address)
        {
            using var client = Client();
            using var answer = await client.GetAsync(address);
            return answer.StatusCode;
        }

        async Task IAsyncLifetime.InitializeAsync()
        {
            await base.InitializeAsync();
            using var client = Client();
            var next = new Queue<string>([First]);
            while (next.TryDequeue(out var name))
            {
                if (pages.ContainsKey(name))
                {
                    continue;
                }

                pages[name] = await client.GetStringAsync($"/docs/{name}");
                foreach (var link in Links().Matches(pages[name]).Select(one => one.Groups["target"].Value.Split('#')[0]))
                {
                    if (link.EndsWith(".html", StringComparison.Ordinal) && !link.Contains('/', StringComparison.Ordinal))
                    {
                        next.Enqueue(link);
                    }
                }
            }
        }
    }
}
