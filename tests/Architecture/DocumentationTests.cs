using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>The documentation matches the repository: folders of the map, targets of links.</summary>
public partial class DocumentationTests
{
    private const int MaxLinesOfReadme = 150;

    [Fact]
    public void The_readme_is_one_page() => Assert.InRange(File.ReadLines(Repository.PathOf("README.md")).Count(), 50, MaxLinesOfReadme);

    [Fact]
    public void The_map_names_every_folder_of_the_root_and_of_api_and_no_other()
    {
        var map = Documentation.BlocksOf("README.md").Single(block => block.Text.StartsWith("api/ ", StringComparison.Ordinal)).Text;
        var named = new SortedSet<string>(StringComparer.Ordinal);
        var parent = "";
        foreach (var line in map.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isInner = line[0] == ' ';
            var folders = Folders().Match(line.TrimStart()).Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            parent = isInner ? parent : folders[0];
            named.UnionWith(folders.Select(folder => isInner ? parent + folder : folder));
        }

        var there = new SortedSet<string>(
            Repository.Files.Where(file => file[0] != '.').SelectMany(FoldersOf).Where(folder => folder != "api/Properties/"),
            StringComparer.Ordinal
        );

        Findings.MustBeNone(there.Except(named).Select(folder => $"not in the map: {folder}"));
        Findings.MustBeNone(named.Except(there).Select(folder => $"only in the map: {folder}"));
    }

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist() =>
        Findings.MustBeNone(
            from page in Repository.Files
            where page.EndsWith(".md", StringComparison.Ordinal)
            from link in Links().Matches(Fences().Replace(Repository.Text(page), ""))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Leads(page, target)
            select $"{page}: {target}"
        );

    [Fact]
    public void Every_page_of_the_documentation_is_linked_from_the_readme() =>
        Findings.MustBeNone(
            Documentation.Pages.Where(page =>
                page != "README.md" && !Repository.Text("README.md").Contains($"({page})", StringComparison.Ordinal)
            )
        );

    private static IEnumerable<string> FoldersOf(string file)
    {
        var parts = file.Split('/');
        if (parts.Length > 1)
        {
            yield return $"{parts[0]}/";
        }

        if (parts.Length > 2 && parts[0] == "api")
        {
            yield return $"api/{parts[1]}/";
        }
    }

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#');
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var path = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return (File.Exists(path) || Directory.Exists(path))
            && (parts.Length == 1 || HeadingsOf(path).Contains(parts[1], StringComparer.Ordinal));
    }

    // Anchors as GitHub and GitLab make them from headings.
    private static IEnumerable<string> HeadingsOf(string path) =>
        from line in File.ReadLines(path)
        where line.StartsWith('#')
        select NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^([A-Za-z]+/ ?)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Folders();

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Links();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchors();
}
