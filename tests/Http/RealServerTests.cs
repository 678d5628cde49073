using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>The limits of the real server in production, for any client.</summary>
public sealed class RealServerTests(RealServerTests.Server server) : IClassFixture<RealServerTests.Server>
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Browsers_get_HSTS()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(server.Certificate);
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        using var client = new HttpClient(handler) { BaseAddress = server.Tls };
        client.DefaultRequestHeaders.Host = Server.Name;
        using var answer = await client.GetAsync("/status");
        Assert.Matches("^max-age=[1-9]", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Through_a_trusted_proxy_browsers_get_HSTS_and_the_service_has_the_proxy_s_address()
    {
        const string Forwarded = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: pagamenti.example.it\r\n";

        var status = await server.Send($"GET /status HTTP/1.1\r\nHost: x\r\n{Forwarded}Connection: close\r\n\r\n");
        var wsdl = await server.Send($"GET /pagopa/paForNode?wsdl HTTP/1.1\r\nHost: x\r\n{Forwarded}Connection: close\r\n\r\n");

        Assert.Contains("Strict-Transport-Security: max-age=", status, StringComparison.Ordinal);
        Assert.Contains("\"https://pagamenti.example.it/pagopa/paForNode\"", wsdl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_ends_with_a_bare_line_feed_is_refused()
    {
        Assert.StartsWith("HTTP/1.1 400 ", await server.Send("GET /status HTTP/1.1\nHost: x\r\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 400 ", await server.Send("GET /status HTTP/1.1\r\nHost: x\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 400 ", await server.Send("GET /status HTTP/1.1\r\nHost: x\r\nConnection: close\n\n"));
        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await server.Send(
                $"POST /v1/api-keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminKey}\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2;a\n{}\r\n0\r\n\r\n"
            )
        );
    }

    [Fact]
    public async Task A_page_of_a_listed_origin_may_call_and_read_what_clients_need_and_no_other_page_may()
    {
        using var client = new HttpClient { BaseAddress = server.Plain };
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/payment-documents");
        preflight.Headers.Add("Origin", Server.Portal);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key,if-match");
        using var allowed = await client.SendAsync(preflight);
        using var call = new HttpRequestMessage(HttpMethod.Get, "/v1/payment-documents") { Headers = { { "Origin", Server.Portal } } };
        using var refused = await client.SendAsync(call);
        using var stranger = new HttpRequestMessage(HttpMethod.Get, "/v1/payment-documents")
        {
            Headers = { { "Origin", "https://altrove.example" } },
        };
        using var unknown = await client.SendAsync(stranger);

        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal(Server.Portal, Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("POST", string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(Server.Portal, Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("ETag", string.Join(',', refused.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
        Assert.False(unknown.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Headers_and_addresses_have_a_maximum_size_and_headers_a_maximum_number()
    {
        Assert.StartsWith(
            "HTTP/1.1 431 ",
            await server.Send($"GET /status HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 17 * 1024)}\r\n\r\n")
        );
        var many = string.Concat(
            Enumerable.Range(0, 65).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: a\r\n"))
        );
        Assert.StartsWith("HTTP/1.1 431 ", await server.Send($"GET /status HTTP/1.1\r\nHost: x\r\n{many}\r\n"));
        Assert.StartsWith("HTTP/1.1 414 ", await server.Send($"GET /status?{new string('a', 5 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    [Fact]
    public async Task A_NUL_in_an_address_or_header_reaches_no_operation()
    {
        foreach (
            var request in new[]
            {
                $"GET /v1/payments/a%00b HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminKey}\r\nConnection: close\r\n\r\n",
                $"GET /v1/payments?channel=a%00b HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminKey}\r\nConnection: close\r\n\r\n",
                $"POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminKey}\r\nIdempotency-Key: a\0b\r\nConnection: close\r\n\r\n",
            }
        )
        {
            Assert.StartsWith("HTTP/1.1 400 ", await server.Send(request));
        }
    }

    [Fact]
    public async Task A_body_without_a_length_is_cut_off_at_the_maximum()
    {
        using var client = new HttpClient { BaseAddress = server.Plain };
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.AdminKey);
        using var content = new StreamContent(
            new MemoryStream(Encoding.ASCII.GetBytes($$"""{"name":"{{new string('a', 2 * 1024 * 1024)}}"}"""))
        );
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/api-keys");
        request.Content = content;
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;
        await client.SendAsync(request).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "request-too-large");
    }

    [Fact]
    public async Task A_connection_that_sends_too_slowly_is_closed()
    {
        // Headers that never end, and a body that never arrives.
        var headers = server.Send("GET /status HTTP/1.1\r\nHost: x\r\nX-Slow:");
        var body = server.Send(
            $"POST /v1/api-keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminKey}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
                + "{"
        );
        Assert.StartsWith("HTTP/1.1 408 ", await headers);
        // By then the operation is reading, so it answers that the body could not be read.
        Assert.StartsWith("HTTP/1.1 400 ", await body);
    }

    [Fact]
    public async Task Connections_beyond_the_maximum_are_closed_at_once()
    {
        var open = new List<TcpClient>();
        try
        {
            var refused = false;
            for (var number = 0; number <= Server.MaxConnections && !refused; number++)
            {
                open.Add(await server.Connect());
                refused = !await IsServed(open[^1]);
            }

            Assert.True(refused);
        }
        finally
        {
            open.ForEach(one => one.Dispose());
        }
    }

    private static async Task<bool> IsServed(TcpClient connection)
    {
        using var patience = new CancellationTokenSource(MaxWait);
        try
        {
            await connection.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), patience.Token);
            return await connection.GetStream().ReadAsync(new byte[1024], patience.Token) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The program in production, with its own certificate and few connections.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public const string Name = "riscossione.example.it";
        public const string Portal = "https://portale.example.it";
        public const int MaxConnections = 20;
        private readonly TemporaryDirectory directory = new();
        private ApiProcess api = null!;

        public Uri Tls => Printed.Addresses(api.Output).Single(address => address.Scheme == "https");

        public Uri Plain => Printed.Addresses(api.Output).Single(address => address.Scheme == "http");

        public string AdminKey => api.AdminKey;

        public X509Certificate2 Certificate { get; } = MakeCertificate();

        public async Task InitializeAsync()
        {
            const string Password = "solo-per-la-prova";
            var file = Path.Combine(directory.Path, "server.pfx");
            await File.WriteAllBytesAsync(file, Certificate.Export(X509ContentType.Pfx, Password));
            api = await ApiProcess.Start(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
                    ["URLS"] = "http://127.0.0.1:0;https://127.0.0.1:0",
                    ["Kestrel__Certificates__Default__Path"] = file,
                    ["Kestrel__Certificates__Default__Password"] = Password,
                    ["Riscossione__Cors__Origins"] = $"https://app.example.it, {Portal}",
                    ["Riscossione__TrustedProxies"] = "127.0.0.1",
                    ["Riscossione__MaxConnections"] = MaxConnections.ToString(CultureInfo.InvariantCulture),
                }
            );
        }

        public async Task DisposeAsync()
        {
            await api.DisposeAsync();
            Certificate.Dispose();
            directory.Dispose();
        }

        public async Task<TcpClient> Connect()
        {
            var connection = new TcpClient();
            await connection.ConnectAsync(Plain.Host, Plain.Port);
            return connection;
        }

        /// <summary>Sends only these bytes; returns the answer until the server closes the connection.</summary>
        public async Task<string> Send(string bytes)
        {
            using var patience = new CancellationTokenSource(MaxWait);
            using var connection = await Connect();
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(bytes), patience.Token);
            using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
            return await reader.ReadToEndAsync(patience.Token);
        }

        private static X509Certificate2 MakeCertificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(Name);
            request.CertificateExtensions.Add(names.Build());
            var now = SystemClock.Instance.GetCurrentInstant().ToDateTimeOffset();
            return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        }
    }
}
