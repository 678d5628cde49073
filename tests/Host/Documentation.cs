using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>README and the pages of docs/ and docs/guides/, with their code blocks.</summary>
internal static partial class Documentation
{
    /// <summary>Pages whose commands readers run; decisions have none.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    ["README.md", .. Repository.Files.Where(file => PageOfDocumentation().IsMatch(file))];

    /// <summary>The blocks of all pages, in reading order.</summary>
    public static IReadOnlyList<Block> Blocks { get; } = [.. Pages.SelectMany(BlocksOf)];

    /// <summary>The blocks of one Markdown file.</summary>
    public static IEnumerable<Block> BlocksOf(string page)
    {
        var text = Repository.Text(page);
        return from fence in Fence().Matches(text)
            let line = text.AsSpan(0, fence.Index).Count('\n') + 1
            select new Block(page, line, fence.Groups["language"].Value, fence.Groups["words"].Value.Trim(), fence.Groups["text"].Value);
    }

    [GeneratedRegex(@"^docs/(guides/)?[^/]+\.md$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageOfDocumentation();

    [GeneratedRegex(
        @"^```(?<language>\w*)(?<words>[^\n`]*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Fence();

    /// <summary>A fenced block of code.</summary>
    /// <param name="Page">The file, from the root.</param>
    /// <param name="Line">The line of its opening fence.</param>
    /// <param name="Language">The first word after the fence.</param>
    /// <param name="Words">What follows the language: empty, or <c>no-run: </c> and why.</param>
    /// <param name="Text">What it prints.</param>
    internal sealed record Block(string Page, int Line, string Language, string Words, string Text)
    {
        private const string NoRun = "no-run:";

        /// <summary>True for commands that the walkthrough runs.</summary>
        public bool IsRun => !Words.StartsWith(NoRun, StringComparison.Ordinal);

        /// <summary>Why the walkthrough does not run them; empty when it does.</summary>
        public string Reason => IsRun ? "" : Words[NoRun.Length..].Trim();

        public override string ToString() => $"{Page}:{Line}";
    }
}
