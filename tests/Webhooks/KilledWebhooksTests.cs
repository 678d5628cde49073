using System.Collections.Concurrent;
using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Simulation;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Xunit.Abstractions;
using NewWebhookEndpoint = Lecce.Riscossione.Sdk.NewWebhookEndpoint;
using NewWebhookRecovery = Lecce.Riscossione.Sdk.NewWebhookRecovery;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>
/// The real program, killed between the claim of deliveries and their answers, and started again. A run is repeated with the seed that it prints,
/// in <c>RISCOSSIONE_SEED</c>; <c>RISCOSSIONE_WEBHOOK_KILLS</c> sets the number of kills.
/// </summary>
public sealed class KilledWebhooksTests : IAsyncLifetime
{
    private const int MaxMomentMs = 20;

    // A process attempts at most 8 deliveries to an endpoint at once.
    private const int MoreThanOneProcessAttempts = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ITestOutputHelper output;
    private readonly Random random;
    private readonly int kills = Setting("RISCOSSIONE_WEBHOOK_KILLS", 3);

    /// <summary>The statuses that the receiver answered to each event, in order; a kill may have kept the last from arriving.</summary>
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> answers = new(StringComparer.Ordinal);
    private Receiver receiver = null!;

    public KilledWebhooksTests(ITestOutputHelper output)
    {
        this.output = output;
        var seed = Setting("RISCOSSIONE_SEED", Random.Shared.Next());
        output.WriteLine($"RISCOSSIONE_SEED={seed}");
        random = new Random(seed);
    }

    public async Task InitializeAsync() => receiver = await Receiver.Start();

    public async Task DisposeAsync() => await receiver.DisposeAsync();

    [OnEachDatabase]
    public async Task Deliveries_that_a_kill_cut_off_arrive_again_and_the_attempts_are_what_was_answered(Engine engine)
    {
        const int Events = 60;
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var endpoint = await Subscribe(api);
        await Announce(api, Events);

        for (var kill = 0; kill < kills; kill++)
        {
            await KillDuringAttempts(api);
            await EndClaims(api);
            await api.Restart();
        }

        AnswerAll();
        await Delivered(api);

        var unheard = await CheckAttempts(api, endpoint, Events);
        output.WriteLine($"{receiver.Received.Count} arrivals of {Events} events, {unheard} of them without an answer that counts.");
        Assert.True(unheard >= kills, "Each kill cut off an attempt.");
    }

    [OnSqlServer]
    public async Task A_process_delivers_what_another_had_claimed_when_it_was_killed()
    {
        const int Events = 60;
        var (owner, other) = await ApiProcess.StartTwoAtOnce(Engine.SqlServer);
        await using var first = owner;
        await using var second = other;
        var key = first.AdminKey.Length > 0 ? first.AdminKey : second.AdminKey;
        var endpoint = await Subscribe(second, key);
        await Announce(second, Events);

        await KillDuringAttempts(first, held: MoreThanOneProcessAttempts);
        AnswerAll();
        await Delivered(second);

        Assert.True(await CheckAttempts(second, endpoint, Events, key) > 0, "The kill cut off an attempt.");
    }

    [OnEachDatabase]
    public async Task A_recovery_that_is_killed_continues_at_its_place_and_recovers_each_event_once(Engine engine)
    {
        var events = 600 * (kills + 1);
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var endpoint = await Subscribe(api);
        var since = SystemClock.Instance.GetCurrentInstant();
        await Announce(api, events);
        await Delivered(api);
        string recovery;
        using (var office = Office(api))
        {
            recovery = (await office.Webhooks.StartRecoveryAsync(endpoint, new NewWebhookRecovery { Since = since })).Id;
        }

        var hits = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            await RecoveredBeyond(api, kill * events / (kills + 1));
            await Task.Delay(random.Next(MaxMomentMs));
            api.Kill();
            hits += await Count(api, "SELECT COUNT(*) FROM WebhookRecoveries WHERE State = 'running'") == 1 ? 1 : 0;
            await EndClaims(api);
            await api.Restart();
        }

        await Until(api, "SELECT COUNT(*) FROM WebhookRecoveries WHERE State = 'running'");
        await Delivered(api);

