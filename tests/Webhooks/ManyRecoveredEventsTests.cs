using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using Xunit.Abstractions;
using NewWebhookEndpoint = Lecce.Riscossione.Sdk.NewWebhookEndpoint;
using NewWebhookRecovery = Lecce.Riscossione.Sdk.NewWebhookRecovery;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>A long recovery while new events come. Set RISCOSSIONE_RECOVERED_EVENTS=100000 for the figures of decision 0060.</summary>
public sealed class ManyRecoveredEventsTests(ITestOutputHelper output)
{
    private const int PerTransaction = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly int events = int.Parse(
        Environment.GetEnvironmentVariable("RISCOSSIONE_RECOVERED_EVENTS") ?? "3000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_long_recovery_brings_every_event_once_and_new_events_arrive_meanwhile()
    {
        var arrivals = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var fresh = new ConcurrentDictionary<string, TaskCompletionSource<long>>(StringComparer.Ordinal);
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, context) =>
        {
            var id = context.Request.Headers["webhook-id"].ToString();
            arrivals.AddOrUpdate(id, 1, (_, count) => count + 1);
            fresh.GetOrAdd(id, _ => New()).TrySetResult(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };
        await using var api = await ApiProcess.Start();
        using var client = new RiscossioneClient(api.Address, api.AdminKey);
        var request = new NewWebhookEndpoint
        {
            Url = receiver.Url,
            EventTypes = ["payment.*"],
            Organization = Psp.Lecce,
        };
        var endpoint = (await client.Webhooks.RegisterEndpointAsync(request)).Id;
        var since = SystemClock.Instance.GetCurrentInstant();
        await Announce(api);
        await Until(async () => (await client.Webhooks.ReadStatisticsAsync(endpoint)).Waiting == 0);
        await api.ForgetPeak();

        var began = Stopwatch.GetTimestamp();
        var recovery = (await client.Webhooks.StartRecoveryAsync(endpoint, new NewWebhookRecovery { Since = since })).Id;
        var delays = new List<TimeSpan>();
        await Until(async () =>
        {
            var asked = Stopwatch.GetTimestamp();
            var id = (await client.Webhooks.SendTestEventAsync(endpoint)).EventId;
            var arrived = await fresh.GetOrAdd(id, _ => New()).Task.WaitAsync(Patience);
            delays.Add(Stopwatch.GetElapsedTime(asked, arrived));
            return (await client.Webhooks.ReadRecoveryAsync(endpoint, recovery)).State != "running";
        });
        await Until(async () => (await client.Webhooks.ReadStatisticsAsync(endpoint)).Waiting == 0);
        var took = Stopwatch.GetElapsedTime(began);

        var ended = await client.Webhooks.ReadRecoveryAsync(endpoint, recovery);
        delays.Sort();
        output.WriteLine(
            $"{events} events recovered in {took.TotalSeconds:0.0} s; {delays.Count} new events meanwhile, their delay: median "
                + $"{delays[delays.Count / 2].TotalMilliseconds:0} ms, longest {delays[^1].TotalMilliseconds:0} ms; peak memory "
                + $"{api.PeakMemory / 1024 / 1024} MiB."
        );
        Assert.Equal(("completed", events), (ended.State, ended.Events));
        Assert.Equal(events + delays.Count, arrivals.Count);
        Assert.Equal(events, arrivals.Values.Count(count => count == 2));
        Assert.Equal(delays.Count, arrivals.Values.Count(count => count == 1));
    }

    private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Announce(ApiProcess api)
    {
        DapperTypes.Register();
        await using var dialect = api.Dialect();
        var db = new Db(dialect);
        for (var written = 0; written < events; written += PerTransaction)
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            var e = OutboxEvent.Of(Sample.CodeOf(Psp.Lecce), departmentId: null, new Announced.PaymentRecorded(), now);
            var count = Math.Min(PerTransaction, events - written);
            await db.Transact(sql => Outbox.Append(sql, [.. Enumerable.Repeat(e, count)]), CancellationToken.None);
        }
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(Look, patience.Token);
        }
    }
}
