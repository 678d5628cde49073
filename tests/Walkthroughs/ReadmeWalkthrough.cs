using System.Diagnostics;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>What README tells a stranger to type does what README says, on the real program.</summary>
public sealed partial class ReadmeWalkthrough
{
    [ShellFact]
    public async Task The_five_calls_lead_from_a_debt_to_its_payment()
    {
        await using var api = await ApiProcess.Start();
        using var directory = new TemporaryDirectory();
        var calls = CallsOfReadme()
            .Replace("ADMIN='rk_…'", $"ADMIN='{api.AdminKey}'", StringComparison.Ordinal)
            .Replace("API=http://localhost:5080", $"API={api.Address.ToString().TrimEnd('/')}", StringComparison.Ordinal);

        var output = await Bash(calls, directory.Path);

        Assert.Contains("<outcome>OK</outcome>", output, StringComparison.Ordinal);
        Assert.Contains("<amount>100.80</amount>", output, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"exact\"", output, StringComparison.Ordinal);
        Assert.Contains("PAA_PAGAMENTO_DUPLICATO", output, StringComparison.Ordinal);
        Assert.Contains("\"chainVerified\":true", output, StringComparison.Ordinal);
    }

    private static string CallsOfReadme()
    {
        var section = Section().Match(Repository.Text("README.md"));
        Assert.True(section.Success, "README has lost its five calls.");
        var blocks = ShellBlock().Matches(section.Value).Select(block => block.Groups["text"].Value).ToList();
        Assert.Equal(5, blocks.Count);
        return string.Join('\n', blocks);
    }

    private static async Task<string> Bash(string script, string folder)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-euo", "pipefail", "-c", script },
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var error = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, $"{await error}\n{output}");
        return output;
    }

    [GeneratedRegex("## Da un debito al suo pagamento.*?(?=\n## )", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellBlock();

    /// <summary>A test that types into a shell, and is visibly skipped where bash, curl or node is missing.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ShellFactAttribute : FactAttribute
    {
        public ShellFactAttribute()
        {
            var missing = new[] { "bash", "curl", "node" }.Where(program => !IsOnPath(program)).ToList();
            Skip = missing.Count == 0 ? null : $"Not here: {string.Join(", ", missing)}.";
        }

        private static bool IsOnPath(string program) =>
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, program)));
    }
}
