using System.Diagnostics;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class TypeScriptSdkTests(ITestOutputHelper output)
{
    [NodeFact]
    public async Task The_TypeScript_client_installs_compiles_and_passes_its_own_tests()
    {
        var folder = SdkFolder();
        await NpmAsync(folder, "ci");
        await NpmAsync(folder, "run", "build");
        await NpmAsync(folder, "test");
    }

    private async Task NpmAsync(string folder, params string[] arguments)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(
            new ProcessStartInfo(npm, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        output.WriteLine(string.Concat(printed));
        Assert.True(process.ExitCode == 0, $"npm {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Concat(printed)}");
    }

    private static string SdkFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "sdk", "typescript");
    }
}
