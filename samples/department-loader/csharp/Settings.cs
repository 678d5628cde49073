namespace Lecce.Riscossione.Samples.DepartmentLoader;

/// <summary>The command line; an option that is missing is read from the environment: <c>RISCOSSIONE_KEY</c> for <c>--key</c>.</summary>
internal sealed record Settings
{
    public const string Usage = """
        Si usa con il file CSV dell'ufficio e --key rk_…, la chiave dell'API, e se serve con:
          --api http://localhost:5080    l'API
          --organization 80008510754     l'ente
          --department tributi           l'ufficio
          --out data                     la cartella dei risultati
        """;

    public Uri Api { get; private init; } = new("http://localhost:5080");

    /// <summary>A key of the department with the scopes <c>bulk-loads:read</c>, <c>bulk-loads:write</c>, <c>documents:write</c> and <c>notices:read</c>.</summary>
    public string Key { get; private init; } = "";

    public string Organization { get; private init; } = "80008510754";

    public string Department { get; private init; } = "tributi";

    public string Out { get; private init; } = "data";

    public string File { get; private init; } = "";

    /// <summary>Null when an option is unknown or malformed, or the key or the file is missing.</summary>
    public static Settings? Read(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < arguments.Count; at++)
        {
            var isOption = arguments[at].StartsWith("--", StringComparison.Ordinal);
            if (isOption && at + 1 == arguments.Count)
            {
                return null;
            }

            given[isOption ? arguments[at] : "--file"] = isOption ? arguments[++at] : arguments[at];
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

        var settings = new Settings
        {
            Api = api,
            Key = Take("key", defaults.Key),
            Organization = Take("organization", defaults.Organization),
            Department = Take("department", defaults.Department),
            Out = Take("out", defaults.Out),
            File = Take("file", defaults.File),
        };
        return settings.Key.Length > 0 && settings.File.Length > 0 && given.Count == 0 ? settings : null;
    }
}
