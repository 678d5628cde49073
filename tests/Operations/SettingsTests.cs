using System.Text.RegularExpressions;
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
    [InlineData("Riscossione:NoticeBatches:MaxDownloadsPerCaller", "0", "serve un numero intero da 1 a 100")]
    [InlineData("Riscossione:Telemetry:OtlpEndpoint", "collector:4317", "serve un indirizzo http o https")]
    [InlineData("Riscossione:Telemetry:OtlpProtocol", "udp", "serve grpc oppure http/protobuf")]
    public void A_wrong_value_is_named_with_what_to_do(string name, string value, string advice)
    {
        configuration[name] = value;

        var error = Assert.Single(Settings.Errors(configuration, isDevelopment: false));

        Assert.StartsWith(name, error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
    }

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
        File.WriteAllText(file, """{ "ConnectionStrings": { "Riscossione": "Server=x;Password=p" } }""");
        configuration.AddJsonFile(file);

        var error = Assert.Single(Settings.Errors(configuration, isDevelopment: false));
        Assert.Contains("ConnectionStrings__Riscossione__File", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", error, StringComparison.Ordinal);
        Assert.Empty(Settings.Errors(configuration, isDevelopment: true));
    }

    [Fact]
    public void A_name_that_nothing_reads_is_reported_and_its_value_is_not_shown()
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

    private static bool IsSection(string name) => name is "Riscossione:PagoPa" or "Riscossione:RateLimits:";

    [GeneratedRegex("\"(?<name>Riscossione:[A-Za-z:]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Name();
}
