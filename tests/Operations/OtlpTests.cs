using System.Net;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>What the real program exports to a collector, and what it does not.</summary>
public sealed class OtlpTests
{
    private const string Person = "RSSMRA45C12F205C";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";

    // The secret part of a receiver's address.
    private const string Unguessable = "gancio-segreto-7f3a";

    [Fact]
    public async Task A_collector_gets_measures_and_traces_without_personal_data()
    {
        await using var collector = await Collector.Start();
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Riscossione__Telemetry__OtlpEndpoint"] = collector.Address,
                ["Riscossione__Telemetry__OtlpProtocol"] = "http/protobuf",
                ["Riscossione__Telemetry__TracePercent"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            }
        );
        using var client = api.Client(api.AdminKey);
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-{CallersSpan}-01");
        await client.PostText("/v1/payment-documents/searches", $$"""{"debtorFiscalCode":"{{Person}}"}""").Expect(HttpStatusCode.OK);
        await client.GetAsync($"/v1/payment-documents?externalId={Person}").Expect(HttpStatusCode.OK);
        await client.GetAsync($"/v1/payment-documents/{Person}").Expect(HttpStatusCode.NotFound);
        await client
            .PostText(
                "/v1/webhook-endpoints",
                $$"""{"organization":"80008510754","url":"{{collector.Address}}/{{Unguessable}}","eventTypes":["payment-document.issued"]}"""
            )
            .Expect(HttpStatusCode.Created);
        await client
            .PostText(
                "/v1/payment-documents",
                $$"""{"organization":"80008510754","department":"tributi","externalId":"OTLP-1","subject":"Mensa","debtor":{"kind":"F","fiscalCode":"{{Person}}","fullName":"Mario Rossi"},"items":[{"revenueType":"mensa-scolastica","year":2026,"amountCents":100}]}"""
            )
            .Expect(HttpStatusCode.Created);

        await collector.Until(seen => seen.Spans.Count(IsOfTheCaller) >= 5, "traces");
        await collector.Until(
            seen => seen.Spans.Any(span => span.Attributes.GetValueOrDefault("url.full") == collector.Address),
            "delivery"
        );
        await collector.Until(
            seen => seen.Measures.Contains("http.server.request.duration") && seen.Measures.Contains("riscossione.refusals"),
            "measures"
        );

        api.Terminate();
        await api.Ended();
        var spans = collector.Spans.ToList();
        Assert.All(spans.Where(IsOfTheCaller), span => Assert.Equal(TraceId, span.TraceId));
        Assert.Contains(spans, span => span.Attributes.GetValueOrDefault("http.route") == "/v{version:apiVersion}/payment-documents/{id}");
        Assert.All(
            collector.Bodies("/v1/traces").Concat(collector.Bodies("/v1/metrics")),
            body =>
            {
                var text = System.Text.Encoding.Latin1.GetString(body);
                foreach (var hidden in new[] { Person, "Rossi", Unguessable, api.AdminKey })
                {
                    Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
                }
            }
        );

        static bool IsOfTheCaller(CollectedSpan span) => span.ParentSpanId == CallersSpan;
    }
}
