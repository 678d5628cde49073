using System.Diagnostics;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>Runs the program in Production until it ends.</summary>
internal static class Launch
{
    public static async Task<(int Code, string Output)> ToEnd(
        IReadOnlyList<string> arguments,
        params (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lecce.Riscossione.Api.dll"), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        try
        {
            var printed = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token),
                process.StandardError.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(printed));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