        using var client = Office(api);
        var ended = await client.Webhooks.ReadRecoveryAsync(endpoint, recovery);
        output.WriteLine(
            $"{hits} of {kills} kills during the recovery; {receiver.Received.Count - (2 * events)} deliveries were sent again."
        );
        Assert.True(hits > 0, "No kill came during the recovery.");
        Assert.Equal(("completed", events), (ended.State, ended.Events));
        Assert.Equal(events, receiver.Received.DistinctBy(one => one.WebhookId, StringComparer.Ordinal).Count());
        Assert.All(receiver.Received.CountBy(one => one.WebhookId), one => Assert.True(one.Value >= 2, one.Key));
        // The success before the recovery has one row for each event, and the success after it is in the delivery.
        Assert.Equal(events, await Count(api, "SELECT COUNT(*) FROM WebhookAttempts WHERE Number = 1 AND Status = 200"));
        Assert.Equal(events, await Count(api, "SELECT COUNT(DISTINCT EventId) FROM WebhookAttempts"));
        Assert.Equal(events, await Count(api, "SELECT COUNT(*) FROM WebhookDeliveries WHERE State = 'delivered' AND Attempts = 1"));
    }

    /// <summary>
    /// Lets some deliveries have their answers, every third a failure first, then kills the program while a number of others wait for theirs.
    /// </summary>
    private async Task KillDuringAttempts(ApiProcess api, int held = 1)
    {
        var hold = new TaskCompletionSource();
        await AnswerSome(hold.Task, held).WaitAsync(Patience);
        await Task.Delay(random.Next(MaxMomentMs));
        api.Kill();
        hold.SetResult();
    }

    private void AnswerAll() =>
        receiver.Answer = (count, context) =>
        {
            GiveStatus(count, context);
            return Task.CompletedTask;
        };

    /// <summary>Answers some deliveries and holds the others until a task ends; returns a task that ends when as many are held.</summary>
    private Task AnswerSome(Task hold, int held)
    {
        var last = receiver.Received.Count + random.Next(12);
        var (waiting, enough) = (0, new TaskCompletionSource());
        receiver.Answer = async (count, context) =>
        {
            if (count > last)
            {
                if (Interlocked.Increment(ref waiting) == held)
                {
                    enough.TrySetResult();
                }

                await hold;
            }

            GiveStatus(count, context);
        };
        return enough.Task;
    }

    private void GiveStatus(int count, HttpContext context)
    {
        var given = answers.GetOrAdd(context.Request.Headers["webhook-id"].ToString(), _ => new());
        context.Response.StatusCode = given.IsEmpty && count % 3 == 0 ? 500 : 200;
        given.Enqueue(context.Response.StatusCode);
    }

    /// <summary>Compares the listed attempts with the answers; returns how many arrivals are not listed.</summary>
    private async Task<int> CheckAttempts(ApiProcess api, string endpoint, int events, string? key = null)
    {
        using var client = Office(api, key);
        var arrivals = receiver.Received.CountBy(one => one.WebhookId).ToDictionary(StringComparer.Ordinal);
        var (listed, unheard) = (0, 0);
        await foreach (var delivery in client.Webhooks.FindAllDeliveriesAsync(endpoint))
        {
            var attempts = (await client.Webhooks.FindAttemptsAsync(endpoint, delivery.EventId)).Items.Reverse().ToList();
            var statuses = attempts.Select(attempt => attempt.Status ?? 0).ToList();
            Assert.Equal(("delivered", attempts.Count), (delivery.State, delivery.Attempts));
            Assert.Equal(Enumerable.Range(1, attempts.Count), attempts.Select(attempt => attempt.Number));
            Assert.Equal(200, statuses[^1]);
            Assert.True(IsPart(statuses, answers[delivery.EventId]), $"{delivery.EventId}: attempts that were not answered.");
            unheard += arrivals[delivery.EventId] - attempts.Count;
            listed++;
        }

        Assert.Equal(events, listed);
        return unheard;
    }

    /// <summary>True when the second has all of the first in the same order.</summary>
    private static bool IsPart(IEnumerable<int> part, IEnumerable<int> whole)
    {
        using var next = whole.GetEnumerator();
        return part.All(one =>
        {
            while (next.MoveNext())
            {
                if (next.Current == one)
                {
                    return true;
                }
            }

            return false;
        });
    }

    private async Task<string> Subscribe(ApiProcess api, string? key = null)
    {
        using var client = Office(api, key);
        var request = new NewWebhookEndpoint
        {
            Url = receiver.Url,
            EventTypes = ["payment.*"],
            Organization = Psp.Lecce,
        };
        return (await client.Webhooks.RegisterEndpointAsync(request)).Id;
    }

    /// <summary>Announces events in one transaction, as a load does.</summary>
    private static Task Announce(ApiProcess api, int events) =>
        On(
            api,
            db =>
                db.Transact(
                    async sql =>
                    {
                        var now = SystemClock.Instance.GetCurrentInstant();
                        var e = OutboxEvent.Of(Sample.CodeOf(Psp.Lecce), departmentId: null, new Announced.PaymentRecorded(), now);
                        await Outbox.Append(sql, [.. Enumerable.Repeat(e, events)]);
                        return events;
                    },
                    CancellationToken.None
                )
        );

    /// <summary>The claims of a process that is dead end within a minute; the test does not wait for it.</summary>
    private static Task EndClaims(ApiProcess api) =>
        On(
            api,
            db =>
                db.Transact(
                    sql => sql.Execute("UPDATE WebhookDeliveries SET ClaimedUntil = NULL WHERE ClaimedUntil IS NOT NULL"),
                    CancellationToken.None
                )
        );

    /// <summary>Waits until a recovery has made more than a number of events due.</summary>
    private static Task RecoveredBeyond(ApiProcess api, int events) =>
        Until(api, $"SELECT COUNT(*) FROM WebhookRecoveries WHERE State = 'running' AND Events < {events}");

    private static Task Delivered(ApiProcess api) => Until(api, "SELECT COUNT(*) FROM WebhookDeliveries WHERE State <> 'delivered'");

    /// <summary>Waits until a number is 0. The connection is closed before the program is killed.</summary>
    private static async Task Until(ApiProcess api, string query)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Count(api, query) != 0)
        {
            await Task.Delay(Pause, patience.Token);
        }
    }

    private static async Task<long> Count(ApiProcess api, string query)
    {
        await using var remains = await Remains.Open(api.Dialect());
        return await remains.Count(query);
    }

    private static async Task<T> On<T>(ApiProcess api, Func<Db, Task<T>> work)
    {
        DapperTypes.Register();
        await using var dialect = api.Dialect();
        return await work(new Db(dialect));
    }

    private static RiscossioneClient Office(ApiProcess api, string? key = null) => new(api.Address, key ?? api.AdminKey);

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var told) ? told : usual;
}
