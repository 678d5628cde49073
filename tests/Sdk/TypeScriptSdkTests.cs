using System.Diagnostics;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class TypeScriptSdkTests(ITestOutputHelper output)
{
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    [NodeFact]
    public async Task The_TypeScript_client_installs_compiles_and_passes_its_own_tests()
    {
        var folder = Repository.PathOf("sdk/typescript");
        await using var api = await ApiProcess.Start();
        // The client's smoke test calls the program started here.
        environment["RISCOSSIONE_URL"] = api.Address.ToString();
        environment["RISCOSSIONE_API_KEY"] = api.AdminKey;
        await NpmAsync(folder, "ci");
        await NpmAsync(folder, "run", "build");
        await NpmAsync(folder, "test");
    }

    private async Task NpmAsync(string folder, params string[] arguments)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var start = new ProcessStartInfo(npm, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        output.WriteLine(string.Concat(printed));
        Assert.True(process.ExitCode == 0, $"npm {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Concat(printed)}");
    }
}
