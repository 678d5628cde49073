using System.Globalization;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Webhooks;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration.Json;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Validates the settings before anything reads them, for a start and for <c>check</c>. Each fault that would stop the program later or disable a
/// feature silently becomes a sentence.
/// </summary>
internal static partial class Settings
{
    private const string ConnectionSetting = "ConnectionStrings:Riscossione";
    private const string HeaderSecretSetting = "Riscossione:PagoPa:HeaderSecret";
    private const string HeaderNameSetting = "Riscossione:PagoPa:HeaderName";
    private const string CertificateSection = "Kestrel:Certificates:Default";

    /// <summary>Faults that prevent a start, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfigurationRoot configuration, bool isDevelopment) =>
        [
            .. Unknown(configuration).Select(UnknownError),
            .. Numbers.SelectMany(number => NumberErrors(configuration, number)),
            .. SecretErrors(configuration, isDevelopment),
            .. ConnectionErrors(configuration),
            .. NodeErrors(configuration),
            .. CheckoutSettings.Errors(configuration, isDevelopment),
            .. ServiceAddress.BizEvents.Errors(configuration, isDevelopment),
            .. ServiceAddress.Aca.Errors(configuration, isDevelopment),
            .. TokenIssuerOptions.Errors(configuration, isDevelopment),
            .. LoopbackErrors(configuration),
            .. AllowedNetworks.Errors(configuration),
            .. Cors.Errors(configuration, isDevelopment),
            .. TrustedProxies.Errors(configuration),
            .. TelemetryErrors(configuration),
            .. ListeningErrors(configuration, isDevelopment),
            .. LogLevelErrors(configuration),
        ];

    private static string UnknownError(string name) =>
        IsKnown($"{name}:0")
            ? $"{name} è un elenco: dare a ogni valore il suo numero, per esempio {Variable(name)}__0."
            : $"{name} non è un'impostazione conosciuta: correggerne il nome o toglierla.";

