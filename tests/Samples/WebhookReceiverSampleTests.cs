using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The receiver as an integrator runs it, beside the real program.</summary>
public sealed class WebhookReceiverSampleTests(SampleFolder samples) : IClassFixture<SampleFolder>
{
    private const string Sample = "webhook-receiver";
    private readonly string listen = $"http://127.0.0.1:{FreePort()}";

    [SkippableTheory]
    [InlineData(SampleFolder.CSharp)]
    [InlineData(SampleFolder.TypeScript)]
    public async Task Every_payment_is_booked_once_whatever_happens_to_its_delivery(string language)
    {
        Skip.If(SampleFolder.Missing(language) is not null, SampleFolder.Missing(language));
        // The other engine lists an event when it is five seconds old, and the receiver reads the list at its start.
        await using var api = await ApiProcess.Start(database: new TestDatabase(Engine.Sqlite));
        using var office = new RiscossioneClient(api.Address, api.AdminKey);
        using var http = new HttpClient();
        string first;
        string firstEvent;
        using (var receiver = await Start(language, api))
        {
            await receiver.Printed("webhook-endpoint.test: la prova è riuscita");
            await Pay(office, 100_01);
            firstEvent = (await receiver.Printed("payment.recorded: incassati 100,01 € per «TARI 2026», restano 0,00 €")).Split(' ')[0];
            first = Secret(language);

            Assert.Equal(
                HttpStatusCode.BadRequest,
                await Post(http, $"whsec_{Convert.ToBase64String(new byte[32])}", "forged", "payment.recorded")
            );
            Assert.Equal(HttpStatusCode.NoContent, await Post(http, first, "later", "payment.not-invented-yet"));
            await receiver.Printed("later payment.not-invented-yet: ignorato");

            await Rotate(language, api);
            await Pay(office, 100_02);
            await receiver.Printed("incassati 100,02 €");

            // A second rotation ends the first secret at both sides.
            await Rotate(language, api);
            await Pay(office, 100_03);
            await receiver.Printed("incassati 100,03 €");
            Assert.Equal(HttpStatusCode.BadRequest, await Post(http, first, "too-late", "payment.recorded"));
            receiver.Kill();
        }

        // Nothing is delivered to a disabled endpoint, not even later.
        var endpoint = Assert.Single((await office.Webhooks.FindEndpointsAsync()).Items);
        await office.Webhooks.DisableEndpointAsync(endpoint.Id);
        await Pay(office, 100_04);

        using (var receiver = await Start(language, api))
        {
            await receiver.Printed("incassati 100,04 €");
            Assert.True((await office.Webhooks.ReadEndpointAsync(endpoint.Id)).Enabled);
            Assert.Equal(HttpStatusCode.NoContent, await Post(http, Secret(language), firstEvent, "payment.recorded"));
            await Pay(office, 100_05);
            await receiver.Printed("incassati 100,05 €");
        }

        var recorded = (await office.Payments.FindAsync()).Items.Select(payment => (payment.Id, payment.AmountCents)).Order().ToList();
        Assert.Equal(5, recorded.Count);
        Assert.Equal(recorded, Booked(language).Order());
    }

    [SkippableTheory]
    [InlineData(SampleFolder.CSharp)]
    [InlineData(SampleFolder.TypeScript)]
    public async Task A_receiver_that_cannot_register_says_why_and_ends(string language)
    {
        Skip.If(SampleFolder.Missing(language) is not null, SampleFolder.Missing(language));
        await using var api = await ApiProcess.Start();

        using var stranger = await samples.Start(
            Sample,
            language,
            api,
            _ => ["--key", "rk_unknown", "--data", "data/other", "--listen", listen]
        );
        using var helpless = await samples.Start(Sample, language, api, _ => ["--data", "data/other"]);

        Assert.Contains("L'API rifiuta (unauthenticated): ", await stranger.Ended(1), StringComparison.Ordinal);
        Assert.Contains("Si usa con --key rk_…", await helpless.Ended(1), StringComparison.Ordinal);
    }

    private Task<SampleProcess> Start(string language, ApiProcess api) =>
        samples.Start(Sample, language, api, given => [.. given, "--listen", listen]);

    private async Task Rotate(string language, ApiProcess api)
    {
        using var rotation = await samples.Start(Sample, language, api, given => [.. given, "--rotate"]);
        Assert.Contains("Segreto ruotato", await rotation.Ended(0), StringComparison.Ordinal);
    }

    private static async Task Pay(RiscossioneClient office, long cents)
    {
        var document = await office.PaymentDocuments.IssueAsync(
            new IssuePaymentDocumentRequest
            {
                Organization = "80008510754",
                Department = "tributi",
                ExternalId = $"TARI-{cents}",
                Subject = "TARI 2026",
                Debtor = new Debtor
                {
                    Kind = DebtorKinds.F,
                    FiscalCode = "RSSMRA45C12F205C",
                    FullName = "Mario Rossi",
                },
                Items =
                [
                    new DebtItemRequest
                    {
                        RevenueType = "tari",
                        Year = 2026,
                        AmountCents = cents,
                    },
                ],
                DueOn = new LocalDate(2026, 12, 16),
            }
        );
        await office.Payments.RecordAsync(
            new RecordPaymentRequest
            {
                Organization = "80008510754",
                Channel = PaymentChannels.Counter,
                ChannelPaymentId = $"sportello/{cents}",
                NoticeNumber = document.Options[0].Installments[0].NoticeNumber!,
                AmountCents = cents,
                PaidAt = SystemClock.Instance.GetCurrentInstant(),
            }
        );
    }

    /// <summary>Posts an event as the API does, signed with a secret.</summary>
    private async Task<HttpStatusCode> Post(HttpClient http, string secret, string id, string type)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var body = JsonSerializer.Serialize(
            new
            {
                type,
                timestamp = InstantPattern.ExtendedIso.Format(now),
                data = new { paymentId = "another", amountCents = 1 },
            }
        );
        var signature = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{id}.{now.ToUnixTimeSeconds()}.{body}")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{listen}/notifiche");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{now.ToUnixTimeSeconds()}");
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The secret that the receiver has now.</summary>
    private string Secret(string language)
    {
        if (language == SampleFolder.TypeScript)
        {
            using var kept = JsonDocument.Parse(File.ReadAllText(DataFile(language, "secrets.json")));
            return kept.RootElement.GetProperty("current").GetString()!;
        }

        using var database = Open();
        return database.ExecuteScalar<string>("SELECT Value FROM State WHERE Name = 'secret'")!;
    }

    /// <summary>What the receiver has booked.</summary>
    private List<(string PaymentId, long AmountCents)> Booked(string language)
    {
        if (language == SampleFolder.CSharp)
        {
            using var database = Open();
            return [.. database.Query<(string, long)>("SELECT PaymentId, AmountCents FROM Takings")];
        }

        return
        [
            .. File.ReadLines(DataFile(language, "handled.ndjson"))
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(handled => handled.TryGetProperty("taking", out _))
                .Select(handled => handled.GetProperty("taking"))
                .Select(taking => (taking.GetProperty("paymentId").GetString()!, taking.GetProperty("amountCents").GetInt64())),
        ];
    }

    private string DataFile(string language, string name) => Path.Combine(samples.Home(Sample, language), "data", name);

    private SqliteConnection Open() => new($"Data Source={DataFile(SampleFolder.CSharp, "webhook-receiver.db")};Pooling=False");

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
