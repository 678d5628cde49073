using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Exports metrics at <see cref="MetricsPath"/>, and metrics and traces to a collector (OTLP) when one is configured. Without a collector nothing
/// is traced.
/// </summary>
internal static class Telemetry
{
    public const string MetricsPath = "/metrics";
    public const string PortSetting = "Riscossione:Telemetry:MetricsPort";
    public const string EndpointSetting = "Riscossione:Telemetry:OtlpEndpoint";
    public const string ProtocolSetting = "Riscossione:Telemetry:OtlpProtocol";
    public const string PercentSetting = "Riscossione:Telemetry:TracePercent";
    public const string Grpc = "grpc";
    public const string Http = "http/protobuf";
    private const string PathTag = "url.path";
    private const string UrlTag = "url.full";
    private const int UsualPercent = 5;

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var collector = configuration[EndpointSetting];
        var protocol = configuration[ProtocolSetting];
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService("riscossione", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3))
            )
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter("Lecce.Riscossione.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter();
                if (!string.IsNullOrEmpty(collector))
                {
                    metrics.AddOtlpExporter(otlp => Address(otlp, collector, protocol, "metrics"));
                }
            });
        if (string.IsNullOrEmpty(collector))
        {
            return;
        }

        // By default the instrumentations redact query values, which may identify a person. Paths are removed here: they may contain a fiscal code
        // in place of an identifier, or a secret of a webhook receiver.
        telemetry.WithTracing(traces =>
            traces
                .SetSampler(
                    new ParentBasedSampler(new TraceIdRatioBasedSampler(configuration.GetValue(PercentSetting, UsualPercent) / 100.0))
                )
                .AddAspNetCoreInstrumentation(web =>
                {
                    web.Filter = IsOfACaller;
                    web.EnrichWithHttpResponse = (activity, _) => activity.SetTag(PathTag, null);
                })
                .AddHttpClientInstrumentation(client =>
                    client.EnrichWithHttpRequestMessage = (activity, request) =>
                        activity.SetTag(UrlTag, request.RequestUri?.GetLeftPart(UriPartial.Authority))
                )
                .AddOtlpExporter(otlp => Address(otlp, collector, protocol, "traces"))
        );
    }

    /// <summary>
    /// Serves the metrics on their own port, one of the server's ports, and in Development on any port. Elsewhere the address does not exist.
    /// </summary>
    public static void UseMetrics(this WebApplication app)
    {
        var port = app.Configuration.GetValue<int?>(PortSetting);
        var anyPort = port is null && app.Environment.IsDevelopment();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
            context.Request.Path == MetricsPath && (anyPort || context.Connection.LocalPort == port)
        );
    }

    private static void Address(OtlpExporterOptions otlp, string collector, string? protocol, string signal)
    {
        var isHttp = protocol == Http;
        otlp.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        otlp.Endpoint = new Uri(isHttp ? $"{collector.TrimEnd('/')}/v1/{signal}" : collector);
    }

    private static bool IsOfACaller(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && context.Request.Path != MetricsPath;
}
