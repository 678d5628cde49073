namespace Lecce.Riscossione.Bench;

/// <summary>Why the bench cannot measure, in Italian.</summary>
internal sealed class BenchFailure(string message) : Exception(message);

/// <summary>What to measure, on which database, and how long.</summary>
internal sealed record BenchOptions
{
    public const string ConnectionVariable = "RISCOSSIONE_TEST_SQLSERVER";

    private const string Usage = """
        Uso: dotnet run -c Release --project tests/bench -- NOME… [opzioni]
          NOME                     all, oppure una o più misure: {0}
          table                    riscrive soltanto la tabella di docs/performance.md con gli ultimi risultati conservati
          --database NOME          sqlite (predefinito) o sqlserver
          --connection STRINGA     stringa di connessione a SQL Server senza base dati (o la variabile {1})
          --program CARTELLA       programma già pubblicato; altrimenti lo pubblica
          --full                   anche il caricamento di 1.000.000 di documenti
          --quick                  dimensioni minime: prova che le misure funzionano, le cifre non valgono
        """;

    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>True for every measure: only then are the results kept.</summary>
    public required bool All { get; init; }

    public required Sizes Sizes { get; init; }

    /// <summary>A folder with the published program; null: it is published first.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>SQL Server, without a database; null for SQLite.</summary>
    public string? Server { get; init; }

    /// <summary>The name of the engine in the names of result files.</summary>
    public string Database => Server is null ? "sqlite" : "sqlserver";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BenchFailure">It says nothing that the bench knows.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        var names = new List<string>();
        string? database = null;
        string? connection = null;
        string? program = null;
        var sizes = Sizes.Usual;
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--database":
                    database = Value(ref index);
                    break;
                case "--connection":
                    connection = Value(ref index);
                    break;
                case "--program":
                    program = Value(ref index);
                    break;
                case "--quick":
                    sizes = Sizes.Quick;
                    break;
                case "--full":
                    sizes = Sizes.Full;
                    break;
                case var name when name is "all" || known.Contains(name, StringComparer.Ordinal):
                    names.Add(name);
                    break;
                default:
                    throw Misused();
            }
        }

        if (names.Count == 0 || database is not (null or "sqlite" or "sqlserver"))
        {
            throw Misused();
        }

        var all = names.Contains("all", StringComparer.Ordinal);
        return new BenchOptions
        {
            Names = all ? known : names,
            All = all,
            Sizes = sizes,
            ProgramFolder = program,
            Server = database is "sqlserver" || connection is not null ? ServerOf(connection) : null,
        };

        string Value(ref int index) => index + 1 < arguments.Count ? arguments[++index] : throw Misused();

        BenchFailure Misused() =>
            new(string.Format(System.Globalization.CultureInfo.InvariantCulture, Usage, string.Join(", ", known), ConnectionVariable));
    }

    private static string ServerOf(string? connection) =>
        connection
        ?? Environment.GetEnvironmentVariable(ConnectionVariable)
        ?? throw new BenchFailure($"Manca la stringa di connessione: --connection oppure la variabile {ConnectionVariable}.");
}

/// <summary>How much is measured, and how long.</summary>
internal sealed record Sizes
{
    /// <summary>For figures that are kept.</summary>
    public static Sizes Usual { get; } = new();

    /// <summary>With a load of 1,000,000 documents besides.</summary>
    public static Sizes Full { get; } = new() { LongLoadDocuments = 1_000_000 };

    /// <summary>Just enough to see that every measure runs.</summary>
    public static Sizes Quick { get; } =
        new()
        {
            Documents = 60,
            LargeDocuments = 120,
            Connections = 4,
            Rounds = 1,
            Round = TimeSpan.FromMilliseconds(150),
            WarmUp = TimeSpan.FromMilliseconds(100),
            ReadingWarmUp = TimeSpan.FromMilliseconds(100),
            PayingDocuments = 800,
            Deliveries = 20,
            Starts = 1,
            LoadDocuments = 40,
            LongLoadDocuments = 80,
            BusyLoadDocuments = 80,
            Notices = 5,
        };

    /// <summary>Documents of three installments each in an ordinary database: 50,001 installments.</summary>
    public int Documents { get; init; } = 16_667;

    /// <summary>Documents in a large database: 5,000,001 installments.</summary>
    public int LargeDocuments { get; init; } = 1_666_667;

    public int Connections { get; init; } = 64;

    /// <summary>How many pairs of product and ceiling are measured, where a slice is short.</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>How long a slice of either lasts.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The same for requests that only read: after four seconds the just-in-time compiler still takes a fifth of the processor.</summary>
    public TimeSpan ReadingWarmUp { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Documents whose installments are paid, each by a receipt of its own.</summary>
    public int PayingDocuments { get; init; } = 60_000;

    /// <summary>Webhook deliveries in one turn.</summary>
    public int Deliveries { get; init; } = 32_000;

    public int Starts { get; init; } = 9;

    /// <summary>Documents in the load whose speed is measured.</summary>
    public int LoadDocuments { get; init; } = 50_000;

    /// <summary>Documents in the load whose memory is compared.</summary>
    public int LongLoadDocuments { get; init; } = 200_000;

    /// <summary>Documents in each of the loads during which others ask.</summary>
    public int BusyLoadDocuments { get; init; } = 50_000;

    /// <summary>Notices drawn in one turn.</summary>
    public int Notices { get; init; } = 200;
}
