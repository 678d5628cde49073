using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Outside Development only the Node gets in: the real program over TLS, with a secret and a client certificate agreed upon.</summary>
public sealed class NodeGateTests(NodeGateTests.Production production) : IClassFixture<NodeGateTests.Production>
{
    private const string Admitted = "PAA_ID_DOMINIO_ERRATO"; // the database outside Development is empty
    private const string Action = "\"paVerifyPaymentNotice\"";

    [Fact]
    public async Task A_secret_that_can_be_guessed_stops_the_program_with_words_on_what_to_do()
    {
        var (code, output) = await Launch.ToEnd([], ("Riscossione__PagoPa__HeaderSecret", "breve"));

        Assert.Equal(1, code);
        Assert.Contains("Riscossione:PagoPa:HeaderSecret deve avere almeno 32 caratteri", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_gets_a_SOAP_fault()
    {
        using var stranger = production.Client();

        using var response = await Ask(stranger);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("text/xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("soapenv:Fault", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_payment_options_stand_behind_the_same_gate()
    {
        const string Address = "/pagopa/payment-options/organizations/80008510754/notices/301000000000000000";
        using var stranger = production.Client();
        using var known = production.Client(Production.Secret);

        using var refused = await stranger.PostAsync(Address, content: null);
        using var admitted = await known.PostAsync(Address, content: null);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("appErrorCode", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("ODP-104", await admitted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("un-segreto-concordato-di-32-caratteri-almenO")]
    [InlineData("un-segreto-concordato-di-32-caratteri")]
    [InlineData("-")]
    public async Task A_wrong_secret_does_not_open(string secret)
    {
        using var client = production.Client(secret);

        using var response = await Ask(client);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_guesses_secrets_must_wait_and_each_earlier_try_is_logged()
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
                ["Riscossione__PagoPa__HeaderSecret"] = Production.Secret,
                ["Riscossione__RateLimits__FailedAttemptsPerMinute"] = "2",
            }
        );
        using var client = new HttpClient { BaseAddress = api.Address };
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 4; number++)
        {
            using var answer = await Ask(client);
            statuses.Add(answer.StatusCode);
            Assert.Contains("soapenv:Fault", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, answer.Headers.RetryAfter is not null);
        }

        // The minute may end in between, and the count with it.
        Assert.Equal(HttpStatusCode.Forbidden, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        api.Terminate();
        await api.Ended();
        Assert.Contains("without the agreed secret or certificate", await api.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_opens()
    {
        using var client = production.Client(Production.Secret);

        Assert.Equal(Admitted, (await NodeHost.Post(client, Encoding.UTF8.GetBytes(NodeMessages.Verify), Action)).Fault);
    }

    [Fact]
    public async Task The_certificate_agreed_upon_opens_and_another_one_does_not()
    {
        using var known = production.Client(certificate: production.NodeCertificate);
        using var certificate = Production.Certificate("nodo");
        using var unknown = production.Client(certificate: certificate);

        Assert.Equal(Admitted, (await NodeHost.Post(known, Encoding.UTF8.GetBytes(NodeMessages.Verify), Action)).Fault);
        using var response = await Ask(unknown);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", false)]
    [InlineData("2026-01-01T00:00:00Z", true)]
    [InlineData("2045-12-31T23:59:59Z", true)]
    [InlineData("2046-01-01T00:00:00Z", false)]
    public void The_certificate_agreed_upon_opens_only_while_it_is_in_force(string now, bool opens)
    {
        using var certificate = Production.Certificate("nodo");
        var options = new PagoPaOptions { ClientCertificateThumbprints = [certificate.GetCertHashString(HashAlgorithmName.SHA256)] };
        var clock = new FakeClock(InstantPattern.ExtendedIso.Parse(now).Value);
        var gate = new NodeGate(Options.Create(options), new Named("Production"), clock);
        var call = new DefaultHttpContext { Connection = { ClientCertificate = certificate } };

        Assert.Equal(opens, gate.Admits(call));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fifty_megabytes_are_answered_with_a_fault_and_not_with_a_broken_connection(bool chunked)
    {
        using var client = production.Client(Production.Secret);
        client.DefaultRequestHeaders.TransferEncodingChunked = chunked;

        var answer = await NodeHost.Post(client, new byte[50_000_000], Action);

        Assert.Equal((HttpStatusCode.OK, "PAA_SINTASSI_EXTRAXSD"), (answer.Status, answer.Fault));
    }

    [Fact]
    public async Task The_contract_is_open_and_names_the_address_over_TLS()
    {
        using var client = production.Client();

        var wsdl = await client.GetStringAsync("/pagopa/paForNode?wsdl");

        Assert.Contains($"location=\"{client.BaseAddress}pagopa/paForNode\"", wsdl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    [InlineData("Development", true)]
    public void Where_nothing_is_agreed_upon_only_Development_is_open(string environment, bool open)
    {
        var gate = new NodeGate(Options.Create(new PagoPaOptions()), new Named(environment), SystemClock.Instance);

        Assert.Equal(open, gate.Admits(new DefaultHttpContext()));
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client)
    {
        using var content = new StringContent(NodeMessages.Verify, Encoding.UTF8, "text/xml");
        return await client.PostAsync("/pagopa/paForNode", content);
    }

    /// <summary>The program as it runs in production, with certificates made for the occasion.</summary>
    public sealed class Production : IAsyncLifetime
    {
        public const string Secret = "un-segreto-concordato-di-32-caratteri-almeno";
        private readonly TemporaryDirectory directory = new();
        private readonly X509Certificate2 serverCertificate = Certificate("127.0.0.1");
        private ApiProcess? api;

        public X509Certificate2 NodeCertificate { get; } = Certificate("nodo");

        public async Task InitializeAsync()
        {
            const string Password = "di-prova";
            var file = Path.Combine(directory.Path, "server.pfx");
            await File.WriteAllBytesAsync(file, serverCertificate.Export(X509ContentType.Pkcs12, Password));
            api = await ApiProcess.Start(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
                    ["Kestrel__Endpoints__Https__Url"] = "https://127.0.0.1:0",
                    ["Kestrel__Endpoints__Https__Certificate__Path"] = file,
                    ["Kestrel__Endpoints__Https__Certificate__Password"] = Password,
                    ["Riscossione__PagoPa__HeaderSecret"] = Secret,
                    ["Riscossione__PagoPa__ClientCertificateThumbprints__0"] = NodeCertificate.GetCertHashString(HashAlgorithmName.SHA256),
                }
            );
        }

        public async Task DisposeAsync()
        {
            await (api?.DisposeAsync() ?? ValueTask.CompletedTask);
            serverCertificate.Dispose();
            NodeCertificate.Dispose();
            directory.Dispose();
        }

        /// <summary>A client that trusts the server's certificate and presents a secret, a certificate, or nothing.</summary>
        public HttpClient Client(string? secret = null, X509Certificate2? certificate = null)
        {
            var handler = new SocketsHttpHandler
            {
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificates = certificate is null ? [] : [certificate],
                    RemoteCertificateValidationCallback = (_, presented, _, _) =>
                        presented?.GetCertHashString(HashAlgorithmName.SHA256)
                        == serverCertificate.GetCertHashString(HashAlgorithmName.SHA256),
                },
            };
            var client = new HttpClient(handler) { BaseAddress = api!.Address };
            if (secret is not null)
            {
                client.DefaultRequestHeaders.Add("X-PagoPa-Secret", secret);
            }

            return client;
        }

        public static X509Certificate2 Certificate(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return request.CreateSelfSigned(from, from.AddYears(20));
        }
    }

    private sealed class Named(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
