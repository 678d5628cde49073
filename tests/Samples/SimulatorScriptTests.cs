using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Samples.Simulator;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>Scripts, the log, the evidence, and the rules about who may use the simulator.</summary>
public sealed class SimulatorScriptTests(SimulatorHost simulator) : IClassFixture<SimulatorHost>
{
    [Fact]
    public async Task A_script_runs_in_order_and_moves_the_clock()
    {
        var document = await simulator.Town.Issue();
        var notice = document.Single().NoticeNumber;

        var (status, body) = await simulator.Post(
            "/sim/scripts",
            JsonSerializer.Serialize(
                new object[]
                {
                    new
                    {
                        payment = new
                        {
                            organization = Psp.Lecce,
                            noticeNumber = notice,
                            scenario = "abandon",
                        },
                    },
                    new
                    {
                        payment = new
                        {
                            organization = Psp.Lecce,
                            noticeNumber = notice,
                            scenario = "pay",
                        },
                    },
                    new { clock = new { advance = "PT31M" } },
                    new
                    {
                        payment = new
                        {
                            organization = Psp.Lecce,
                            noticeNumber = notice,
                            scenario = "pay",
                        },
                    },
                }
            )
        );

        Assert.Equal(HttpStatusCode.OK, status);
        var played = JsonSerializer.Deserialize<Played[]>(body, SimulatorJson.Options)!;
        Assert.Equal(["OK", "PPT_PAGAMENTO_IN_CORSO", "OK"], played.Select(one => one.Steps[^1].FaultCode ?? one.Steps[^1].Outcome));
        Assert.Equal("paid", (await simulator.Town.Read(document)).State);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("""[{"clock":{"advance":"PT1M"},"demand":null},{"clock":{"advance":"P1M"}}]""")]
    [InlineData("""[{"clock":{"advance":"-PT1M"}}]""")]
    [InlineData("""[{"outcome":{"outcome":"pay"}}]""")]
    [InlineData("""[{"payment":{"organization":"80008510754","scenario":"pay"}}]""")]
    [InlineData("""[{"payment":{"organization":"80008510754","noticeNumber":"1","scenario":"pay"}}]""")]
    [InlineData("""[{"payment":{"organization":"80008510754","scenario":"stamp"}}]""")]
    [InlineData("""[{"payment":{"scenario":"pay"}}]""")]
    [InlineData("""[{"payment":{"organization":null,"scenario":"pay"}}]""")]
    [InlineData("""[{"payment":{"organization":"80008510754","scenario":"unknown","version":3}}]""")]
    [InlineData("""[{"payment":{"organization":"80008510754","scenario":"unknown","amount":3}}]""")]
    [InlineData("""[{"demand":{"organization":"80008510754","service":"1","subject":"00001","data":{"a":"b"}}}]""")]
    [InlineData("""[{"demand":{"organization":"80008510754","service":"00001","subject":"00001","data":{"a b":"c"}}}]""")]
    [InlineData("""[{"demand":{"organization":"80008510754","service":"00001","subject":"00001","data":{"a":"\u0000"}}}]""")]
    public async Task A_script_with_a_wrong_line_does_not_start(string script)
    {
        await simulator.Post("/sim/reset", "");

        Assert.Equal(HttpStatusCode.BadRequest, (await simulator.Post("/sim/scripts", script)).Status);

        using var client = simulator.Client();
        Assert.Empty(await client.GetStringAsync("/sim/log"));
    }

