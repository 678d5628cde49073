using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>What the client logs and traces.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Secret = "RSSMRA80A01H501U";
    private readonly KeptLog log = new();
    private readonly ConcurrentQueue<Activity> activities = new();
    private readonly ActivityListener listener;

    public TelemetryTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RiscossioneClient.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Other tests of this process call too.
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.address") is "telemetry.example")
                {
                    activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_call_is_traced_by_the_template_of_its_address()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable), Answer(HttpStatusCode.NotFound));

        await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).PaymentDocuments.ReadAsync(Secret));

        var activity = Assert.Single(activities);
        Assert.Equal("GET v1/payment-documents/{id}", activity.DisplayName);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal(
            ["GET", "v1/payment-documents/{id}", "telemetry.example", 443, 404, 1, "404"],
            new[]
            {
                "http.request.method",
                "url.template",
                "server.address",
                "server.port",
                "http.response.status_code",
                "http.request.resend_count",
                "error.type",
            }.Select(activity.GetTagItem)
        );
        Assert.DoesNotContain(activity.TagObjects, tag => tag.Value?.ToString()?.Contains(Secret, StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Answers_repetitions_and_failures_are_logged_without_what_was_sent()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.ServiceUnavailable), Answer(HttpStatusCode.NotFound), BrokenConnection());
        var client = Client(api);

        await Assert.ThrowsAsync<RiscossioneException>(() => client.PaymentDocuments.ReadAsync(Secret));
        await Assert.ThrowsAsync<RiscossioneNetworkException>(() =>
            client.PaymentDocuments.SearchAsync(new SearchPaymentDocumentsRequest { DebtorFiscalCode = Secret })
        );

        Assert.Contains("GET v1/payment-documents/{id}: attempt 1 failed (503).", log.Text, StringComparison.Ordinal);
        Assert.Contains("GET v1/payment-documents/{id} answered 404", log.Text, StringComparison.Ordinal);
        Assert.Contains("has no answer (Connection)", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rk_secret", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_client_logs_to_the_program()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        services
            .AddRiscossione(options => options.BaseAddress = new Uri("https://telemetry.example"))
            .ConfigurePrimaryHttpMessageHandler(() => new ScriptedApi(Answer(HttpStatusCode.NotFound)));
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<RiscossioneException>(() => provider.GetRequiredService<RiscossioneClient>().Status.ReadAsync());

        Assert.Contains("GET status answered 404", log.Text, StringComparison.Ordinal);
    }

    private RiscossioneClient Client(ScriptedApi api)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        var options = new RiscossioneOptions
        {
            BaseAddress = new Uri("https://telemetry.example"),
            ApiKey = "rk_secret",
            Time = new JumpingTime(),
            AttemptTimeout = Timeout.InfiniteTimeSpan,
            LoggerFactory = factory,
        };
        return new RiscossioneClient(new HttpClient(new RetryHandler(options) { InnerHandler = api }), options);
    }
}