    private static IEnumerable<string> NumberErrors(IConfiguration configuration, Whole number)
    {
        if (configuration[number.Name] is { Length: > 0 } text && !number.Admits(text))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{number.Name} vale «{text}»: serve un numero intero da {number.Min} a {number.Max}."
            );
        }
    }

    private static IEnumerable<string> SecretErrors(IConfigurationRoot configuration, bool isDevelopment)
    {
        foreach (var name in isDevelopment ? [] : Secret.Where(name => IsInJson(configuration, name)))
        {
            yield return $"{name} è un segreto e sta in un file appsettings: toglierlo da lì (e cambiarlo), e darlo con la variabile d'ambiente "
                + $"{Variable(name)} o con un file indicato da {Variable(name + FileSuffix)}.";
        }

        if (configuration[Secrets.Setting] is { Length: > 0 } master && Secrets.Fault(master) is { } fault)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ConnectionErrors(IConfiguration configuration)
    {
        if (configuration[ConnectionSetting] is not { Length: > 0 } text)
        {
            yield break;
        }

        string? database = null;
        try
        {
            database = new SqlConnectionStringBuilder(text).InitialCatalog;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // The setting contains a secret, and the driver's message may repeat it.
        }

        if (database is null)
        {
            yield return $"{ConnectionSetting} non è una stringa di connessione di SQL Server, per esempio «Server=…;Database=…;User Id=…».";
        }
        else if (database.Length == 0)
        {
            yield return $"{ConnectionSetting} deve indicare il database (Database=…).";
        }
    }

    private static IEnumerable<string> NodeErrors(IConfiguration configuration)
    {
        var secret = configuration[HeaderSecretSetting];
        if (secret is { Length: > 0 and < PagoPaOptions.MinSecretLength })
        {
            yield return $"{HeaderSecretSetting} deve avere almeno {PagoPaOptions.MinSecretLength} caratteri: generarne uno nuovo e concordarlo.";
        }

        if (configuration[HeaderNameSetting] is { Length: > 0 } header)
        {
            if (!HeaderName().IsMatch(header))
            {
                yield return $"{HeaderNameSetting} vale «{header}»: serve il nome di un'intestazione HTTP, per esempio X-PagoPa-Secret.";
            }

            if (string.IsNullOrEmpty(secret))
            {
                yield return $"{HeaderNameSetting} non ha effetto senza {HeaderSecretSetting}: impostare anche il segreto, o togliere il nome.";
            }
        }

        var thumbprints = configuration.GetSection(ThumbprintsSection.TrimEnd(':'));
        foreach (var thumbprint in thumbprints.GetChildren())
        {
            if (!Thumbprint().IsMatch((thumbprint.Value ?? "").Replace(":", "", StringComparison.Ordinal)))
            {
                yield return $"{thumbprint.Path} vale «{thumbprint.Value}»: serve l'impronta SHA-256 del certificato, 64 cifre esadecimali.";
            }
        }
    }

    /// <summary>ASP.NET Core ends with a stack trace for an invalid log level.</summary>
    private static IEnumerable<string> LogLevelErrors(IConfiguration configuration) =>
        from setting in configuration.GetSection("Logging").AsEnumerable()
        where
            setting.Value is { Length: > 0 } && LogLevelName().IsMatch(setting.Key) && !Enum.TryParse<LogLevel>(setting.Value, true, out _)
        select $"{setting.Key} vale «{setting.Value}»: serve uno tra {string.Join(", ", Enum.GetNames<LogLevel>())}.";

    [GeneratedRegex("^Logging:([^:]+:)?LogLevel:[^:]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex LogLevelName();

    private static IEnumerable<string> LoopbackErrors(IConfiguration configuration)
    {
        if (configuration[AddressRules.AllowLoopbackSetting] is not { Length: > 0 } text)
        {
            yield break;
        }

        if (!bool.TryParse(text, out var isAllowed))
        {
            yield return $"{AddressRules.AllowLoopbackSetting} vale «{text}»: serve true oppure false.";
        }
        else if (isAllowed && IsProduction(configuration))
        {
            yield return $"{AddressRules.AllowLoopbackSetting} non è ammessa in produzione: le notifiche raggiungerebbero i servizi di questa "
                + "macchina. Togliere l'impostazione.";
        }
    }

    private static IEnumerable<string> TelemetryErrors(IConfiguration configuration)
    {
        var endpoint = configuration[Telemetry.EndpointSetting];
        if (endpoint is { Length: > 0 } && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"{Telemetry.EndpointSetting} vale «{endpoint}»: serve un indirizzo http o https, per esempio http://collector:4317.";
        }

        if (configuration[Telemetry.ProtocolSetting] is { Length: > 0 } protocol and not (Telemetry.Grpc or Telemetry.Http))
        {
            yield return $"{Telemetry.ProtocolSetting} vale «{protocol}»: serve {Telemetry.Grpc} oppure {Telemetry.Http}.";
        }
        else if (string.IsNullOrEmpty(endpoint))
        {
            foreach (var name in (string[])[Telemetry.ProtocolSetting, Telemetry.PercentSetting])
            {
                if (configuration[name] is { Length: > 0 } value && Numbers.All(number => number.Name != name || number.Admits(value)))
                {
                    yield return $"{name} non ha effetto senza {Telemetry.EndpointSetting}: impostare il raccoglitore, o togliere l'impostazione.";
                }
            }
        }
    }

    private static IEnumerable<string> ListeningErrors(IConfiguration configuration, bool isDevelopment)
    {
        foreach (var error in Listening.Errors(configuration))
        {
            yield return error;
        }

        if (
            configuration[Telemetry.PortSetting] is { Length: > 0 } text
            && int.TryParse(text, CultureInfo.InvariantCulture, out var port)
            && !Listening.Includes(configuration, port)
        )
        {
            yield return $"{Telemetry.PortSetting} vale {text}, ma il programma non ascolta su quella porta: aggiungerla a ASPNETCORE_URLS o --urls "
                + $"({string.Join("; ", Listening.Addresses(configuration))}).";
        }

        if (
            !isDevelopment
            && configuration.GetSection("Kestrel:Endpoints").GetChildren().All(endpoint => !endpoint.GetSection("Certificate").Exists())
            && !configuration.GetSection(CertificateSection).Exists()
            && Listening.Addresses(configuration).FirstOrDefault(address => address.StartsWith("https:", StringComparison.Ordinal))
                is { } https
        )
        {
            yield return $"L'indirizzo {https} non ha un certificato: indicarlo con {CertificateSection}:Path (e Password o KeyPath).";
        }
    }

    private static bool IsProduction(IConfiguration configuration) =>
        string.Equals(
            configuration[HostDefaults.EnvironmentKey] ?? Environments.Production,
            Environments.Production,
            StringComparison.OrdinalIgnoreCase
        );

    private static bool IsInJson(IConfigurationRoot configuration, string name) =>
        configuration
            .Providers.OfType<JsonConfigurationProvider>()
            .Any(provider => provider.TryGet(name, out var value) && value is { Length: > 0 });

    private static string Variable(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HeaderName();

    [GeneratedRegex("^[0-9A-Fa-f]{64}$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Thumbprint();

    private sealed record Whole(string Name, long Min, long Max)
    {
        public bool Admits(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= Min
            && number <= Max;
    }
}
