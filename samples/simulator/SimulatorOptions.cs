using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>The command line. Without arguments everything fits an API with the development seed on this machine.</summary>
internal sealed record SimulatorOptions
{
    private const string Usage = """
        Si usa senza argomenti, oppure con:
          --target http://localhost:5080   l'API a cui parla il Nodo
          --allow-remote                   permette un --target su un'altra macchina
          --port 5090                      la porta su cui ascolta, su questa macchina soltanto
          --secret-file FILE               il segreto che il Nodo presenta all'API
          --secret-header X-PagoPa-Secret  l'intestazione che lo porta
          --station ENTE=INTERMEDIARIO/STAZIONE   se non sono l'ente stesso ed ENTE_01; si può ripetere
          --subscription-key CHIAVE        l'unica chiave accettata da Checkout; altrimenti basta che ci sia
          --single-notice                  Checkout rifiuta i carrelli con più avvisi
          --seed 1                         rende ripetibili ricevute, carrelli e PSP
          --clock 2026-11-23T11:00:00Z     ferma l'orologio, che si muove solo con /sim/clock
          --lenient                        permette più pagamenti in corso dello stesso avviso
        """;

    /// <summary>The API; the Node's messages go to <c>/pagopa/paForNode</c> below it.</summary>
    public Uri Target { get; init; } = new("http://localhost:5080");

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; } = 5090;

    /// <summary>Null sends no secret, which an API in Development accepts.</summary>
    public string? Secret { get; init; }

    public string SecretHeader { get; init; } = "X-PagoPa-Secret";

    /// <summary>Broker and station by organization, where they differ from the organization itself and its <c>_01</c>.</summary>
    public IReadOnlyDictionary<string, Station> Stations { get; init; } = new Dictionary<string, Station>(StringComparer.Ordinal);

    /// <summary>Null accepts any key that is not empty.</summary>
    public string? SubscriptionKey { get; init; }

    public bool SingleNotice { get; init; }

    /// <summary>The same seed, clock and requests give the same messages, byte for byte.</summary>
    public int Seed { get; init; } = RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Where the clock stands still; null follows the time of the machine.</summary>
    public Instant? Start { get; init; }

    /// <summary>True: a notice can have several live payment tokens.</summary>
    public bool Lenient { get; init; }

    /// <summary>Broker and station of an organization.</summary>
    public Station StationOf(string organization) =>
        Stations.TryGetValue(organization, out var station) ? station : new Station(organization, $"{organization}_01");

    /// <exception cref="OptionsException">An argument is unknown, incomplete, or names another machine without <c>--allow-remote</c>.</exception>
    public static SimulatorOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new SimulatorOptions();
        var stations = new Dictionary<string, Station>(StringComparer.Ordinal);
        var allowRemote = false;
        for (var at = 0; at < arguments.Count; at++)
        {
            switch (arguments[at])
            {
                case "--lenient":
                    options = options with { Lenient = true };
                    break;
                case "--single-notice":
                    options = options with { SingleNotice = true };
                    break;
                case "--allow-remote":
                    allowRemote = true;
                    break;
                case var name when at + 1 < arguments.Count:
                    options = With(options, name, arguments[++at], stations);
                    break;
                default:
                    throw new OptionsException(Usage);
            }
        }

        if (!allowRemote && !IsLoopback(options.Target))
        {
            throw new OptionsException(
                $"{options.Target} non è su questa macchina: il simulatore vi registra pagamenti. Se è voluto, --allow-remote."
            );
        }

        return options with
        {
            Stations = stations,
        };
    }

    private static SimulatorOptions With(SimulatorOptions options, string name, string value, Dictionary<string, Station> stations)
    {
        switch (name)
        {
            case "--target" when Uri.TryCreate(value, UriKind.Absolute, out var target) && target.Scheme is "http" or "https":
                return options with { Target = new Uri(value) };
            case "--port"
                when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue:
                return options with { Port = port };
            case "--secret-file" when File.Exists(value):
                return options with { Secret = File.ReadAllText(value).Trim() };
            case "--secret-header":
                return options with { SecretHeader = value };
            case "--subscription-key":
                return options with { SubscriptionKey = value };
            case "--seed" when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed):
                return options with { Seed = seed };
            case "--clock" when InstantPattern.ExtendedIso.Parse(value) is { Success: true } start:
                return options with { Start = start.Value };
            case "--station" when value.Split('=', '/') is [var organization, var broker, var station]:
                stations[organization] = new Station(broker, station);
                return options;
            default:
                throw new OptionsException($"Argomento non valido: {name} {value}\n{Usage}");
        }
    }

    private static bool IsLoopback(Uri target) =>
        target.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(target.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

/// <summary>How pagoPA addresses an organization.</summary>
internal sealed record Station(string BrokerFiscalCode, string StationId);

/// <summary>The program cannot start as asked.</summary>
/// <param name="message">Why, in Italian.</param>
internal sealed class OptionsException(string message) : Exception(message);
