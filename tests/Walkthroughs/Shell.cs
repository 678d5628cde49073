using System.Diagnostics;
using System.Text.Json;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>A shell that runs the commands of a page.</summary>
/// <param name="Language">The language of the blocks that it runs.</param>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">The arguments before the script.</param>
/// <param name="Prelude">Ends the script on a refused call, an unset variable or a failed command.</param>
internal sealed record Shell(string Language, string Program, IReadOnlyList<string> Arguments, string Prelude)
{
    private const string PowerShellLanguage = "powershell";
    private const string FailOnRefusal = "curl() { command curl --fail-with-body \"$@\"; }\n";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static readonly Shell Bash = new("sh", "bash", ["--norc", "-euo", "pipefail", "-c"], FailOnRefusal);

    public static readonly Shell Zsh = new("sh", "zsh", ["-f", "-euo", "pipefail", "-c"], FailOnRefusal);

    /// <summary>A local tool of the repository (<c>dotnet tool restore</c>).</summary>
    public static readonly Shell PowerShell = new(
        PowerShellLanguage,
        "dotnet",
        ["tool", "run", "pwsh", "-NoProfile", "-NonInteractive", "-Command"],
        "$ErrorActionPreference = 'Stop'; Set-StrictMode -Version Latest\n"
    );

    // Started only by its tests, because the property is read at every discovery.
    private static readonly Lazy<bool> HasPowerShell = new(() =>
    {
        using var manifest = JsonDocument.Parse(Repository.Text(".config/dotnet-tools.json"));
        var version = manifest.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString()!;
        var packages =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(Path.Combine(packages, "powershell", version));
    });

    /// <summary>What the machine lacks to run this shell's blocks; null for nothing.</summary>
    public string? Missing
    {
        get
        {
            string[] programs = this == PowerShell ? [Program] : [Program, "curl", "node", "gzip"];
            var missing = programs.Where(program => !IsOnPath(program)).ToList();
            return missing.Count > 0 ? $"Not here: {string.Join(", ", missing)}."
                : this == PowerShell && !HasPowerShell.Value ? "Not here: pwsh (dotnet tool restore)."
                : null;
        }
    }

    /// <summary>The shell of a name that a test states.</summary>
    public static Shell Named(string name) =>
        name switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            PowerShellLanguage => PowerShell,
            _ => throw new ArgumentException("Not a shell of these tests.", nameof(name)),
        };

    /// <summary>Runs a script and returns its output.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It failed.</exception>
    public async Task<string> Run(string script, string folder)
    {
        var (exitCode, output, error) = await Start(Prelude + script, folder);
        Assert.True(exitCode == 0, $"{Program} ended with {exitCode}.\n{error}\n{output}");
        return output;
    }

    /// <summary>Checks the syntax of a script; returns the errors. For bash and zsh.</summary>
    public async Task<string> FindSyntaxError(string script)
    {
        var (exitCode, _, error) = await new Shell(Language, Program, ["-n", "-c"], "").Start(script, Repository.Root);
        return exitCode == 0 ? "" : error;
    }

    private async Task<(int ExitCode, string Output, string Error)> Start(string script, string folder)
    {
        // A local tool is searched from the working directory upwards.
        var isTool = Language == PowerShellLanguage;
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = isTool ? Repository.Root : folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(isTool ? $"Set-Location '{folder}'\n{script}" : script);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Timeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.HasExited ? process.ExitCode : -1, await output, await error);
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>A theory that is skipped when its shell is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell) => Skip = Shell.Named(shell).Missing;
}

/// <summary>A test that is skipped when its shell is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell) => Skip = Shell.Named(shell).Missing;
}
