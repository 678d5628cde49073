using System.Diagnostics;
using System.Text;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The sample as a user runs it: a process of its own, on the real program.</summary>
public class FirstPaymentSampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private static readonly string[] KeyLines =
    [
        "Comune di Lecce riscuote con l'API su http://127.0.0.1:",
        "totale 302,40 €",
        "rata 3 di 3: avviso 3",
        "OK: Comune di Lecce chiede 100,80 €",
        "96,00 € a Comune di Lecce",
        "4,80 € a Provincia di Esempio",
        "firma valida; evento payment.recorded: 100,80 €",
        "pagato in parte: restano 201,60 € su 302,40 €",
        "unica soluzione: chiusa",
        "catena delle impronte verificata",
        "prima rata: KO PAA_PAGAMENTO_DUPLICATO",
        "unica soluzione: KO PAA_PAGAMENTO_DUPLICATO",
        "Ogni passo è andato come raccontato.",
    ];

    [Fact]
    public async Task Without_arguments_the_story_is_played_on_an_api_of_its_own() => AssertTold(await Run());

    [Fact]
    public async Task The_story_can_be_played_again_and_again_on_a_running_api()
    {
        await using var api = await ApiProcess.Start();
        AssertTold(await Run("--url", api.Address.ToString(), "--key", api.AdminKey));
        AssertTold(await Run("--url", api.Address.ToString(), "--key", api.AdminKey));
    }

    [Fact]
    public async Task A_story_that_fails_says_why_and_exits_with_one()
    {
        await using var api = await ApiProcess.Start();

        var (exitCode, output) = await Run("--url", api.Address.ToString(), "--key", "rk_unknown");

        Assert.Equal(1, exitCode);
        Assert.Contains("La storia non è cominciata: l'API rifiuta (unauthenticated)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_arguments_are_answered_with_the_right_ones()
    {
        var (exitCode, output) = await Run("--help");

        Assert.Equal(1, exitCode);
        Assert.Contains("--url http://localhost:5080 --key rk_", output, StringComparison.Ordinal);
    }

    private static void AssertTold((int ExitCode, string Output) run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.All(KeyLines, line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "Lecce.Riscossione.Samples.FirstPayment.dll");
        using var timeout = new CancellationTokenSource(Patience);
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [sample, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await output + await errors);
    }
}
