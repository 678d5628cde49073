using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lecce.Riscossione.Site;

/// <summary>The pages that are written in Markdown.</summary>
/// <param name="root">The repository.</param>
internal sealed partial class GuidePages(string root)
{
    private const string Start = "docs/guides/start.md";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [Start] = "index.html",
        ["sdk/csharp/README.md"] = "csharp.html",
        ["sdk/typescript/README.md"] = "typescript.html",
        ["samples/first-payment/README.md"] = "first-payment.html",
        ["samples/simulator/README.md"] = "simulator.html",
        ["samples/webhook-receiver/README.md"] = "webhook-receiver.html",
        ["samples/department-loader/README.md"] = "department-loader.html",
    };

    private static readonly string[] English = ["docs/authorization.md"];

    private readonly string repository = RepositoryUrl().Match(File.ReadAllText(Path.Combine(root, "publiccode.yml"))).Groups["url"].Value;

    /// <param name="source">The file, from the root.</param>
    /// <param name="title">The title on the site, when the file's is that of a package.</param>
    public Page Read(string source, string? title = null)
    {
        var document = Markdown.Parse(File.ReadAllText(Path.Combine(root, source)).ReplaceLineEndings("\n"), Pipeline);
        var headings = document.OfType<HeadingBlock>().ToList();
        foreach (var same in headings.GroupBy(heading => AnchorOf(TextOf(heading)), StringComparer.Ordinal))
        {
            foreach (var (index, heading) in same.Index())
            {
                heading.GetAttributes().Id = index == 0 ? same.Key : $"{same.Key}-{index}";
            }
        }

        foreach (var column in document.Descendants<Table>().SelectMany(table => table.ColumnDefinitions))
        {
            // Written as an inline style, which the policy of the site forbids.
            column.Alignment = null;
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = Lead(source, link.Url!);
        }

        title ??= TextOf(headings[0]);
        document.Remove(headings[0]);
        return new Page(NameOf(source)!, title, Html(document), [.. Parts(title, document)])
        {
            Language = English.Contains(source, StringComparer.Ordinal) ? "en" : "it",
        };
    }

    private static string Html(MarkdownDocument document)
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new SampleRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new WideTableRenderer());
        renderer.Render(document);
        // A heading without words is none.
        return text.ToString().Replace("<th></th>", "<td></td>", StringComparison.Ordinal);
    }

    private static IEnumerable<Part> Parts(string title, MarkdownDocument document)
    {
        var (anchor, heading, level) = ("", title, 1);
        var text = new StringBuilder();
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: <= 3 } next)
            {
                yield return new Part(anchor, heading, level, OneLine(text.ToString()));
                (anchor, heading, level) = (next.GetAttributes().Id!, TextOf(next), next.Level);
                text.Clear();
            }
            else
            {
                var leaves = block is LeafBlock leaf ? [leaf] : block.Descendants<LeafBlock>();
                text.AppendJoin(' ', leaves.Where(one => one.Inline is not null).Select(TextOf)).Append(' ');
            }
        }

        yield return new Part(anchor, heading, level, OneLine(text.ToString()));
    }

    /// <summary>Where a link leads: to the page of its file, or to the repository when the file is not a page.</summary>
    private string Lead(string source, string url)
    {
        if (url.Contains(':', StringComparison.Ordinal) || url.StartsWith('#'))
        {
            return url;
        }

        var parts = url.Split('#', 2);
        var target = Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(source)!, parts[0])))
            .Replace('\\', '/');
        var anchor = parts.Length > 1 ? $"#{parts[1]}" : "";
        return (NameOf(target) ?? $"{repository}/blob/main/{target}") + anchor;
    }

    /// <summary>The page of a file; null for one that is not in the site.</summary>
    private static string? NameOf(string source) =>
        Names.TryGetValue(source, out var name) ? name
        : PageSource().IsMatch(source) ? Path.ChangeExtension(Path.GetFileName(source), ".html").ToLowerInvariant()
        : null;

    private static string TextOf(LeafBlock block) =>
        string.Concat(
            block
                .Inline!.Descendants()
                .Select(one =>
                    one switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        LineBreakInline => " ",
                        _ => "",
                    }
                )
        );

    // As GitHub and GitLab make them from headings.
    private static string AnchorOf(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"^url: ""(?<url>[^""]+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RepositoryUrl();

    [GeneratedRegex(@"^docs/(guides/)?[\w-]+\.md$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PageSource();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Spaces();

    /// <summary>Blocks of code that follow one another are one sample in several languages.</summary>
    private sealed class SampleRenderer : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            var siblings = obj.Parent!;
            var at = siblings.IndexOf(obj);
            if (at > 0 && siblings[at - 1] is FencedCodeBlock)
            {
                return;
            }

            var blocks = siblings.Skip(at).TakeWhile(one => one is CodeBlock).Cast<CodeBlock>();
            renderer.Write(Samples.Html([.. blocks.Select(one => new Sample(LanguageOf(one), one.Lines.ToString()))], $"line-{obj.Line}"));
        }

        private static string LanguageOf(CodeBlock block) => (block as FencedCodeBlock)?.Info ?? "text";
    }

    /// <summary>A table that does not fit is scrolled, also with the keyboard.</summary>
    private sealed class WideTableRenderer : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            var before = table.Parent!.TakeWhile(one => one != table).ToList();
            var number = before.OfType<Table>().Count() + 1;
            var label = before.OfType<HeadingBlock>().LastOrDefault() is { } heading ? $": {TextOf(heading)}" : "";
            var columns = table.OfType<TableRow>().First().Count;
            renderer.Write(
                $"<div class=\"wide columns-{columns}\" tabindex=\"0\" role=\"region\" aria-label=\"Tabella {number}{WebUtility.HtmlEncode(label)}\">"
            );
            base.Write(renderer, table);
            renderer.Write("</div>\n");
        }
    }
}
