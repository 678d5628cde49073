using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>Each line of code in the clients' READMEs, and of the receivers in the guide, is in a compiled file of examples.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("sdk/csharp/README.md", "csharp", "tests/Sdk/ReadmeExamples.cs")]
    [InlineData("sdk/csharp/README.en.md", "csharp", "tests/Sdk/ReadmeExamples.cs")]
    [InlineData("sdk/typescript/README.md", "ts", "sdk/typescript/test/readme.ts")]
    [InlineData("sdk/typescript/README.en.md", "ts", "sdk/typescript/test/readme.ts")]
    [InlineData("docs/webhooks.md", "csharp", "tests/Sdk/WebhookReceiverTests.cs")]
    [InlineData("docs/webhooks.md", "ts", "sdk/typescript/test/receivers.ts")]
    public void Every_line_of_code_in_a_readme_is_compiled(string readme, string language, string examples)
    {
        var compiled = LinesOf(Repository.Text(examples)).ToHashSet(StringComparer.Ordinal);
        var printed = Documentation
            .BlocksOf(readme)
            .Where(block => block.Language == language)
            .SelectMany(block => LinesOf(block.Text))
            .ToList();

        Assert.True(printed.Count > 10, $"{readme} has {printed.Count} lines of code.");
        Findings.MustBeNone(printed.Where(line => !compiled.Contains(line)));
    }

    private static IEnumerable<string> LinesOf(string text) =>
        text.Replace("@comune-lecce/riscossione", "../src/index.js", StringComparison.Ordinal)
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0);
}
