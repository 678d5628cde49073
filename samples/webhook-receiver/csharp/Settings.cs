namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>The command line; an option that is missing is read from the environment: <c>RISCOSSIONE_KEY</c> for <c>--key</c>.</summary>
internal sealed record Settings
{
    public const string Usage = """
        Si usa con --key rk_…, la chiave dell'API, e se serve con:
          --api http://localhost:5080          l'API
          --listen http://127.0.0.1:5095       dove ascolta questo programma
          --address https://uffici.example/notifiche   dove l'API consegna; se manca, LISTEN/notifiche
          --organization 80008510754           l'ente
          --department tributi                 l'ufficio
          --data data/webhook-receiver.db      la base dati di questo programma
          --rotate                             ruota il segreto e termina
        """;

    public Uri Api { get; private init; } = new("http://localhost:5080");

    /// <summary>A key of the department with the scopes <c>webhooks:manage</c> and <c>documents:read</c>.</summary>
    public string Key { get; private init; } = "";

    public string Listen { get; private init; } = "http://127.0.0.1:5095";

    /// <summary>The registered address, such as the public one of a proxy.</summary>
    public string Address { get; private init; } = "";

    public string Organization { get; private init; } = "80008510754";

    public string Department { get; private init; } = "tributi";

    public string Data { get; private init; } = "data/webhook-receiver.db";

    public bool Rotate { get; private init; }

    /// <summary>Null when an option is unknown or malformed, or the key is missing.</summary>
    public static Settings? Read(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < arguments.Count; at++)
        {
            var isFlag = arguments[at] == "--rotate";
            if (!isFlag && at + 1 == arguments.Count)
            {
                return null;
            }

            given[arguments[at]] = isFlag ? "" : arguments[++at];
        }

        var defaults = new Settings();
        string Take(string name, string otherwise) =>
            given.Remove($"--{name}", out var value) ? value
            : Environment.GetEnvironmentVariable($"RISCOSSIONE_{name.ToUpperInvariant()}") is { Length: > 0 } set ? set
            : otherwise;

        if (!Uri.TryCreate(Take("api", defaults.Api.ToString()), UriKind.Absolute, out var api))
        {
            return null;
        }

        var listen = Take("listen", defaults.Listen).TrimEnd('/');
        var settings = new Settings
        {
            Api = api,
            Key = Take("key", defaults.Key),
            Listen = listen,
            Address = Take("address", $"{listen}/notifiche"),
            Organization = Take("organization", defaults.Organization),
            Department = Take("department", defaults.Department),
            Data = Take("data", defaults.Data),
            Rotate = given.Remove("--rotate"),
        };
        return settings.Key.Length > 0 && given.Count == 0 ? settings : null;
    }
}
