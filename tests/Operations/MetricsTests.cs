using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lecce.Riscossione.Tests.Operations;

public sealed partial class MetricsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_waits_and_what_is_refused_is_measured_by_code_and_not_by_address()
    {
        var printed = await Printed();

        Assert.Contains("riscossione_refusals_total", printed, StringComparison.Ordinal);
        Assert.Contains("code=\"unauthenticated\"", printed, StringComparison.Ordinal);
        Assert.Contains("riscossione_webhooks_lag_seconds", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown-document", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_asks_for_measures_that_exist()
    {
        var printed = await Printed();
        var dashboard = JsonNode.Parse(Repository.Text("docs/deploy/grafana.json"))!;
        var asked = dashboard["panels"]!
            .AsArray()
            .SelectMany(panel => panel!["targets"]!.AsArray())
            .SelectMany(target => Measure().Matches((string)target!["expr"]!).Select(match => match.Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(asked.Count > 8);
        Findings.MustBeNone(asked.Where(name => !printed.Contains(name, StringComparison.Ordinal)));
    }

    private async Task<string> Printed()
    {
        var town = new Town();
        await town.InitializeAsync();
        var paid = await town.Taxes.IssuePaymentDocumentAsync(Sample.Document());
        await town.Taxes.RecordPaymentAsync(Sample.Payment(paid.Options[0].Installments[0].NoticeNumber, paid.AmountCents));
        await town.DisposeAsync();
        DeliveryMeter.Count("delivered");
        NodeMeter.Count(NodeOperation.Verify, fault: null);
        NodeMeter.CountReceipt("recorded");
        await api.Services.GetServices<IHostedService>().OfType<Backlog>().Single().Look(CancellationToken.None);
        using var client = api.Client();
        await client.GetAsync("/v1/payment-documents/unknown-document").Expect(HttpStatusCode.Unauthorized);
        return await client.GetStringAsync("/metrics");
    }

    [GeneratedRegex(@"\b(riscossione|http_server|dotnet|kestrel)_\w+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Measure();
}
