using System.Globalization;

namespace Lecce.Riscossione.Migrations;

/// <summary>The command line that applies or reverts migrations when the program does not at its start.</summary>
internal static class CommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int NotUnderstood = 2;
    private const int NotConfirmed = 3;

    private const string Usage = """
        Uso: dotnet run --project migrations -- <comando> [--connection "<stringa>" | --sqlite <file>]

          list               elenca i passi e dice quali la base dati ha già
          up                 esegue i passi che mancano (e crea la base dati, se manca ed è permesso)
          down to <versione> annulla i passi successivi alla versione; DISTRUGGE le loro tabelle e chiede --yes
          script [--from N]  scrive il T-SQL dei passi successivi alla versione N (tutti, se manca), da eseguire a mano; non serve un server

        Senza --connection né --sqlite vale la variabile d'ambiente ConnectionStrings__Riscossione.
        """;

    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await Run([.. arguments], CancellationToken.None);
        }
#pragma warning disable CA1031 // The migration runner wraps the engine's exceptions; the command prints the reason, not a trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"Non riuscito: {failure.Message}");
            return Failed;
        }
    }

    private static async Task<int> Run(List<string> words, CancellationToken cancellation)
    {
        var connection = Option(words, "--connection");
        var sqlite = Option(words, "--sqlite");
        var from = Option(words, "--from");
        var isConfirmed = words.Remove("--yes");
        var target =
            sqlite is not null ? Target.Sqlite(sqlite)
            : (connection ?? Environment.GetEnvironmentVariable("ConnectionStrings__Riscossione")) is { Length: > 0 } text
                ? Target.SqlServer(text)
            : null;
        return (words, target) switch
        {
            (["script"], _) when from is null => Script(0),
            (["script"], _) when IsVersion(from, out var version) => Script(version),
            (["list"], not null) => await List(target, cancellation),
            (["up"], not null) => await Up(target, cancellation),
            (["down", "to", var last], not null) when IsVersion(last, out var version) => await Down(
                target,
                version,
                isConfirmed,
                cancellation
            ),
            _ => Explain(),
        };
    }

    private static int Script(long after)
    {
        Console.Write(Migrator.Script(after));
        return Done;
    }

    private static async Task<int> List(Target target, CancellationToken cancellation)
    {
        var applied = await target.Applied(cancellation);
        foreach (var step in Migrator.Steps())
        {
            var when = applied.TryGetValue(step.Version, out var moment)
                ? moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                : "da eseguire";
            Console.WriteLine($"{step.Version}  {step.Name, -20}  {when}");
        }

        return Done;
    }

    private static async Task<int> Up(Target target, CancellationToken cancellation)
    {
        await using var setup = await target.BeginSetup(cancellation);
        using var alone = target.TakeAlone();
        var before = await target.Applied(cancellation);
        target.MigrateUp();
        var added = Migrator.Steps().Where(step => !before.ContainsKey(step.Version)).ToList();
        foreach (var step in added)
        {
            Console.WriteLine($"Eseguito {step.Version}  {step.Name}");
        }

        Console.WriteLine(added.Count == 0 ? "Niente da fare: la base dati ha già tutti i passi." : "Fatto.");
        return Done;
    }

    private static async Task<int> Down(Target target, long version, bool isConfirmed, CancellationToken cancellation)
    {
        await using var setup = await target.BeginSetup(cancellation);
        using var alone = target.TakeAlone();
        var applied = await target.Applied(cancellation);
        var undone = Migrator.Steps().Where(step => step.Version > version && applied.ContainsKey(step.Version)).Reverse().ToList();
        foreach (var step in undone)
        {
            Console.WriteLine($"{(isConfirmed ? "Annullo" : "Annullerei")} {step.Version}  {step.Name}");
            foreach (var (table, rows) in await target.CountRows(step.TablesLost, cancellation))
            {
                Console.WriteLine($"    distrugge la tabella {table} ({rows} righe)");
            }
        }

        if (undone.Count > 0 && !isConfirmed)
        {
            await Console.Error.WriteLineAsync("Nulla è stato toccato. Fare un backup e ripetere con --yes per confermare.");
            return NotConfirmed;
        }

        target.MigrateDown(version);
        Console.WriteLine(undone.Count == 0 ? "Niente da fare: nessun passo successivo." : "Fatto.");
        return Done;
    }

    private static int Explain()
    {
        Console.Error.WriteLine(Usage);
        return NotUnderstood;
    }

    /// <summary>Removes an option with its value from the words.</summary>
    private static string? Option(List<string> words, string name)
    {
        var at = words.IndexOf(name);
        if (at < 0 || at + 1 >= words.Count)
        {
            return null;
        }

        var value = words[at + 1];
        words.RemoveRange(at, 2);
        return value;
    }

    private static bool IsVersion(string? text, out long version) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version);
}
