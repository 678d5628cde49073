using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The metrics of a separate process: programs in one process share their counters.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);
    private ApiProcess api = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        api = await ApiProcess.Start();
        client = api.Client(api.AdminKey);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Effects_and_refusals_are_counted_by_code_not_by_address()
    {
        await PayAtTheCounter();
        using var anonymous = api.Client();
        await anonymous.GetAsync("/v1/payment-documents/unknown-document").Expect(HttpStatusCode.Unauthorized);

        var printed = await PrintedWith("riscossione_webhooks_lag_seconds");

        Assert.Matches("""riscossione_payments_total\{[^}]*channel="counter",outcome="exact"[^}]*\} 1\b""", printed);
        Assert.Matches("""riscossione_refusals_total\{[^}]*code="unauthenticated"[^}]*\} 1\b""", printed);
        Assert.DoesNotContain("unknown-document", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rows_of_a_load_are_counted_by_outcome()
    {
        using var office = new RiscossioneClient(api.Address, api.AdminKey);
        var settings = new BulkLoadSettings
        {
            Mode = BulkLoadModes.ContinueOnFailure,
            Organization = "80008510754",
            Department = "tributi",
        };
        var rows = string.Concat(new[] { "tari", "tari", "unknown" }.Select((type, at) => Row(at + 1, type)));
        var load = await office.BulkLoads.SendAsync(Loads.Ndjson(rows), settings);
        await office.BulkLoads.WaitForCompletionAsync(load.Id, TimeSpan.FromMilliseconds(20));

        var printed = await PrintedWith("riscossione_bulk_loads_rows_total");

        Assert.Matches("""riscossione_bulk_loads_rows_total\{[^}]*mode="continue-on-failure",outcome="issued"[^}]*\} 2\b""", printed);
        Assert.Matches("""riscossione_bulk_loads_rows_total\{[^}]*mode="continue-on-failure",outcome="rejected"[^}]*\} 1\b""", printed);

        static string Row(int number, string revenueType)
        {
            var row = Loads.Tax("METER", number);
            row.Items[0].RevenueType = revenueType;
            return Loads.Line(row) + "\n";
        }
    }

    [Fact]
    public async Task The_dashboard_asks_for_measures_that_exist()
    {
        await PayAtTheCounter();
        await client.GetAsync("/v1/payment-documents/unknown-document").Expect(HttpStatusCode.NotFound);
        var printed = await PrintedWith("riscossione_receipts_pending");
        var declared = Declared();
        var dashboard = JsonNode.Parse(Repository.Text("docs/deploy/grafana.json"))!;
        var asked = dashboard["panels"]!
            .AsArray()
            .SelectMany(panel => panel!["targets"]!.AsArray())
            .SelectMany(target => Measure().Matches((string)target!["expr"]!).Select(match => match.Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(asked.Count > 8);
        Findings.MustBeNone(asked.Where(name => !printed.Contains(name, StringComparison.Ordinal) && !declared.Contains(name)));
    }

    private async Task PayAtTheCounter()
    {
        var gateway = new RiscossioneClient(client, new RiscossioneOptions { ApiKey = api.AdminKey });
        var request = Sample.Document(revenueType: "mensa-scolastica");
        request.Organization = "80008510754";
        request.Department = "tributi";
        var document = await gateway.PaymentDocuments.IssueAsync(request);
        var payment = Sample.Payment(document.Options[0].Installments[0].NoticeNumber, document.AmountCents);
        payment.Organization = request.Organization;
        payment.PaidAt = document.CreatedAt;
        await gateway.Payments.RecordAsync(payment);
    }

    /// <summary>The metrics, once they include the first reading of the backlog.</summary>
    private async Task<string> PrintedWith(string figure)
    {
        using var patience = new CancellationTokenSource(MaxWait);
        string printed;
        do
        {
            printed = await client.GetStringAsync("/metrics", patience.Token);
        } while (!printed.Contains(figure, StringComparison.Ordinal));

        return printed;
    }

    /// <summary>The Prometheus names of counters that appear only after their first count.</summary>
    private static HashSet<string> Declared()
    {
        DeliveryMeter.Count("delivered", TimeSpan.Zero);
        NodeMeter.Count(NodeOperation.Verify, fault: null);
        BulkLoadMeter.Count(BulkLoadModes.DryRun, [new ResultRow { Outcome = RowOutcome.Issued }]);
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Lecce.Riscossione.", StringComparison.Ordinal))
                {
                    var name = instrument.Name.Replace('.', '_');
                    names.Add(instrument is Histogram<long> { Unit: "ms" } ? $"{name}_milliseconds_bucket" : $"{name}_total");
                }
            },
        };
        listener.Start();
        return names;
    }

    [GeneratedRegex(@"\b(riscossione|http_server|dotnet|kestrel)_\w+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Measure();
}
