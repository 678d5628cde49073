using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The command <c>check</c>, before the first start.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_installation_passes_the_check_and_nothing_is_created()
    {
        var data = Path.Combine(folder.Path, "data");

        var (code, output) = await Run(("Riscossione__DataDirectory", data));

        Assert.True(code == 0, output);
        Assert.Contains("sarà creata al primo avvio", output, StringComparison.Ordinal);
        Assert.Contains("Nodo pagoPA: respinto", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Tutto a posto", output, StringComparison.Ordinal);
        Assert.Contains("non può ancora riscuotere. Manca: come riconoscere il Nodo pagoPA", output, StringComparison.Ordinal);
        Assert.Contains("un ente creditore", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Secrets_are_read_from_their_files()
    {
        var master = Path.Combine(folder.Path, "master-secret");
        await File.WriteAllTextAsync(master, Convert.ToBase64String(new byte[32]) + "\n");
        var node = Path.Combine(folder.Path, "node-secret");
        await File.WriteAllTextAsync(node, new string('n', 48) + "\n");

        var (code, output) = await Run(
            ("Riscossione__DataDirectory", folder.Path),
            ("Riscossione__MasterSecret__File", master),
            ("Riscossione__PagoPa__HeaderSecret__File", node)
        );

        Assert.True(code == 0, output);
        Assert.Contains("Segreto principale: presente e ben formato", output, StringComparison.Ordinal);
        Assert.Contains("Nodo pagoPA: riconosciuto da segreto", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_created_is_a_problem()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var (code, output) = await Run(("Riscossione__DataDirectory", Path.Combine(file, "data")));

        Assert.True(code == 1, output);
        Assert.Contains("non è scrivibile", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_database_is_a_problem_without_secrets()
    {
        var (code, output) = await Run(
            ("Riscossione__DataDirectory", folder.Path),
            ("Riscossione__MasterSecret", Convert.ToBase64String(new byte[32])),
            (
                "ConnectionStrings__Riscossione",
                "Server=127.0.0.1,1;Database=x;User Id=sa;Password=segretissima;Connect Timeout=1;ConnectRetryCount=0"
            )
        );

        Assert.True(code == 1, output);
        Assert.Contains("SQL Server non risponde", output, StringComparison.Ordinal);
        Assert.DoesNotContain("segretissima", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(new byte[32]), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_program_with_advice_and_without_a_trace()
    {
        var (code, output) = await Run(("Riscossione__DataDirectory", folder.Path), ("Riscossione__DrainSeconds", "molti"));

        Assert.Equal(1, code);
        Assert.Contains("Riscossione:DrainSeconds vale «molti»: serve un numero intero da 0 a 300.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_name_of_a_setting_is_reported_and_both_names_together_are_refused()
    {
        var old = ("Riscossione__NoticeBatches__MostDownloads", "3");

        var (code, output) = await Run(("Riscossione__DataDirectory", folder.Path), old);

        Assert.True(code == 0, output);
        Assert.Contains("AVVISO    Riscossione:NoticeBatches:MostDownloads ora si chiama", output, StringComparison.Ordinal);
        Assert.Contains("Riscossione:NoticeBatches:MaxDownloads = 3", output, StringComparison.Ordinal);

        (code, output) = await Run(("Riscossione__DataDirectory", folder.Path), old, ("Riscossione__NoticeBatches__MaxDownloads", "4"));

        Assert.Equal(1, code);
        Assert.Contains("sono la stessa impostazione", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output)> Run(params (string Name, string Value)[] settings) => Launch.ToEnd(["check"], settings);
}
