using System.Diagnostics;
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
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Riscossione__Cors__Origins"] = Origin }
        );

        await NpmAsync("ci", "--prefer-offline");
        // The client's smoke tests call the program started here.
        await NpmAsync(
            ["test"],
            new(StringComparer.Ordinal)
            {
                ["RISCOSSIONE_URL"] = api.Address.ToString(),
                ["RISCOSSIONE_API_KEY"] = api.AdminKey,
                ["RISCOSSIONE_ORIGIN"] = Origin,
            }
        );
    }

    private Task NpmAsync(params string[] arguments) => NpmAsync(arguments, []);

    private async Task NpmAsync(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
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
            Assert.True(
                process.ExitCode == 0,
                $"npm {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Concat(printed)}"
            );
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
