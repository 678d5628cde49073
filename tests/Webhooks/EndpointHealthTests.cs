using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Endpoints that fail for days.</summary>
public class EndpointHealthTests
{
    [OnEachDatabase]
    public async Task An_endpoint_without_a_success_for_five_days_is_disabled_and_the_others_are_told(Engine engine)
    {
        await using var dead = await Receiver.Start();
        dead.AnswerWith(503);
        await using var alive = await Receiver.Start();
        await using var post = await Post.Open(new TestDatabase(engine));
        var (endpoint, _) = await post.Subscribe(dead.Url, post.Tenant.Taxes);
        await post.Subscribe(alive.Url, post.Tenant.Taxes, WebhookEndpointDisabled.Type);

        var began = post.Clock.GetCurrentInstant();
        var firstGivenUp = await FailFor(post, Duration.FromDays(6));
        await post.DeliverDue();

        Assert.InRange(firstGivenUp - began, Duration.FromDays(3), Duration.FromDays(4));
        Assert.Equal("failing", await Reason(post, endpoint));
        Assert.Contains(
            $"\"endpointId\":\"{endpoint}\",\"reason\":\"failing\"",
            Assert.Single(alive.Received).Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_success_in_between_starts_the_five_days_again()
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open();
        var (endpoint, _) = await post.Subscribe(receiver.Url);

        receiver.AnswerWith(503);
        await FailFor(post, Duration.FromDays(4));
        Assert.NotNull(await FailingSince(post, endpoint));
        receiver.AnswerWith(200);
        await post.Announce();
        await post.DeliverDue();
        Assert.Null(await FailingSince(post, endpoint));
        receiver.AnswerWith(503);
        await FailFor(post, Duration.FromDays(4));

        Assert.True(await post.IsEnabled(endpoint));
    }

    [Fact]
    public async Task A_short_failure_long_after_another_disables_nothing()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(503, 503, 200);
        await using var post = await Post.Open();
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        await post.Announce();
        await post.DeliverDue();

        post.Clock.Advance(Duration.FromDays(30));
        await post.DeliverDue();
        Assert.True(await post.IsEnabled(endpoint));
        post.Clock.Advance(Duration.FromHours(1));
        await post.DeliverDue();

        Assert.Equal(CallState.Delivered, Assert.Single(await post.Deliveries()).State);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_not_the_receivers_fault()
    {
        await using var receiver = await Receiver.Start();
        await using var post = await Post.Open();
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        await post.Db.Transact(
            sql =>
                sql.Execute(
                    "UPDATE WebhookEndpoints SET ProtectedSecret = @other WHERE Id = @endpoint",
                    new { endpoint, other = new byte[60] }
                ),
            CancellationToken.None
        );

        await FailFor(post, Duration.FromDays(7));

        Assert.True(await post.IsEnabled(endpoint));
        Assert.Null(await FailingSince(post, endpoint));
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_says_so()
    {
        await using var receiver = await Receiver.Start();
        receiver.AnswerWith(410);
        await using var post = await Post.Open();
        var (endpoint, _) = await post.Subscribe(receiver.Url);
        await post.Announce();

        await post.DeliverDue();

        Assert.Equal("gone", await Reason(post, endpoint));
    }

    /// <summary>Announces an event every six hours and attempts what is due each hour; returns when the first delivery was given up.</summary>
    private static async Task<Instant> FailFor(Post post, Duration length)
    {
        var firstGivenUp = Instant.MaxValue;
        for (var hour = 0; hour < length.TotalHours; hour++)
        {
            if (hour % 6 == 0)
            {
                await post.Announce(post.Tenant.Taxes);
            }

            await post.DeliverDue();
            if (firstGivenUp == Instant.MaxValue && (await post.Deliveries()).Any(one => one.State == CallState.Failed))
            {
                firstGivenUp = post.Clock.GetCurrentInstant();
            }

            post.Clock.Advance(Duration.FromHours(1));
        }

        return firstGivenUp;
    }

    private static Task<string?> Reason(Post post, Api.Kernel.Id endpoint) =>
        post.Db.Read(
            sql => sql.Value<string?>("SELECT DisabledReason FROM WebhookEndpoints WHERE Id = @endpoint AND Enabled = 0", new { endpoint }),
            CancellationToken.None
        );

    private static Task<Instant?> FailingSince(Post post, Api.Kernel.Id endpoint) =>
        post.Db.Read(
            sql => sql.Value<Instant?>("SELECT FailingSince FROM WebhookEndpoints WHERE Id = @endpoint", new { endpoint }),
            CancellationToken.None
        );
}
