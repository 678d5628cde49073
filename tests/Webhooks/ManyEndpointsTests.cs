using System.Diagnostics;
using System.Globalization;
using Lecce.Riscossione.Api.Webhooks;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Deliveries among the endpoints of many departments. Set RISCOSSIONE_ENDPOINTS=5000 for the figures of decision 0055.</summary>
public sealed class ManyEndpointsTests(ITestOutputHelper output)
{
    private const int PerDepartment = 20;
    private const int Backlog = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly int endpoints = int.Parse(
        Environment.GetEnvironmentVariable("RISCOSSIONE_ENDPOINTS") ?? "200",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Every_endpoint_is_served_and_a_quiet_one_does_not_wait_for_the_backlog_of_the_others()
    {
        await using var post = await Post.Open();
        await using var receiver = await Receiver.Start();
        await post.Subscribe($"{receiver.Url}/quiet", post.Tenant.Taxes);
        var alone = await Measure(20, () => Announce(post, post.Tenant, 1));
        await post.DeliverDue();
        var offices = new List<TestTenant>();
        for (var count = 0; count < endpoints; count += PerDepartment)
        {
            offices.Add(await TestTenant.Add(post.Db, post.Clock.GetCurrentInstant()));
        }

        await post.Subscribe(
            from office in offices
            from number in Enumerable.Range(0, PerDepartment)
            select (office.Organization, office.Taxes, $"{receiver.Url}/{office.Organization.Value}-{number}")
        );
        var among = await Measure(20, () => Announce(post, post.Tenant, 1));
        await post.DeliverDue();
        var idle = await Measure(20, () => post.DeliverDue());
        foreach (var office in offices)
        {
            await Announce(post, office, Backlog);
        }

        var before = receiver.Received.Count;
        var deliveries = (endpoints * Backlog) + 1;
        var (first, quiet, all) = (new TaskCompletionSource(), new TaskCompletionSource<long>(), new TaskCompletionSource());
        receiver.Answer = (count, context) =>
        {
            first.TrySetResult();
            if (IsQuiet(context.Request.Path))
            {
                quiet.TrySetResult(Stopwatch.GetTimestamp());
            }

            if (count >= before + deliveries)
            {
                all.TrySetResult();
            }

            return Task.CompletedTask;
        };
        using var worker = post.Worker();
        var began = Stopwatch.GetTimestamp();
        await worker.StartAsync(CancellationToken.None);
        await first.Task.WaitAsync(Patience);
        await Announce(post, post.Tenant, 1);
        var announced = Stopwatch.GetTimestamp();
        var waited = Stopwatch.GetElapsedTime(announced, await quiet.Task.WaitAsync(Patience));
        await all.Task.WaitAsync(Patience);
        var took = Stopwatch.GetElapsedTime(began);
        await worker.StopAsync(CancellationToken.None);

        var received = receiver.Received.Skip(before).ToList();
        var place = received.FindIndex(one => IsQuiet(one.Path));
        output.WriteLine(
            $"{endpoints} endpoints: an event is written in {among.TotalMilliseconds:0.0} ms ({alone.TotalMilliseconds:0.0} ms alone), an idle look "
                + $"takes {idle.TotalMilliseconds:0.0} ms; of {received.Count} deliveries in {took.TotalSeconds:0.0} s that of the quiet endpoint "
                + $"came after {place}, {waited.TotalMilliseconds:0} ms after its event."
        );
        var served = received.Where(one => !IsQuiet(one.Path)).CountBy(one => one.Path).ToList();
        Assert.Equal(endpoints, served.Count);
        Assert.All(served, one => Assert.Equal(Backlog, one.Value));
        Assert.InRange(place, 0, received.Count / 2);

        static bool IsQuiet(string? path) => path!.EndsWith("quiet", StringComparison.Ordinal);
    }

    private static async Task<TimeSpan> Measure(int times, Func<Task> what)
    {
        var began = Stopwatch.GetTimestamp();
        for (var count = 0; count < times; count++)
        {
            await what();
        }

        return Stopwatch.GetElapsedTime(began) / times;
    }

    private static Task Announce(Post post, TestTenant tenant, int events)
    {
        var e = OutboxEvent.Of(tenant.Organization, tenant.Taxes, new Announced.PaymentRecorded(), post.Clock.GetCurrentInstant());
        return post.Db.Transact(sql => Outbox.Append(sql, [.. Enumerable.Repeat(e, events)]), CancellationToken.None);
    }
}
