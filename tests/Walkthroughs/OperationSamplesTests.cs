using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Contract;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>
/// The samples of every operation, taken from the pages as they are served: all compile, and those that need nothing beforehand run against the
/// program.
/// </summary>
public sealed partial class OperationSamplesTests(OperationSamplesTests.Pages site, TypeScriptPrograms typeScript)
    : IClassFixture<OperationSamplesTests.Pages>,
        IClassFixture<TypeScriptPrograms>
{
    [Theory]
    [InlineData("sh")]
    [InlineData("csharp")]
    [InlineData("ts")]
    public void Every_operation_of_the_contract_has_a_sample(string language)
    {
        var operations =
            from path in JsonNode.Parse(Repository.Text("openapi/riscossione.v1.json"))!["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            select (string)verb.Value!["operationId"]!;

        Assert.Equal(operations.Order(StringComparer.Ordinal), site.Of(language).Keys.Order(StringComparer.Ordinal));
    }

    [ShellFact("bash")]
    public async Task Commands_are_read_by_the_shell_and_answered()
    {
        using var folder = new TemporaryDirectory();
        var samples = site.Of("sh");

        Assert.Equal("", await Shell.Bash.FindSyntaxError(string.Join('\n', samples.Values)));
        var output = await Shell.Bash.Run(
            $"API='{site.Address}'\nKEY='{site.Key}'\n{string.Join('\n', CollectionTests.Replayed.Select(name => samples[name]))}",
            folder.Path
        );

        Assert.Contains("TARI-2026-000001", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_C_sharp_compiles_and_runs()
    {
        using var folder = new TemporaryDirectory();
        var functions = site.Of("csharp").Select(one => $"async Task {one.Key}()\n{{\n{one.Value}\n}}\n");
        var calls = CollectionTests.Replayed.Select(name => $"await {name}();\nConsole.WriteLine(\"{name}\");\n");

        var output = await CSharpProgram.Run(
            $"""
            using Lecce.Riscossione.Sdk;
            using NodaTime;

            using var client = new RiscossioneClient(new Uri("{site.Address}"), "{site.Key}");
            {string.Concat(calls)}
            {string.Concat(functions)}
            """,
            folder.Path
        );

        Assert.Equal(CollectionTests.Replayed, output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [NodeFact]
    public async Task The_TypeScript_compiles_and_runs()
    {
        using var folder = new TemporaryDirectory();
        var functions = site.Of("ts").Select(one => $"export async function {one.Key}() {{\n{one.Value}\nreturn answer;\n}}\n");
        var calls = CollectionTests.Replayed.Select(name => $"await {name}();\nconsole.log(\"{name}\");\n");

        var output = await typeScript.Run(
            $$"""
            import { RiscossioneClient } from "@comune-lecce/riscossione";

            const client = new RiscossioneClient({ baseUrl: "{{site.Address}}", apiKey: "{{site.Key}}" });
            {{string.Concat(calls)}}
            {{string.Concat(functions)}}
            """,
            folder.Path
        );

        Assert.Equal(CollectionTests.Replayed, output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex("href=\"(?<page>reference-[a-z-]+\\.html)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PageOfOperations();

    [GeneratedRegex(
        "data-language=\"(?<language>[a-z]+)\" data-operation=\"(?<operation>\\w+)\"><code>(?<code>[^<]*)</code>",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex SampleOfOperation();

    /// <summary>The samples as the program serves them, and the key of an office.</summary>
    public sealed class Pages : IAsyncLifetime
    {
        private readonly List<(string Language, string Operation, string Code)> samples = [];
        private ApiProcess? api;

        public string Address => api!.Address.ToString().TrimEnd('/');

        public string Key { get; private set; } = "";

        /// <summary>The samples in one language, by operation.</summary>
        public IReadOnlyDictionary<string, string> Of(string language) =>
            samples.Where(one => one.Language == language).ToDictionary(one => one.Operation, one => one.Code, StringComparer.Ordinal);

        public async Task InitializeAsync()
        {
            api = await ApiProcess.Start();
            using var http = new HttpClient { BaseAddress = api.Address };
            var pages = PageOfOperations().Matches(await http.GetStringAsync("/docs/reference")).Select(one => one.Groups["page"].Value);
            foreach (var page in pages.Distinct(StringComparer.Ordinal))
            {
                var found = SampleOfOperation().Matches(await http.GetStringAsync($"/docs/{page}"));
                samples.AddRange(
                    found.Select(one =>
                        (one.Groups["language"].Value, one.Groups["operation"].Value, WebUtility.HtmlDecode(one.Groups["code"].Value))
                    )
                );
            }

            using var admin = new RiscossioneClient(api.Address, api.AdminKey);
            var recorded = JsonNode.Parse(Repository.Text("openapi/examples/IssueApiKey.json"))!["request"]!["application/json"]!;
            var issued = await admin.ApiKeys.IssueAsync(
                new NewApiKey
                {
                    Name = "Esempi",
                    Organization = (string)recorded["organization"]!,
                    Department = (string)recorded["department"]!,
                    Scopes = [.. recorded["scopes"]!.AsArray().Select(scope => (string)scope!)],
                }
            );
            Key = issued.Key;
        }

        public async Task DisposeAsync() => await api!.DisposeAsync();
    }
}
