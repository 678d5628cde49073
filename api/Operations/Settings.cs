using System.Globalization;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.Extensions.Configuration.Json;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings that the program knows, and what is wrong with those that it was given.</summary>
internal static class Settings
{
    private const string Root = "Riscossione";
    private const string FileSuffix = ":File";

    /// <summary>Values that nobody may read: never printed, never kept in a file that is copied about with the program.</summary>
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
        Telemetry.EndpointSetting,
        Telemetry.ProtocolSetting,
        "Riscossione:Webhooks:AllowLoopback",
        AllowedNetworks.Setting,
    ];

    // Whole sections whose owner reads them as lists or records.
    private static readonly IReadOnlyList<string> Sections =
    [
        "Riscossione:BulkLoads:",
        "Riscossione:Identity:",
        "Riscossione:PagoPa:ClientCertificateThumbprints:",
        $"{AllowedNetworks.Setting}:",
    ];

    /// <summary>True when some part of the program reads this setting.</summary>
    public static bool IsKnown(string name) =>
        Secret.Concat(Others).Concat(Numbers.Select(number => number.Name)).Contains(WithoutFile(name), StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives every secret named by a <c>…__File</c> setting the content of that file, as containers hand secrets over.</summary>
    /// <returns>The files that could not be read, in words for whoever configures.</returns>
    public static IReadOnlyList<string> ReadSecretFiles(IConfigurationManager configuration)
    {
        var unreadable = new List<string>();
        foreach (var name in Secret)
        {
            if (configuration[name + FileSuffix] is not { Length: > 0 } file)
            {
                continue;
            }

            try
            {
                configuration[name] = File.ReadAllText(file).Trim();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(
                    $"{name}{FileSuffix}: il file «{file}» non è leggibile. Verificare che esista e che l'utente del programma lo possa leggere."
                );
            }
        }

        return unreadable;
    }

    /// <summary>What must be put right before the program can start, each in a sentence that says how.</summary>
    public static IEnumerable<string> Errors(IConfigurationRoot configuration, bool isDevelopment)
    {
        foreach (var number in Numbers)
        {
            if (configuration[number.Name] is { Length: > 0 } text && !number.Admits(text))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{number.Name} vale «{text}»: serve un numero intero da {number.Least} a {number.Most}."
                );
            }
        }

        if (configuration["Riscossione:Webhooks:AllowLoopback"] is { Length: > 0 } loopback && !bool.TryParse(loopback, out _))
        {
            yield return $"Riscossione:Webhooks:AllowLoopback vale «{loopback}»: serve true oppure false.";
        }

        foreach (var wrong in AllowedNetworks.Errors(configuration))
        {
            yield return wrong;
        }

        if (
            configuration[Telemetry.EndpointSetting] is { Length: > 0 } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        )
        {
            yield return $"{Telemetry.EndpointSetting} vale «{endpoint}»: serve un indirizzo http o https, per esempio http://collector:4317.";
        }

        if (configuration[Telemetry.ProtocolSetting] is { Length: > 0 } protocol and not (Telemetry.Grpc or Telemetry.Http))
        {
            yield return $"{Telemetry.ProtocolSetting} vale «{protocol}»: serve {Telemetry.Grpc} oppure {Telemetry.Http}.";
        }

        foreach (var name in isDevelopment ? [] : Secret.Where(name => IsInJson(configuration, name)))
        {
            yield return $"{name} è un segreto e sta in un file appsettings: toglierlo da lì (e cambiarlo), e darlo con la variabile d'ambiente "
                + $"{Variable(name)} o con un file indicato da {Variable(name + FileSuffix)}.";
        }
    }

    /// <summary>Names below <c>Riscossione:</c> that nothing reads: most often a slip of the pen.</summary>
    public static IEnumerable<string> Unknown(IConfiguration configuration) =>
        configuration
            .GetSection(Root)
            .AsEnumerable()
            .Where(setting => setting.Value is not null && !IsKnown(setting.Key))
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

    private static bool IsInJson(IConfigurationRoot configuration, string name) =>
        configuration
            .Providers.OfType<JsonConfigurationProvider>()
            .Any(provider => provider.TryGet(name, out var value) && value is { Length: > 0 });

    private static string Variable(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private sealed record Whole(string Name, int Least, int Most)
    {
        public bool Admits(string text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= Least
            && number <= Most;
    }
}
