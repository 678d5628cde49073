using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings that the program knows, and what is wrong with those that it was given.</summary>
internal static partial class Settings
{
    private const string Root = "Riscossione";
    private const string FileSuffix = ":File";

    /// <summary>Values that are never printed, nor kept in a file that is copied together with the program.</summary>
    public static readonly IReadOnlyList<string> Secret =
    [
        "ConnectionStrings:Riscossione",
        "Riscossione:MasterSecret",
        "Riscossione:PagoPa:HeaderSecret",
    ];

    private static readonly IReadOnlyList<Whole> Numbers =
    [
        new("Riscossione:DrainSeconds", 0, 300),
        new("Riscossione:MaxConnections", 1, 1_000_000),
        new("Riscossione:RequestTimeoutSeconds", 1, 600),
        new("Riscossione:RateLimits:ReadPerMinute", 0, int.MaxValue),
        new("Riscossione:RateLimits:WritePerMinute", 0, int.MaxValue),
        new("Riscossione:RateLimits:BulkPerMinute", 0, int.MaxValue),
        new("Riscossione:RateLimits:FailedAttemptsPerMinute", 0, int.MaxValue),
        new("Riscossione:BulkLoads:MostAtOnce", 1, 100),
        new("Riscossione:BulkLoads:MaxBytes", 1, long.MaxValue),
        new("Riscossione:BulkLoads:MaxRows", 1, long.MaxValue),
        new("Riscossione:BulkLoads:MaxRowBytes", 1_024, int.MaxValue),
        new("Riscossione:BulkLoads:MaxRatio", 1, int.MaxValue),
        new("Riscossione:BulkLoads:TransactionMs", 1, 10_000),
        new("Riscossione:BulkLoads:FewestUnits", 1, int.MaxValue),
        new("Riscossione:BulkLoads:RestMs", 0, 3_600_000),
        new("Riscossione:BulkLoads:TurnMs", 1, int.MaxValue),
        new("Riscossione:NoticeBatches:MostDownloads", 1, 100),
        new("Riscossione:NoticeBatches:MaxDownloadsPerCaller", 1, 100),
        new("Riscossione:NoticeBatches:MinDownloadBytesPerSecond", 1, 1_000_000_000),
        new("Riscossione:Telemetry:MetricsPort", 1, 65_535),
        new("Riscossione:Telemetry:TracePercent", 0, 100),
        new(WebhookOptions.MaxEndpointsSetting, 1, 1_000),
    ];

    private static readonly IReadOnlyList<string> Others =
    [
        "Riscossione:DataDirectory",
        "Riscossione:PagoPa:HeaderName",
        Cors.Setting,
        TrustedProxies.Setting,
        Telemetry.EndpointSetting,
        Telemetry.ProtocolSetting,
        "Riscossione:Webhooks:AllowLoopback",
        AllowedNetworks.Setting,
    ];

    private const string ThumbprintsSection = "Riscossione:PagoPa:ClientCertificateThumbprints:";

    // Lists, whose values have a number after another colon.
    private static readonly IReadOnlyList<string> Sections =
    [
        ThumbprintsSection,
        $"{AllowedNetworks.Setting}:",
        $"{Cors.Setting}:",
        $"{TrustedProxies.Setting}:",
    ];

    /// <summary>True when some part of the program reads this setting.</summary>
    public static bool IsKnown(string name) =>
        Secret.Concat(Others).Concat(Numbers.Select(number => number.Name)).Contains(WithoutFile(name), StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase))
        || TokenIssuerOptions.IsKnown(name);

    /// <summary>Gives every secret named by a <c>…__File</c> setting the content of that file, as containers hand secrets over.</summary>
    /// <returns>The files that could not be read, in words for the administrator.</returns>
    public static IReadOnlyList<string> ReadSecretFiles(IConfigurationManager configuration)
    {
        var unreadable = new List<string>();
        var contents = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Secret)
        {
            if (configuration[name + FileSuffix] is not { Length: > 0 } file)
            {
                continue;
            }

            try
            {
                contents[name] = File.ReadAllText(file).Trim();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(
                    $"{name}{FileSuffix}: il file «{file}» non è leggibile. Verificare che esista e che l'utente del programma lo possa leggere."
                );
            }
        }

        // A provider of their own: the indexer would write them into every provider, also that of appsettings, where a secret is refused.
        configuration.AddInMemoryCollection(contents);
        return unreadable;
    }

    /// <summary>Names below <c>Riscossione:</c> that nothing reads: most often a typing error.</summary>
    public static IEnumerable<string> Unknown(IConfiguration configuration) =>
        configuration
            .GetSection(Root)
            .AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 } && !IsKnown(setting.Key))
            .Select(setting => setting.Key);

    /// <summary>What is configured, secrets masked, in the order of the names.</summary>
    public static IEnumerable<string> Given(IConfiguration configuration) =>
        configuration
            .GetSection(Root)
            .AsEnumerable()
            .Concat(configuration.GetSection("ConnectionStrings").AsEnumerable())
            .Where(setting => setting.Value is { Length: > 0 })
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key} = {(MayBeShown(setting.Key) ? setting.Value : "••••••••")}");

    private static string WithoutFile(string name) =>
        name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^FileSuffix.Length] : name;

    // What nothing reads may be a secret with a slip in its name, and a section may hold secrets of its own.
    private static bool MayBeShown(string name) =>
        name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase)
        || Numbers.Select(number => number.Name).Concat(Others).Contains(name, StringComparer.OrdinalIgnoreCase);
}
