using System.Diagnostics;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>Programs of the machine, such as node and npm.</summary>
internal static class Tool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>The first of the programs that is installed; null without any.</summary>
    public static string? Find(params IReadOnlyList<string> programs) =>
        (
            from program in programs
            from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            )
            from file in new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".cmd") }
            where File.Exists(file)
            select file
        ).FirstOrDefault();

    /// <summary>Starts a program in a folder, which may be given from the root of the repository.</summary>
    public static Process Start(string folder, string program, params IReadOnlyList<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(Find(program) ?? program, arguments)
            {
                WorkingDirectory = Repository.PathOf(folder),
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // A build server would outlive the test.
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
            }
        )!;

    /// <summary>Runs a program to its end; returns what it printed.</summary>
    public static async Task<string> Run(string folder, string program, params IReadOnlyList<string> arguments)
    {
        using var limit = new CancellationTokenSource(Timeout);
        using var process = Start(folder, program, arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(
                process.ExitCode == 0,
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{await errors}"
            );
            return output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
