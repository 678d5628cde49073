using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Configuration;

namespace Lecce.Riscossione.Tests.Operations;

public sealed partial class SettingsTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly ConfigurationManager configuration = new();

    public void Dispose()
    {
        configuration.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Riscossione:RequestTimeoutSeconds", "presto", "serve un numero intero da 1 a 600")]
    [InlineData("Riscossione:RequestTimeoutSeconds", "0", "serve un numero intero da 1 a 600")]
    [InlineData("Riscossione:Telemetry:TracePercent", "101", "serve un numero intero da 0 a 100")]
    [InlineData("Riscossione:Webhooks:AllowLoopback", "forse", "serve true oppure false")]
    [InlineData(
        "Riscossione:Webhooks:AllowedNetworks",
        "10.20.0.0/16, 10.20.30.40",
        "contiene «10.20.30.40»: serve una rete in notazione CIDR"
    )]
    [InlineData("Riscossione:Webhooks:AllowedNetworks", "10.20.1.0/16", "bit dell'host a zero")]
    [InlineData("Riscossione:Webhooks:AllowedNetworks", "0.0.0.0/0", "almeno 8 bit")]
    [InlineData("Riscossione:Webhooks:AllowedNetworks", "::/0", "almeno 8 bit (IPv6: 7)")]
    [InlineData("Riscossione:Webhooks:MaxEndpointsPerDepartment", "0", "serve un numero intero da 1 a 1000")]
    [InlineData("Riscossione:Webhooks:MaxPausedDays", "366", "serve un numero intero da 1 a 365")]
    [InlineData("Riscossione:NoticeBatches:MaxDownloadsPerCaller", "0", "serve un numero intero da 1 a 100")]
    [InlineData("Riscossione:Telemetry:OtlpEndpoint", "collector:4317", "serve un indirizzo http o https")]
    [InlineData("Riscossione:Telemetry:OtlpProtocol", "udp", "serve grpc oppure http/protobuf")]
    [InlineData("Riscossione:Telemetry:OtlpProtocol", "grpc", "non ha effetto senza Riscossione:Telemetry:OtlpEndpoint")]
    [InlineData("Riscossione:Telemetry:TracePercent", "50", "non ha effetto senza Riscossione:Telemetry:OtlpEndpoint")]
    [InlineData("Riscossione:Telemetry:MetricsPort", "9464", "il programma non ascolta su quella porta")]
    [InlineData("Riscossione:Webhooks:AllowLoopback", "true", "non è ammessa in produzione")]
    [InlineData("Riscossione:BulkLoads:MaxRows", "0", "serve un numero intero da 1")]
    [InlineData("Riscossione:BulkLoads:MaxBytes", "tanti", "serve un numero intero da 1")]
    [InlineData("Riscossione:RateLimits:ReadPerMinute", "-1", "serve un numero intero da 0")]
    [InlineData("Riscossione:NoticeBatches:MaxDownloads", "0", "serve un numero intero da 1 a 100")]
    [InlineData("Riscossione:MasterSecret", "corto", "deve contenere 32 byte in base64")]
    [InlineData("Riscossione:PagoPa:HeaderSecret", "corto", "deve avere almeno 32 caratteri")]
    [InlineData("Riscossione:PagoPa:HeaderName", "X-Nodo", "non ha effetto senza Riscossione:PagoPa:HeaderSecret")]
    [InlineData("Riscossione:PagoPa:ClientCertificateThumbprints:0", "AB:CD", "serve l'impronta SHA-256 del certificato")]
    [InlineData("Riscossione:PagoPa:Checkout:BaseUrl", "http://carrelli.example", "serve un indirizzo https")]
    [InlineData("Riscossione:PagoPa:Checkout:BaseUrl", "https://carrelli.example", "senza Riscossione:PagoPa:Checkout:SubscriptionKey")]
    [InlineData("Riscossione:PagoPa:Checkout:SubscriptionKey", "chiave", "non ha effetto senza Riscossione:PagoPa:Checkout:BaseUrl")]
    [InlineData("Riscossione:PagoPa:Aca:BaseUrl", "http://archivio.example", "serve un indirizzo https")]
    [InlineData("Riscossione:PagoPa:Aca:BaseUrl", "https://archivio.example", "senza Riscossione:PagoPa:Aca:SubscriptionKey")]
    [InlineData("Riscossione:PagoPa:Aca:SubscriptionKey", "chiave", "non ha effetto senza Riscossione:PagoPa:Aca:BaseUrl")]
    [InlineData("Riscossione:PagoPa:Checkout:HostSuffixes:0", "pagopa.it", "non ha effetto senza Riscossione:PagoPa:Checkout:BaseUrl")]
    [InlineData("Riscossione:PagoPa:BizEvents:BaseUrl", "http://ricevute.example", "serve un indirizzo https")]
    [InlineData("Riscossione:PagoPa:BizEvents:BaseUrl", "https://utente@ricevute.example", "senza credenziali")]
    [InlineData("Riscossione:PagoPa:BizEvents:BaseUrl", "https://ricevute.example", "senza Riscossione:PagoPa:BizEvents:SubscriptionKey")]
    [InlineData("Riscossione:PagoPa:BizEvents:SubscriptionKey", "chiave", "non ha effetto senza Riscossione:PagoPa:BizEvents:BaseUrl")]
    [InlineData("Riscossione:PagoPa:ClientCertificateThumbprints", "AB", "è un elenco")]
    [InlineData("ConnectionStrings:Riscossione", "Server=x;Colore=blu", "non è una stringa di connessione")]
    [InlineData("ConnectionStrings:Riscossione", "Server=x", "deve indicare il database")]
    [InlineData("Riscossione:DatDirectory", "x", "non è un'impostazione conosciuta")]
    [InlineData("Riscossione:Cors:Origins", "*", "elencare le origini")]
    [InlineData("Riscossione:Cors:Origins", "https://portale.example/", "senza percorso")]
    [InlineData("Riscossione:Cors:Origins", "http://portale.example", "origine https")]
    [InlineData("Riscossione:Cors:Origins", "portale.example,https://altro.example", "origine https")]
    [InlineData("Riscossione:Cors:Origins:0", "null", "origine https")]
    [InlineData("Riscossione:TrustedProxies", "proxy.example", "indirizzi o reti")]
    [InlineData("Riscossione:TrustedProxies", "10.0.0.0/33", "indirizzi o reti")]
    [InlineData("Riscossione:TrustedProxies", "0.0.0.0/0", "mai tutte le reti")]
    [InlineData("ForwardedHeaders_Enabled", "true", "elencare i reverse proxy in Riscossione:TrustedProxies")]
    [InlineData("Logging:LogLevel:Default", "Tutto", "serve uno tra Trace, Debug")]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore", "Tutto", "serve uno tra Trace, Debug")]
    public void A_wrong_value_is_named_with_what_to_do(string name, string value, string advice)
    {
        configuration[name] = value;

        var error = Assert.Single(Settings.Errors(configuration, isDevelopment: false));

        Assert.StartsWith(name.TrimEnd('0').TrimEnd(':'), error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClockSkewSeconds", "poco", ":ClockSkewSeconds vale «poco»: serve un numero intero da 0 a 300.")]
    [InlineData("ClockSkewSeconds", "301", ":ClockSkewSeconds va da 0 a 300.")]
    [InlineData("Authority", "http://idp.example.it", "devono essere indirizzi https")]
    [InlineData("Organization", "", "indicare Organization oppure OrganizationClaim")]
    [InlineData("Audiance", "x", ":Audiance non è un'impostazione conosciuta")]
    [InlineData("Algorithms", "RS256", ":Algorithms è un elenco")]
    public void A_wrong_setting_of_an_issuer_is_named(string name, string value, string advice)
    {
        const string Issuer = "Riscossione:Identity:Issuers:portale:";
        configuration[Issuer + "Issuer"] = "https://idp.example.it";
        configuration[Issuer + "Audience"] = "riscossione";
        configuration[Issuer + "Authority"] = "https://idp.example.it";
        configuration[Issuer + "Organization"] = "80008510754";
        configuration[Issuer + "Scopes:0"] = "documents:read";
        Assert.Empty(Settings.Errors(configuration, isDevelopment: false));
        configuration[Issuer + name] = value.Length == 0 ? null : value;

        var error = Assert.Single(Settings.Errors(configuration, isDevelopment: false));

        Assert.StartsWith("Riscossione:Identity:Issuers:portale", error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("porta", "non è un indirizzo di ascolto")]
    [InlineData("https://*:8443", "non ha un certificato")]
    public void A_wrong_address_to_listen_on_is_named(string address, string advice)
    {
        configuration["urls"] = address;

        Assert.Contains(advice, Assert.Single(Settings.Errors(configuration, isDevelopment: false)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:8080;http://127.0.0.1:9464")]
    [InlineData("http_ports", "8080;9464")]
    [InlineData("Kestrel:Endpoints:Metrics:Url", "http://*:9464")]
    public void The_metrics_port_may_be_configured_in_every_form_of_Kestrel(string name, string value)
    {
        configuration[name] = value;
        configuration["Riscossione:Telemetry:MetricsPort"] = "9464";

        Assert.Empty(Settings.Errors(configuration, isDevelopment: false));
    }

    [Fact]
    public void Every_option_that_is_read_as_part_of_a_section_is_known() =>
        Findings.MustBeNone(
            new[]
            {
                (Section: "Riscossione:BulkLoads", Type: typeof(BulkLoadOptions)),
                (Section: "Riscossione:PagoPa", Type: typeof(PagoPaOptions)),
                (Section: CheckoutOptions.Section, Type: typeof(CheckoutOptions)),
                (Section: BizEventsOptions.Section, Type: typeof(BizEventsOptions)),
                (Section: AcaOptions.Section, Type: typeof(AcaOptions)),
                (Section: $"{TokenIssuerOptions.Section}:x", Type: typeof(TokenIssuerOptions)),
            }
                .SelectMany(one =>
                    one.Type.GetProperties().Where(property => property.CanWrite).Select(property => $"{one.Section}:{property.Name}")
                )
                .Where(name => !Settings.IsKnown(name) && !Settings.IsKnown($"{name}:0"))
        );

    [Fact]
    public void A_secret_comes_from_the_file_that_its_File_setting_names()
    {
        var file = Path.Combine(folder.Path, "node-secret");
        File.WriteAllText(file, "a secret of the node\n");
        configuration["Riscossione:PagoPa:HeaderSecret:File"] = file;

        Assert.Empty(Settings.ReadSecretFiles(configuration));

        Assert.Equal("a secret of the node", configuration["Riscossione:PagoPa:HeaderSecret"]);
        Assert.Empty(Settings.Unknown(configuration));
    }

    [Fact]
    public void A_secret_from_a_file_is_not_taken_for_a_secret_in_appsettings()
    {
        var appsettings = Path.Combine(folder.Path, "appsettings.json");
        File.WriteAllText(appsettings, "{}");
        configuration.AddJsonFile(appsettings);
        var secret = Path.Combine(folder.Path, "master-secret");
        File.WriteAllText(secret, Convert.ToBase64String(new byte[32]));
        configuration["Riscossione:MasterSecret:File"] = secret;

        Settings.ReadSecretFiles(configuration);

        Assert.Empty(Settings.Errors(configuration, isDevelopment: false));
    }

    [Fact]
    public void A_secret_file_that_is_missing_is_named()
    {
        configuration["Riscossione:MasterSecret:File"] = Path.Combine(folder.Path, "missing");

        Assert.StartsWith(
            "Riscossione:MasterSecret:File",
            Assert.Single(Settings.ReadSecretFiles(configuration)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_secret_in_appsettings_is_refused_outside_of_Development()
    {
        var file = Path.Combine(folder.Path, "appsettings.json");
        File.WriteAllText(file, """{ "ConnectionStrings": { "Riscossione": "Server=x;Database=d;Password=p" } }""");
        configuration.AddJsonFile(file);

        var error = Assert.Single(Settings.Errors(configuration, isDevelopment: false));
        Assert.Contains("ConnectionStrings__Riscossione__File", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", error, StringComparison.Ordinal);
        Assert.Empty(Settings.Errors(configuration, isDevelopment: true));
    }

    [Theory]
    [InlineData("Riscossione:BulkLoads:MostAtOnce", "Riscossione:BulkLoads:MaxConcurrent")]
    [InlineData("Riscossione:BulkLoads:FewestUnits", "Riscossione:BulkLoads:MinUnits")]
    [InlineData("Riscossione:NoticeBatches:MostDownloads", "Riscossione:NoticeBatches:MaxDownloads")]
    public void A_setting_may_have_its_old_name_with_a_warning_or_its_new_one_but_not_both(string old, string current)
    {
        configuration[old] = "7";

        Assert.Empty(RenamedSettings.Read(configuration));
        Assert.Equal("7", configuration[current]);
        Assert.Empty(Settings.Errors(configuration, isDevelopment: false));
        Assert.Contains(current, Assert.Single(RenamedSettings.Warnings(configuration)), StringComparison.Ordinal);

        // The copy is now given as well, as if by the administrator.
        var refused = Assert.Single(RenamedSettings.Read(configuration));
        Assert.StartsWith($"{old} e {current} sono la stessa impostazione", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_read_from_the_old_names()
    {
        configuration["Riscossione:BulkLoads:MostAtOnce"] = "7";
        configuration["Riscossione:BulkLoads:FewestUnits"] = "90";

        RenamedSettings.Read(configuration);

        var options = configuration.GetSection("Riscossione:BulkLoads").Get<BulkLoadOptions>()!;
        Assert.Equal((7, 90), (options.MaxConcurrent, options.MinUnits));
    }

    [Fact]
    public void An_unknown_setting_is_reported_without_its_value()
    {
        configuration["Riscossione:MasterSecrt"] = "c2VjcmV0";

        Assert.Equal(["Riscossione:MasterSecrt"], Settings.Unknown(configuration));
        Assert.DoesNotContain(Settings.Given(configuration), line => line.Contains("c2VjcmV0", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_that_the_program_reads_is_known() =>
        Findings.MustBeNone(
            from file in Repository.Sources
            where file.StartsWith("api/", StringComparison.Ordinal) && !file.StartsWith("api/Operations/Settings", StringComparison.Ordinal)
            from Match match in Name().Matches(Repository.Text(file))
            let name = match.Groups["name"].Value
            where !Settings.IsKnown(name) && !Settings.IsKnown(name + ":X") && !IsSection(name)
            select $"{file}: {name} is missing in Settings.cs"
        );

    private static bool IsSection(string name) =>
        name
            is "Riscossione:PagoPa"
                or CheckoutOptions.Section
                or BizEventsOptions.Section
                or AcaOptions.Section
                or "Riscossione:RateLimits:"
                or "Riscossione:BulkLoads"
                or TokenIssuerOptions.Section;

    [GeneratedRegex("\"(?<name>Riscossione:[A-Za-z:]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Name();
}
