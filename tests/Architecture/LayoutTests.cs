using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

public partial class LayoutTests
{
    private const int MaxLines = 400;

    [Fact]
    public void The_root_holds_only_what_the_map_of_the_house_names()
    {
        string[] expected =
        [
            "api",
            "docs",
            "migrations",
            "openapi",
            "samples",
            "sdk",
            "tests",
            "Directory.Build.props",
            "Directory.Packages.props",
            "global.json",
            "Lecce.Riscossione.Api.sln",
            "LICENSE",
            "publiccode.yml",
            "README.md",
        ];
        var found = Repository.Files.Select(file => file.Split('/')[0]).Distinct().Where(entry => entry[0] != '.');

        Findings.MustBeNone(found.Except(expected));
    }

    [Fact]
    public void Source_files_have_a_maximum_length() =>
        Findings.MustBeNone(Repository.Sources.Where(file => File.ReadLines(Repository.PathOf(file)).Count() > MaxLines));

    [Fact]
    public void No_file_names_a_folder_of_a_machine() => Findings.MustBeNone(Matches(MachinePath()));

    [Fact]
    public void No_file_names_the_host_of_a_package_registry() => Findings.MustBeNone(Matches(RegistryHost()));

    private static IEnumerable<string> Matches(Regex pattern) =>
        from file in Repository.Files
        from match in pattern.Matches(Repository.Text(file))
        select $"{file}: {match.Value}";

    [GeneratedRegex(@"(?<![\w.}*])/(home|root|Users|work|tmp|mnt)/\w+|[A-Z]:\\{1,2}[A-Z]\w+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"registry\.npmjs|npmjs\.org|yarnpkg\.com|nuget\.org[/]|pkgs\.dev\.azure|""resolved[""]: ""https?:",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex RegistryHost();
}
