using System.Diagnostics;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>Checks the published contract with Spectral, the linter of the national guidelines.</summary>
public sealed class ContractLintTests(ITestOutputHelper output)
{
    private const string Spectral = "@stoplight/spectral-cli@6.16.3";
    private const int MaxMinutes = 5;

    [SkippableTheory]
    [InlineData("openapi/riscossione.v1.json")]
    [InlineData("openapi/riscossione.v1.oas31.json")]
    public async Task The_contract_is_sound_by_the_rules_for_OpenAPI(string document)
    {
        using var folder = new TemporaryDirectory();
        var rules = Path.Combine(folder.Path, "rules.yml");
        await File.WriteAllTextAsync(rules, "extends: ['spectral:oas']\n");
        await Lint(document, rules);
    }

    [SkippableFact]
    public async Task The_contract_keeps_to_the_Italian_guidelines()
    {
        Skip.IfNot(Reference.IsPresent, Reference.Absent);
        await Lint("openapi/riscossione.v1.json", Reference.PathOf("oas-rules/italian-guidelines-full.yml"));
    }

    private async Task Lint(string document, string rules)
    {
        var (isClean, findings) = await Npx("lint", Repository.PathOf(document), "--ruleset", rules, "--fail-severity", "warn");
        if (!isClean)
        {
            var (canRun, why) = await Npx("--version");
            Skip.IfNot(canRun, $"Spectral cannot run: Node is missing, or the npm registry out of reach. {why}");
        }

        output.WriteLine(findings);
        Assert.True(isClean, findings);
    }

    /// <summary>Runs Spectral, which npm downloads if necessary; its output shows any failure.</summary>
    private static async Task<(bool Succeeded, string Printed)> Npx(params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npx.cmd" : "npx", ["--yes", Spectral, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(MaxMinutes));
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var printed = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token),
                process.StandardError.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode == 0, string.Concat(printed));
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (false, missing.Message);
        }
    }
}
