using System.Xml.Linq;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

public class ProjectReferenceTests
{
    [Fact]
    public void Projects_reference_one_another_in_one_direction() =>
        Findings.MustBeNone(
            from project in Repository.Files
            where project.EndsWith(".csproj", StringComparison.Ordinal) && !project.StartsWith("tests/", StringComparison.Ordinal)
            from target in References(project)
            where !MayReference(project, target)
            select $"{project} -> {target}"
        );

    private static bool MayReference(string project, string target) =>
        project.Split('/')[0] switch
        {
            // The build runs docs/site to make the documentation; the program uses none of its code.
            "api" => target.StartsWith("migrations/", StringComparison.Ordinal)
                || target.StartsWith("docs/site/", StringComparison.Ordinal),
            "samples" => target.StartsWith("sdk/csharp/", StringComparison.Ordinal),
            _ => false,
        };

    private static IEnumerable<string> References(string project) =>
        from reference in XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
        let path = Path.Combine(Path.GetDirectoryName(Repository.PathOf(project))!, reference.Attribute("Include")!.Value)
        select Path.GetRelativePath(Repository.Root, Path.GetFullPath(path)).Replace('\\', '/');
}
