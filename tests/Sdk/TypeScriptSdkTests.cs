using System.Diagnostics;
using System.Runtime.InteropServices;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class TypeScriptSdkTests(ITestOutputHelper output)
{
    // The origin of a page that the client's own tests open in a browser; they map it to the port where they serve the page.
    private const string Origin = "http://localhost:5999";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    [NodeFact]
    public async Task The_TypeScript_client_installs_compiles_and_passes_its_own_tests()
    {
        await using var api = await Start();

        await MustRunAsync("npm", ["ci", "--prefer-offline"], []);
        // The client's smoke tests call the program started here.
        await MustRunAsync("npm", ["test"], Environment(api));
    }

    /// <summary>The oldest version that the package promises runs all tests but those that need later development tools.</summary>
    [SkippableFact]
    public async Task The_TypeScript_client_passes_its_own_tests_on_Node_18()
    {
        Skip.If(NodeFactAttribute.Missing is not null, NodeFactAttribute.Missing);
        Skip.IfNot(OperatingSystem.IsLinux(), "Node 18 is known for Linux only.");
        using var folder = new TemporaryDirectory();
        var package = $"node-linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var (code, printed) = await RunAsync(
            "npm",
            ["install", "--prefer-offline", "--no-save", "--prefix", folder.Path, $"{package}@18.20.8"],
            []
        );
        Skip.If(code != 0, $"Node 18 cannot be installed: {printed}");
        var node = Path.Combine(folder.Path, "node_modules", package, "bin", "node");
        await using var api = await Start();

        await MustRunAsync("npm", ["ci", "--prefer-offline"], []);
        await MustRunAsync("npm", ["run", "pretest"], []);
        var tests = Directory
            .GetFiles(Repository.PathOf("sdk/typescript/dist/check/test"), "*.test.js")
            .Where(file => Path.GetFileName(file) is not ("package.test.js" or "declarations.test.js" or "receivers.test.js"));
        await MustRunAsync(node, ["--test", .. tests], Environment(api));
        // The package, once packed, in both module formats.
        await MustRunAsync(node, ["--test", "--test-name-pattern=import and require", "dist/check/test/package.test.js"], Environment(api));
    }

    private static Task<ApiProcess> Start() =>
        ApiProcess.Start(new Dictionary<string, string>(StringComparer.Ordinal) { ["Riscossione__Cors__Origins"] = Origin });

    private static Dictionary<string, string> Environment(ApiProcess api) =>
        new(StringComparer.Ordinal)
        {
            ["RISCOSSIONE_URL"] = api.Address.ToString(),
            ["RISCOSSIONE_API_KEY"] = api.AdminKey,
            ["RISCOSSIONE_ORIGIN"] = Origin,
        };

    private async Task MustRunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var (code, printed) = await RunAsync(program, arguments, environment);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{printed}");
    }

    private async Task<(int Code, string Printed)> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = Repository.PathOf("sdk/typescript"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(Timeout);
        using var process = Process.Start(start)!;
        try
        {
            var printed = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token),
                process.StandardError.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(string.Concat(printed));
            return (process.ExitCode, string.Concat(printed));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
