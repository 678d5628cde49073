using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>The comparison with other products says nothing of this one without a test or a file that shows it.</summary>
public sealed partial class ComparisonTests
{
    private const string Page = "docs/comparison.md";

    [Fact]
    public void Every_feature_names_a_test_or_a_file_that_exists()
    {
        var features = Rows().Matches(Repository.Text(Page)).Where(row => row.Groups["feature"].Value is not ("voce" or "---")).ToList();

        Assert.NotEmpty(features);
        Findings.MustBeNone(
            from feature in features
            let evidence = Names().Matches(feature.Groups["here"].Value).Select(name => name.Groups["name"].Value).ToList()
            from finding in evidence is [] ? ["names none"] : evidence.Where(name => !Exists(name))
            select $"{feature.Groups["feature"].Value}: {finding}"
        );
    }

    [Theory]
    [InlineData("ComparisonTests.Every_feature_names_a_test_or_a_file_that_exists", true)]
    [InlineData("ComparisonTests.Every_feature", false)]
    [InlineData("InventedTests", false)]
    [InlineData("docs/comparison.md", true)]
    [InlineData("docs/invented.md", false)]
    public void A_name_without_a_test_or_a_file_is_found(string name, bool exists) => Assert.Equal(exists, Exists(name));

    /// <summary>True for the path of a file, a class of tests, or one of its methods.</summary>
    private static bool Exists(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Repository.Files.Contains(name, StringComparer.Ordinal);
        }

        var parts = name.Split('.');
        return Repository.Files.FirstOrDefault(file =>
                file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith($"/{parts[0]}.cs", StringComparison.Ordinal)
            )
                is { } file
            && (parts.Length == 1 || Repository.Text(file).Contains($" {parts[1]}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<feature>[^|]+) \| (?<here>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+(Tests|Walkthrough)(\.\w+)?|\w+/[\w./-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
