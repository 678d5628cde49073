using System.Diagnostics;
using System.Globalization;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit.Abstractions;
using NewWebhookEndpoint = Lecce.Riscossione.Sdk.NewWebhookEndpoint;
using WebhookStatistics = Lecce.Riscossione.Sdk.WebhookStatistics;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>How an endpoint fares.</summary>
public sealed class WebhookStatisticsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly Town town = new(new PostlessHost());
    private Receiver receiver = null!;
    private RiscossioneClient taxes = null!;
    private string endpoint = "";

    public async Task InitializeAsync()
    {
        await town.InitializeAsync();
        receiver = await Receiver.Start();
        taxes = await town.Client(Town.TaxOffice, "webhooks:manage");
        endpoint = (await taxes.Webhooks.RegisterEndpointAsync(New())).Id;
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task Statistics_count_what_was_delivered_and_failed_in_a_day_and_in_a_week()
    {
        receiver.AnswerWith([.. Enumerable.Repeat(204, 3), 410]);
        await Deliver(2);
        town.Api.Clock.Advance(Duration.FromDays(2));
        await Deliver(1);
        var delivered = await Read();
        await Deliver(1);
        var gone = await Read();
        town.Api.Clock.Advance(Duration.FromDays(8));
        var old = await Read();

        Assert.Equal((3, 1, 0), (delivered.Last7Days.Delivered, delivered.Last24Hours.Delivered, delivered.Last7Days.Failed));
        Assert.Equal((3, 1, 0), (gone.Last7Days.Delivered, gone.Last24Hours.Failed, gone.Waiting));
        Assert.Equal((0, 0, (int?)null), (old.Last7Days.Delivered, old.Last7Days.Failed, old.Last7Days.MeanMs));
    }

    [Fact]
    public async Task Statistics_count_what_waits_and_say_since_when()
    {
        Assert.Equal((0, null), (await Waiting()));
        for (var count = 0; count < 2; count++)
        {
            await taxes.Webhooks.SendTestEventAsync(endpoint);
            town.Api.Clock.AdvanceSeconds(30);
        }

        Assert.Equal((2, 60), await Waiting());

        async Task<(int, int?)> Waiting() => await Read() is var read ? (read.Waiting, read.OldestWaitingSeconds) : default;
    }

    [Fact]
    public async Task Mean_and_percentile_are_those_of_the_attempts_that_delivered()
    {
        await Deliver(100);
        await town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    UPDATE WebhookDeliveries
                       SET DeliveredInMs = (SELECT COUNT(*) FROM WebhookDeliveries d WHERE d.EventId <= WebhookDeliveries.EventId)
                     WHERE EndpointId = @endpoint
                    """,
                    new { endpoint }
                ),
            CancellationToken.None
        );

        var week = (await Read()).Last7Days;

        // The durations are 1 to 100 ms: their mean is 50.5.
        Assert.Equal((100, 50, 95), (week.Delivered, week.MeanMs, week.Percentile95Ms));
    }

    /// <summary>Set RISCOSSIONE_DELIVERIES=500000 for the figures of decision 0055.</summary>
    [Fact]
    public async Task Of_many_deliveries_all_are_counted_and_the_latest_ten_thousand_are_timed()
    {
        var deliveries = int.Parse(Environment.GetEnvironmentVariable("RISCOSSIONE_DELIVERIES") ?? "12000", CultureInfo.InvariantCulture);
        await Store(deliveries);
        await Read();
        var began = Stopwatch.GetTimestamp();

        var week = (await Read()).Last7Days;

        output.WriteLine($"{deliveries} deliveries are counted in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms.");
        Assert.Equal((deliveries, 7, 7), (week.Delivered, week.MeanMs, week.Percentile95Ms));
    }

    [Fact]
    public async Task Another_department_does_not_see_them()
    {
        var school = await town.Client(Town.SchoolOffice, "webhooks:manage");

        var refused = await Assert.ThrowsAsync<RiscossioneException>(() => school.Webhooks.ReadStatisticsAsync(endpoint));

        Assert.Equal("webhook-endpoint-not-found", refused.Code);
    }

    private NewWebhookEndpoint New() => new() { Url = receiver.Url, EventTypes = ["*"] };

    private Task<WebhookStatistics> Read() => taxes.Webhooks.ReadStatisticsAsync(endpoint);

    /// <summary>Stores deliveries: the latest 10,000 lasted 7 ms, those before 1,000 ms.</summary>
    private async Task Store(int deliveries)
    {
        const int PerTransaction = 10_000;
        var now = town.Api.Clock.GetCurrentInstant();
        var e = OutboxEvent.Of(Sample.CodeOf(Sample.Organization), departmentId: null, new Announced.PaymentRecorded(), now);
        for (var stored = 0; stored < deliveries; stored += PerTransaction)
        {
            var count = Math.Min(PerTransaction, deliveries - stored);
            await town.Db.Transact(sql => Outbox.Append(sql, [.. Enumerable.Repeat(e, count)]), CancellationToken.None);
        }

        await town.Db.Transact(
            async sql =>
            {
                await sql.Execute(
                    """
                    INSERT INTO WebhookDeliveries
                        (EndpointId, EventId, State, Attempts, NextAttemptAt, LastStatus, DeliveredAt, DeliveredInMs, DeliveredAnswer)
                    SELECT @endpoint, Id, 'delivered', 1, OccurredAt, 200, OccurredAt, 1000, '{"received":true}'
                      FROM Events
                    """,
                    new { endpoint }
                );
                await sql.Execute(
                    $"""
                    UPDATE WebhookDeliveries
                       SET DeliveredInMs = 7
                     WHERE EventId >= (SELECT MIN(Id) FROM (SELECT Id FROM Events ORDER BY Id DESC {sql.Dialect.FirstRows}) latest)
                    """,
                    new { limit = ReadWebhookStatistics.MaxDurations }
                );
            },
            CancellationToken.None
        );
    }

    private async Task Deliver(int events)
    {
        for (var count = 0; count < events; count++)
        {
            await taxes.Webhooks.SendTestEventAsync(endpoint);
        }

        await town.Api.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);
    }
}