    [Fact]
    public async Task A_demand_carries_what_the_payer_entered()
    {
        var (status, body) = await simulator.Post(
            "/sim/demands",
            """
            {"organization":"80008510754","service":"00041","subject":"00001","data":{"pasti":"20","fascia":"B","debtorName":"D'Amico & figli"}}
            """
        );

        Assert.Equal(HttpStatusCode.OK, status);
        var step = Assert.Single(JsonSerializer.Deserialize<Played>(body, SimulatorJson.Options)!.Steps);
        Assert.Equal("paDemandPaymentNotice", step.Operation);
        Assert.NotNull(step.Response);
        var request = System.Xml.Linq.XDocument.Parse(step.Request!);
        var data = Convert.FromBase64String(request.Descendants("datiSpecificiServizioRequest").Single().Value);
        var service = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(data)).Root!;
        Assert.Equal("{http://PuntoAccessoPSP.spcoop.gov.it/GeneralService}service", service.Name.ToString());
        Assert.Equal(
            ["pasti=20", "fascia=B", "debtorName=D'Amico & figli"],
            service.Elements().Select(field => $"{field.Name.LocalName}={field.Value}")
        );
        if (Reference.IsPresent)
        {
            OfficialSchema.Validate(Encoding.UTF8.GetBytes(step.Request!));
        }
    }

    [Fact]
    public async Task The_same_script_seed_and_clock_give_the_same_bytes()
    {
        var (first, second) = (await PlayAlone(seed: 42), await PlayAlone(seed: 42));

        Assert.Equal(first, second);
        Assert.NotEqual(first, await PlayAlone(seed: 43));
    }

    [Fact]
    public async Task A_reset_begins_again()
    {
        var before = await PlayAlone(seed: 42);

        Assert.Equal(before, await PlayAlone(seed: 42, resets: 1));
    }

    [Fact]
    public async Task The_log_has_one_line_for_each_step_and_the_evidence_a_file_for_each_message()
    {
        await simulator.Post("/sim/reset", "");
        var (one, several) = (
            await simulator.Town.Issue(),
            await simulator.Town.Issue(story: request => request.Items = [NodeHost.Item("tari", 9_000), NodeHost.Item("tefa", 450)])
        );
        await simulator.Play("pay", one);
        await simulator.Play("pay", several);
        await simulator.Play("unknown", one);
        await simulator.Play("payment-options", one);

        using var client = simulator.Client();
        var lines = (await client.GetStringAsync("/sim/log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.All(lines, line => Assert.NotNull(JsonNode.Parse(line)!["step"]!["operation"]));
        await using var zip = new ZipArchive(await client.GetStreamAsync("/sim/evidence.zip"));
        var names = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.Equal(1 + (2 * 9), names.Count);
        Assert.Contains("EC-PSP-02/0001-pay/03-paSendRTV2-request.xml", names);
        Assert.Contains("EC-PSP-02M/0002-pay/02-paGetPaymentV2-response.xml", names);
        Assert.Contains("other/0003-unknown/01-paVerifyPaymentNotice-response.xml", names);
        Assert.Contains("other/0004-payment-options/01-paymentOptions-request.txt", names);
        Assert.Contains("other/0004-payment-options/01-paymentOptions-response.json", names);
    }

    [Fact]
    public async Task Requests_from_another_site_or_host_name_are_refused()
    {
        using var client = simulator.Client();
        using var crossSite = new HttpRequestMessage(HttpMethod.Post, "/sim/reset") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/sim/log") { Headers = { Host = "attacker.example" } };

        using var first = await client.SendAsync(crossSite);
        using var second = await client.SendAsync(rebound);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_page_that_gets_no_form_answers_as_if_its_fields_were_empty()
    {
        var page = (await simulator.OpenPage(Carts.Of(await simulator.Town.Issue()))).AbsolutePath;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await simulator.Post("/", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await simulator.Post(page, "{}")).Status);
    }

    [Theory]
    [InlineData("--target http://localhost:5080", true)]
    [InlineData("--target http://127.0.0.2:5080 --seed -4 --lenient", true)]
    [InlineData("--target http://[::1]:5080", true)]
    [InlineData("--target https://riscossione.comune.lecce.example", false)]
    [InlineData("--target http://localhost.example:5080", false)]
    [InlineData("--target https://riscossione.comune.lecce.example --allow-remote", true)]
    [InlineData("--allow-remote --target https://riscossione.comune.lecce.example", true)]
    [InlineData("--target ftp://localhost", false)]
    [InlineData("--port 70000", false)]
    [InlineData("--port", false)]
    [InlineData("--clock domani", false)]
    [InlineData("--clock 2026-11-23T11:00:00Z", true)]
    [InlineData("--station 80008510754=99999999999", false)]
    [InlineData("--station 80008510754=99999999999/99999999999_02", true)]
    [InlineData("--help", false)]
    public void The_command_line_is_checked_and_a_remote_target_needs_an_option(string line, bool isAccepted)
    {
        var failure = Record.Exception(() => SimulatorOptions.Read(line.Split(' ')));

        Assert.Equal(isAccepted, failure is null);
        Assert.True(isAccepted || failure is OptionsException, failure?.ToString());
    }

    [Fact]
    public async Task A_secret_and_another_station_reach_the_api()
    {
        using var recorder = new Recorder();
        await using var own = SimulatorProgram.Build(
            SimulatorOptions.Read(["--port", "0", "--station", "80008510754=99999999999/99999999999_02"]) with
            {
                Secret = "un segreto",
            },
            recorder,
            simulator.Town.Clock
        );
        await own.StartAsync();
        using var client = SimulatorHost.ClientOf(new Uri(own.Urls.Single()));

        await SimulatorHost.Play(client, new(Psp.Lecce, "unknown"));

        Assert.Equal("un segreto", recorder.Secret);
        Assert.Contains("<idBrokerPA>99999999999</idBrokerPA>", recorder.Body, StringComparison.Ordinal);
        Assert.Contains("<idStation>99999999999_02</idStation>", recorder.Body, StringComparison.Ordinal);
    }

    /// <summary>A simulator with an API of its own, both new: every message that is sent, and the evidence.</summary>
    private static async Task<string> PlayAlone(int seed, int resets = 0)
    {
        var sent = new StringBuilder();
        var town = new NodeHost();
        await town.InitializeAsync();
        try
        {
            var start = town.Clock.GetCurrentInstant();
            await using var own = await SimulatorHost.Start(town, options => options with { Seed = seed, Start = start });
            using var client = SimulatorHost.ClientOf(new Uri(own.Urls.Single()));
            for (var reset = 0; reset < resets; reset++)
            {
                await PlayAll(client, "301000000000000082");
                using var done = await client.PostAsync("/sim/reset", content: null);
            }

            await PlayAll(client, "301000000000000082");
            foreach (var line in (await client.GetStringAsync("/sim/log")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var step = JsonNode.Parse(line)!["step"]!;
                sent.AppendLine((string?)step["request"]);
            }
        }
        finally
        {
            await town.DisposeAsync();
        }

        return sent.ToString();
    }

    // Receipts are taken for any number, and what is in them is drawn.
    private static async Task PlayAll(HttpClient client, string noticeNumber)
    {
        foreach (var scenario in new[] { "without-activation", "stand-in", "pay" })
        {
            await SimulatorHost.Play(client, new(Psp.Lecce, scenario, noticeNumber, AmountCents: 1_234));
        }
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public string? Secret { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Secret = request.Headers.GetValues("X-PagoPa-Secret").Single();
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
