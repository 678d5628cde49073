using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings that the program knows, and their faults.</summary>
internal static partial class Settings
{
    private const string Root = "Riscossione";
    private const string FileSuffix = ":File";

    /// <summary>Settings whose values are never printed or stored in appsettings files.</summary>
    public static readonly IReadOnlyList<string> Secret =
    [
        "ConnectionStrings:Riscossione",
        "Riscossione:MasterSecret",
        "Riscossione:PagoPa:HeaderSecret",
        ServiceAddress.Checkout.Key,
        ServiceAddress.BizEvents.Key,
        ServiceAddress.Aca.Key,
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
        new("Riscossione:RateLimits:Instances", 1, 1_000),
        new("Riscossione:BulkLoads:MaxConcurrent", 1, 100),
        new("Riscossione:BulkLoads:MaxBytes", 1, long.MaxValue),
        new("Riscossione:BulkLoads:MaxRows", 1, long.MaxValue),
        new("Riscossione:BulkLoads:MaxRowBytes", 1_024, int.MaxValue),
        new("Riscossione:BulkLoads:MaxRatio", 1, int.MaxValue),
        new("Riscossione:BulkLoads:TransactionMs", 1, 10_000),
        new("Riscossione:BulkLoads:MinUnits", 1, int.MaxValue),
        new("Riscossione:BulkLoads:RestMs", 0, 3_600_000),
        new("Riscossione:BulkLoads:TurnMs", 1, int.MaxValue),
        new("Riscossione:NoticeBatches:MaxDownloads", 1, 100),
        new("Riscossione:NoticeBatches:MaxDownloadsPerCaller", 1, 100),
        new("Riscossione:NoticeBatches:MinDownloadBytesPerSecond", 1, 1_000_000_000),
        new("Riscossione:Telemetry:MetricsPort", 1, 65_535),
        new("Riscossione:Telemetry:TracePercent", 0, 100),
        new(WebhookOptions.MaxEndpointsSetting, 1, 1_000),
        new(WebhookOptions.MaxPausedDaysSetting, 1, 365),
    ];

    private static readonly IReadOnlyList<string> Others =
    [
        "Riscossione:DataDirectory",
        "Riscossione:PagoPa:HeaderName",
        ServiceAddress.Checkout.Address,
        ServiceAddress.BizEvents.Address,
        ServiceAddress.Aca.Address,
        Cors.Setting,
        TrustedProxies.Setting,
        Telemetry.EndpointSetting,
        Telemetry.ProtocolSetting,
        "Riscossione:Webhooks:AllowLoopback",
        AllowedNetworks.Setting,
    ];

    private const string ThumbprintsSection = "Riscossione:PagoPa:ClientCertificateThumbprints:";

    // List settings: each value has a number after another colon.
    private static readonly IReadOnlyList<string> Sections =
    [
        ThumbprintsSection,
        $"{CheckoutSettings.Hosts}:",
        $"{AllowedNetworks.Setting}:",
        $"{Cors.Setting}:",
        $"{TrustedProxies.Setting}:",
    ];

    /// <summary>True for a setting that the program reads.</summary>
    public static bool IsKnown(string name) =>
        Secret.Concat(Others).Concat(Numbers.Select(number => number.Name)).Contains(WithoutFile(name), StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase))
        || RenamedSettings.IsOld(name)
        || TokenIssuerOptions.IsKnown(name);

    /// <summary>
    /// Reads <c>…__File</c> settings: each secret gets the content of its file, as containers provide secrets. Returns the unreadable files, in
    /// words for the administrator.
    /// </summary>
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

        // A separate provider: the indexer would write into every provider, including that of appsettings, where a secret is refused.
        configuration.AddInMemoryCollection(contents);
        return unreadable;
    }

    /// <summary>Names under <c>Riscossione:</c> that the program does not read, usually typing errors.</summary>
    public static IEnumerable<string> Unknown(IConfiguration configuration) =>
        configuration
            .GetSection(Root)
            .AsEnumerable()
            .Where(setting => setting.Value is { Length: > 0 } && !IsKnown(setting.Key))
            .Select(setting => setting.Key);

    /// <summary>The configured settings in order of their names, with secrets masked.</summary>
    public static IEnumerable<string> Given(IConfiguration configuration) =>
        configuration
            .GetSection(Root)
            .AsEnumerable()
            .Concat(configuration.GetSection("ConnectionStrings").AsEnumerable())
            .Where(setting => setting.Value is { Length: > 0 } && !RenamedSettings.IsOld(setting.Key))
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key} = {(MayBeShown(setting.Key) ? setting.Value : "••••••••")}");

    private static string WithoutFile(string name) =>
        name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^FileSuffix.Length] : name;

    // An unknown setting may be a misspelt secret, and a section may contain secrets.
    private static bool MayBeShown(string name) =>
        name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase)
        || Numbers.Select(number => number.Name).Concat(Others).Contains(name, StringComparer.OrdinalIgnoreCase);
}
