using System.Diagnostics;
using System.Net;
using System.Text;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

public class DeliverWebhooksTests
{
    [Fact]
    public async Task A_delivery_carries_the_event_and_a_valid_signature()
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open();
        var (_, secret) = await post.Subscribe(receiver.Url);
        await post.Announce(new Announced.PaymentRecorded("01K", 1020));

        Assert.Equal(1, await post.DeliverDue());

        var delivery = Assert.Single(await post.Deliveries());
        var received = Assert.Single(receiver.Received);
        Assert.Equal(
            """{"type":"payment.recorded","timestamp":"2026-11-22T09:00:00Z","data":{"paymentId":"01K","amountCents":1020}}""",
            received.Body
        );
        Assert.Equal("application/json", received.Headers.ContentType.ToString());
        Assert.Equal(delivery.EventId.Value, received.WebhookId);
        var timestamp = received.Headers["webhook-timestamp"].ToString();
        Assert.Equal(Signature.TimestampText(post.Clock.GetCurrentInstant()), timestamp);
        Assert.Equal(
            Signature.Sign(secret, received.WebhookId, timestamp, Encoding.UTF8.GetBytes(received.Body)),
            received.Headers["webhook-signature"].ToString()
        );
        Assert.Equal((CallState.Delivered, 1, 200), (delivery.State, delivery.Attempts, delivery.LastStatus));
        Assert.Equal(0, await post.DeliverDue());
    }

    [Fact]
    public async Task After_a_500_the_same_webhook_id_comes_again_five_seconds_later()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(500, 204);
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url);
        await post.Announce();

        await post.DeliverDue();
        var failed = Assert.Single(await post.Deliveries());
        post.Clock.AdvanceSeconds(4);
        Assert.Equal(0, await post.DeliverDue());
        post.Clock.AdvanceSeconds(2);
        Assert.Equal(1, await post.DeliverDue());

        Assert.Equal((CallState.Pending, 500, "not-accepted"), (failed.State, failed.LastStatus, failed.LastError));
        var delivered = Assert.Single(await post.Deliveries());
        Assert.Equal((CallState.Delivered, 2, 204), (delivered.State, delivered.Attempts, delivered.LastStatus));
        Assert.Null(delivered.LastError);
        Assert.Equal(2, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(one => one.WebhookId).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            2,
            receiver.Received.Select(one => one.Headers["webhook-signature"].ToString()).Distinct(StringComparer.Ordinal).Count()
        );
    }

    [Fact]
    public async Task After_ten_attempts_over_a_little_more_than_three_days_a_delivery_has_failed()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(503);
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url);
        await post.Announce();

        var start = post.Clock.GetCurrentInstant();
        while (await post.DeliverDue() == 1)
        {
            var delivery = Assert.Single(await post.Deliveries());
            post.Clock.Reset(Instant.Max(delivery.NextAttemptAt, post.Clock.GetCurrentInstant()));
        }

        var last = Assert.Single(await post.Deliveries());
        Assert.Equal((CallState.Failed, 10), (last.State, last.Attempts));
        Assert.Equal(10, receiver.Received.Count);
        var span = post.Clock.GetCurrentInstant() - start;
        Assert.InRange(span.TotalDays, 3.1, 3.5);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_is_given_it()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "600";
            return Task.CompletedTask;
        };
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url);
        await post.Announce();

        await post.DeliverDue();

        var delivery = Assert.Single(await post.Deliveries());
        Assert.Equal(post.Clock.GetCurrentInstant() + Duration.FromMinutes(10), delivery.NextAttemptAt);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answer = (_, context) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url);
        await post.Announce();

        await post.DeliverDue();

        Assert.Equal("/hook", Assert.Single(receiver.Received).Path);
        var delivery = Assert.Single(await post.Deliveries());
        Assert.Equal((CallState.Pending, 302, "redirect-not-followed"), (delivery.State, delivery.LastStatus, delivery.LastError));
    }

    [Fact]
    public async Task A_410_disables_the_endpoint_and_what_still_waited_is_given_up()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(500, 410);
        await using var post = await Post.Open();
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        await post.Announce();
        await post.DeliverDue();
        await post.Announce();
        await post.DeliverDue();

        Assert.False(await post.IsEnabled(endpoint));
        await post.Announce();
        post.Clock.AdvanceMinutes(1);
        await post.DeliverDue();

        Assert.Equal(2, receiver.Received.Count);
        var deliveries = await post.Deliveries();
        Assert.Equal(2, deliveries.Count);
        Assert.All(deliveries, delivery => Assert.Equal(CallState.Failed, delivery.State));
        Assert.Contains(deliveries, delivery => delivery is { LastStatus: 410, Attempts: 1 });
        Assert.Contains(deliveries, delivery => delivery is { LastError: "endpoint-disabled", Attempts: 1 });
    }

    [Fact]
    public async Task Outside_development_this_machine_is_not_reached()
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url);
        await post.Subscribe(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await post.Announce();

        Assert.Equal(2, await post.DeliverDue(allowLoopback: false));

        Assert.Empty(receiver.Received);
        Assert.All(await post.Deliveries(), delivery => Assert.Equal("address-refused", delivery.LastError));
    }

    [Theory]
    [InlineData("127.0.0.0/8", CallState.Delivered, null)]
    [InlineData("126.0.0.0/7", CallState.Pending, "address-refused")]
    [InlineData("10.0.0.0/8", CallState.Pending, "address-refused")]
    public async Task A_name_on_an_allowed_network_is_reached_and_the_address_is_checked_once_the_name_is_resolved(
        string network,
        string state,
        string? error
    )
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open();
        await post.Subscribe(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await post.Announce();

        await post.Deliverer(new AddressRules(AllowLoopback: false, [IPNetwork.Parse(network)])).AttemptDue(CancellationToken.None);

        var delivery = Assert.Single(await post.Deliveries());
        Assert.Equal((state, error), (delivery.State, delivery.LastError));
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_a_failed_attempt()
    {
        await using var receiver = await Receiver.Start();
        var url = receiver.Url;
        await receiver.DisposeAsync();
        await using var post = await Post.Open();
        await post.Subscribe(url);
        await post.Announce();

        await post.DeliverDue();

        var delivery = Assert.Single(await post.Deliveries());
        Assert.Equal((CallState.Pending, 1, "connection-failed"), (delivery.State, delivery.Attempts, delivery.LastError));
    }

    [OnEachDatabase]
    public async Task Two_instances_at_once_deliver_every_event_once(Engine engine)
    {
        const int Events = 40;
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open(new TestDatabase(engine));
        await post.Subscribe(receiver.Url);
        for (var count = 0; count < Events; count++)
        {
            await post.Announce();
        }

        var attempted = await Task.WhenAll(post.DeliverDue(), post.DeliverDue(), post.DeliverDue());

        Assert.Equal(Events, attempted.Sum());
        Assert.Equal(Events, receiver.Received.Count);
        Assert.Equal(Events, receiver.Received.Select(one => one.WebhookId).Distinct(StringComparer.Ordinal).Count());
    }

    [OnEachDatabase]
    public async Task What_an_instance_claimed_before_it_died_is_delivered_by_another_once_the_claim_has_passed(Engine engine)
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open(new TestDatabase(engine));
        await post.Subscribe(receiver.Url);
        await post.Announce();
        using var stop = new CancellationTokenSource();
        receiver.Answer = (_, _) => stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post.Deliverer().AttemptDue(stop.Token));
        receiver.AnswerWith(200);

        Assert.Equal(0, await post.DeliverDue());
        post.Clock.AdvanceMinutes(1);
        Assert.Equal(1, await post.DeliverDue());

        var delivery = Assert.Single(await post.Deliveries());
        Assert.Equal((CallState.Delivered, 1), (delivery.State, delivery.Attempts));
        Assert.Equal(2, receiver.Received.Count);
        Assert.Single(receiver.Received.Select(one => one.WebhookId).Distinct(StringComparer.Ordinal));
    }

    [OnEachDatabase]
    public async Task What_was_answered_before_an_instance_stops_is_written_down_and_not_sent_again(Engine engine)
    {
        // Two batches, of 8 and 16, eight at a time: when the last is on its way, at least eight of its batch have been answered.
        const int Events = 24;
        const int AtOnce = 8;
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open(new TestDatabase(engine));
        await post.Subscribe(receiver.Url);
        for (var count = 0; count < Events; count++)
        {
            await post.Announce();
        }

        using var stop = new CancellationTokenSource();
        receiver.Answer = (count, _) => count == Events ? stop.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post.Deliverer().AttemptDue(stop.Token));
        var delivered = (await post.Deliveries()).Where(one => one.State == CallState.Delivered).Select(one => one.EventId).ToList();
        Assert.InRange(delivered.Count, Events - AtOnce, Events);

        receiver.AnswerWith(200);
        post.Clock.AdvanceMinutes(1);
        Assert.Equal(Events - delivered.Count, await post.DeliverDue());

        Assert.All(await post.Deliveries(), one => Assert.Equal((CallState.Delivered, 1), (one.State, one.Attempts)));
        Assert.All(delivered, id => Assert.Single(receiver.Received, one => one.WebhookId == id.Value));
    }

    [Fact]
    public async Task A_slow_receiver_does_not_delay_another_and_a_running_instance_needs_no_nudge()
    {
        await using var slow = await Receiver.Start();
        await using var quick = await Receiver.Start();
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        slow.Answer = (_, _) => release.Task;
        quick.Answer = (_, _) =>
        {
            arrived.TrySetResult();
            return Task.CompletedTask;
        };
        await using var post = await Post.Open();
        await post.Subscribe(slow.Url);
        await post.Subscribe(quick.Url);
        var deliverer = post.Worker();
        await deliverer.StartAsync(CancellationToken.None);

        await post.Announce();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

        release.SetResult();
        await deliverer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Many_silent_endpoints_of_one_department_do_not_delay_another_department()
    {
        const int Silent = 70;
        await using var silent = await Receiver.Start();
        await using var quick = await Receiver.Start();
        var release = new TaskCompletionSource();
        silent.Answer = (_, _) => release.Task;
        await using var post = await Post.Open();
        for (var count = 0; count < Silent; count++)
        {
            await post.Subscribe(silent.Url, post.Tenant.Schools);
        }

        await post.Subscribe(quick.Url, post.Tenant.Taxes);
        var deliverer = post.Worker();
        await deliverer.StartAsync(CancellationToken.None);
        await post.Announce(department: post.Tenant.Schools);
        await silent.WaitForOne();

        var told = Stopwatch.GetTimestamp();
        await post.Announce(department: post.Tenant.Taxes);
        await quick.WaitForOne();

        // An attempt at a silent endpoint lasts 15 seconds.
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(12));
        release.SetResult();
        await deliverer.StopAsync(CancellationToken.None);
    }

    [OnEachDatabase]
    public async Task A_delivery_that_cannot_be_signed_is_a_failed_attempt_and_stops_no_other(Engine engine)
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open(new TestDatabase(engine));
        var (broken, _) = await post.Subscribe(receiver.Url);
        await post.Subscribe(receiver.Url);
        await post.Db.Transact(
            sql =>
                sql.Execute(
                    "UPDATE WebhookEndpoints SET ProtectedSecret = @other WHERE Id = @broken",
                    new { broken, other = new byte[60] }
                ),
            CancellationToken.None
        );
        await post.Announce();

        Assert.Equal(2, await post.DeliverDue());

        var failed = Assert.Single(await post.Deliveries(), delivery => delivery.EndpointId == broken);
        Assert.Equal((CallState.Pending, 1, "secret-not-readable"), (failed.State, failed.Attempts, failed.LastError));
        Assert.Single(receiver.Received);
    }
}
