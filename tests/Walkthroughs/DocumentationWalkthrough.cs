using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>
/// Runs the commands and the code of README and docs/ as printed, each page on a new development database of the real program. A block that
/// cannot run says why after its fence (<c>no-run:</c>).
/// </summary>
public sealed partial class DocumentationWalkthrough(ITestOutputHelper log, TypeScriptPrograms typeScript)
    : IClassFixture<TypeScriptPrograms>
{
    private static readonly string[] FiveCalls =
    [
        "<outcome>OK</outcome>",
        "<amount>100.80</amount>",
        "exact",
        "PAA_PAGAMENTO_DUPLICATO",
        "options-closed",
    ];

    /// <summary>Where the receiver of a page listens.</summary>
    private const string PortOfReceiver = "127.0.0.1:5097";

    /// <summary>Output that pages promise.</summary>
    private static readonly Dictionary<string, string[]> Promised = new(StringComparer.Ordinal)
    {
        ["README.md"] = [.. FiveCalls, "\"chainVerified\":true"],
        ["docs/powershell.md"] = [.. FiveCalls, "\"chainVerified\": true", "\"issued\": 10", "\"rejected\": 0"],
        ["docs/bulk-loads.md"] = ["\"issued\":10", "\"rejected\":0"],
        ["docs/keys.md"] = ["\"revokedAt\":"],
        ["docs/guides/start.md"] = ["tari"],
        ["docs/guides/office.md"] = ["301", "issued"],
        ["docs/guides/receiver.md"] = ["webhook-endpoint.test"],
        ["docs/guides/portal.md"] = ["mensa-scolastica", "301"],
        ["docs/first-day.md"] = ["\"code\":\"mensa\"", "\"state\":\"draft\""],
    };

    public static TheoryData<string> ShellPages => [.. PagesWith("sh")];

    public static TheoryData<string> PowerShellPages => [.. PagesWith("powershell")];

    public static TheoryData<string> CSharpPages => [.. PagesWith("csharp")];

    public static TheoryData<string> TypeScriptPages => [.. PagesWith("ts")];

    [ShellTheory("bash")]
    [MemberData(nameof(ShellPages))]
    public Task Every_command_of_a_page_runs_in_bash(string page) => Walk(page, Shell.Bash);

    [ShellTheory("zsh")]
    [MemberData(nameof(ShellPages))]
    public Task Every_command_of_a_page_runs_in_zsh(string page) => Walk(page, Shell.Zsh);

    [ShellTheory("powershell")]
    [MemberData(nameof(PowerShellPages))]
    public Task Every_command_of_a_page_runs_in_PowerShell(string page) => Walk(page, Shell.PowerShell);

    [Theory]
    [MemberData(nameof(CSharpPages))]
    public Task The_C_sharp_of_a_page_compiles_and_runs(string page) => Walk(page, "csharp", CSharpProgram.Run);

    [NodeTheory]
    [MemberData(nameof(TypeScriptPages))]
    public Task The_TypeScript_of_a_page_compiles_and_runs(string page) => Walk(page, "ts", typeScript.Run);

    [ShellFact("bash")]
    public Task Commands_that_are_not_run_can_be_read_by_bash() => Read(Shell.Bash);

    [ShellFact("zsh")]
    public Task Commands_that_are_not_run_can_be_read_by_zsh() => Read(Shell.Zsh);

    [Fact]
    public void A_block_that_is_not_run_says_why()
    {
        var notRun = Documentation.Blocks.Where(block => !block.IsRun).ToList();

        foreach (var block in notRun)
        {
            log.WriteLine($"{block}: {block.Reason}");
        }

        Assert.NotEmpty(notRun);
        Assert.All(notRun, block => Assert.InRange(block.Reason.Length, 15, 100));
        Assert.All(Documentation.Blocks.Where(block => block.IsRun), block => Assert.Equal("", block.Words));
    }

    [Fact]
    public void A_block_has_a_language_that_the_walkthrough_knows()
    {
        string[] known = ["sh", "powershell", "text", "sql", "json", "xml", "csharp", "ts"];

        Assert.All(
            Documentation.Blocks,
            block => Assert.True(known.Contains(block.Language, StringComparer.Ordinal), $"{block}: {block.Language}")
        );
    }

    /// <summary>An interactive zsh runs comments as commands and expands an unquoted ? or [.</summary>
    [Fact]
    public void Shell_blocks_hold_no_comments_and_quote_addresses()
    {
        var lines =
            from block in Documentation.Blocks
            where block.Language == "sh"
            from line in block.Text.Split('\n')
            where Comment().IsMatch(line) || BareAddress().IsMatch(line)
            select $"{block}: {line}";

        Assert.Empty(lines);
    }

    private static IEnumerable<string> PagesWith(string language) =>
        Documentation.Blocks.Where(block => block.IsRun && block.Language == language).Select(block => block.Page).Distinct();

    private static Task Walk(string page, Shell shell) => Walk(page, shell.Language, shell.Run);

    private static async Task Walk(string page, string language, Func<string, string, Task<string>> run)
    {
        await using var api = await ApiProcess.Start();
        using var directory = new TemporaryDirectory();
        CopySamples(directory.Path);
        var blocks = Documentation.BlocksOf(page).Where(block => block.IsRun && block.Language == language).Select(block => block.Text);
        var script = AdminLine().Replace(string.Join('\n', blocks), $"${{name}}${{quote}}{api.AdminKey}${{quote}}");
        script = AddressLine().Replace(script, $"${{name}}${{quote}}{api.Address.ToString().TrimEnd('/')}${{quote}}");
        script = script.Replace(PortOfReceiver, $"127.0.0.1:{FreePort()}", StringComparison.Ordinal);
        Assert.Contains(api.AdminKey, script, StringComparison.Ordinal);

        var output = await run(script, directory.Path);

        Assert.All(Promised.GetValueOrDefault(page, []), promise => Assert.Contains(promise, output, StringComparison.Ordinal));
    }

    private static async Task Read(Shell shell)
    {
        foreach (var block in Documentation.Blocks.Where(block => !block.IsRun && block.Language == shell.Language))
        {
            Assert.Equal("", await shell.FindSyntaxError(block.Text));
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static void CopySamples(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "samples"));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples")))
        {
            File.Copy(file, Path.Combine(folder, "samples", Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(
        @"(?<name>^ADMIN=|^\$Admin = |apiKey: |, )(?<quote>['""])rk_…\k<quote>",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AdminLine();

    [GeneratedRegex(
        @"(?<name>^API=|^\$Api = |\bUri\(|\bbaseUrl(:| =) )(?<quote>['""])https?://[^'""]+\k<quote>",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"(^|\s)#", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(^|\s)(\$API|https?://)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareAddress();
}
