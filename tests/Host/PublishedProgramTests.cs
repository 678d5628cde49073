using System.Net;
using System.Text.RegularExpressions;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>The program as the Dockerfile publishes it.</summary>
public sealed partial class PublishedProgramTests
{
    [Fact]
    public async Task The_published_program_has_the_documentation_site_in_it()
    {
        using var made = new TemporaryDirectory();
        var command = Publish().Match(Repository.Text("api/Dockerfile")).Groups["arguments"].Value.Split(' ');
        var program = Path.Combine(made.Path, "program");

        // As in an image, nothing is left from an earlier build. Compiling ahead of time takes minutes and changes nothing of the site.
        string[] places =
        [
            "-p:PublishReadyToRun=false",
            "-o",
            program,
            "--artifacts-path",
            Path.Combine(made.Path, "build"),
            "-v",
            "quiet",
        ];
        await Tool.Run(Repository.Root, "dotnet", [.. command, .. places]);

        await using var api = await ApiProcess.Start(folder: program);
        using var reader = api.Client();
        foreach (var file in (string[])["index.html", "reference.html", "search-index.js", "site.css", "site.js"])
        {
            using var answer = await reader.GetAsync($"/docs/{file}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains(
            "PaymentDocuments.IssueAsync",
            await reader.GetStringAsync("/docs/reference-payment-documents.html"),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex("^RUN dotnet (?<arguments>publish .+?) -o /program", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Publish();
}
