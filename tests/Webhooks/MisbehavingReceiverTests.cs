using System.Net.Sockets;
using System.Text;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>
/// The ways in which a receiver misbehaves, and what each leaves in the attempts. Redirects, 410 and Retry-After are in DeliverWebhooksTests.
/// </summary>
public sealed class MisbehavingReceiverTests
{
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("HTTP/1.1 500 Oh\r\nRetry-After: 600\r\nContent-Length: 4\r\n\r\nguai", 500, "not-accepted", "guai")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nrotto", 200, null, "rotto")]
    [InlineData("HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 503, "not-accepted", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\na\0b\u001b[3m", 200, null, "a\ufffdb\ufffd[3m")]
    [InlineData("", null, "answer-not-readable", null)]
    [InlineData("Benvenuto!\r\n\r\n", null, "answer-not-readable", null)]
    [InlineData("HTTP/1.1 99999 OK\r\n\r\n", null, "answer-not-readable", null)]
    [InlineData("HTTP/1.1 200 OK\r\nno header at all\r\n", null, "answer-not-readable", null)]
    public async Task What_a_receiver_writes_before_it_hangs_up(string bytes, int? status, string? error, string? text)
    {
        await using var receiver = new RawReceiver((stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(bytes), stop).AsTask());

        var attempt = await Attempt($"http://{receiver.Host}/hook");

        Assert.Equal((status, error, text), (attempt.Status, attempt.Error, attempt.Answer));
    }

    [Fact]
    public async Task A_body_without_end_leaves_its_first_kilobyte_and_a_success()
    {
        await using var receiver = new RawReceiver(
            async (stream, stop) =>
            {
                await Write(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", stop);
                while (true)
                {
                    await Write(stream, new string('x', 1000), stop);
                }
            }
        );

        var attempt = await Attempt($"http://{receiver.Host}/hook");

        Assert.Equal((200, null, new string('x', AnswerText.MaxBytes)), (attempt.Status, attempt.Error, attempt.Answer));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_waited_for_a_second_and_the_status_counts()
    {
        await using var receiver = new RawReceiver(
            async (stream, stop) =>
            {
                await Write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npre", stop);
                await Task.Delay(Timeout.Infinite, stop);
            }
        );

        var attempt = await Attempt($"http://{receiver.Host}/hook");

        Assert.Equal((200, null, "pre"), (attempt.Status, attempt.Error, attempt.Answer));
        Assert.InRange(attempt.DurationMs, 900, 15_000);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read()
    {
        await using var receiver = new RawReceiver(
            async (stream, stop) =>
            {
                await Write(stream, "HTTP/1.1 200 OK\r\n", stop);
                while (true)
                {
                    await Write(stream, $"X-Long: {new string('x', 1000)}\r\n", stop);
                }
            }
        );

        var attempt = await Attempt($"http://{receiver.Host}/hook");

        Assert.Equal((null, "answer-not-readable"), (attempt.Status, attempt.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    public async Task An_answer_after_the_timeout_is_a_failed_attempt(string begin)
    {
        await using var receiver = new RawReceiver(
            async (stream, stop) =>
            {
                await Write(stream, begin, stop);
                await Task.Delay(Timeout.Infinite, stop);
            }
        );

        var attempt = await Attempt($"http://{receiver.Host}/hook", ShortTimeout);

        Assert.Equal((null, "timeout"), (attempt.Status, attempt.Error));
        Assert.InRange(attempt.DurationMs, 900, 15_000);
    }

    [Fact]
    public async Task A_receiver_without_TLS_at_an_https_address_is_a_failed_attempt()
    {
        await using var receiver = new RawReceiver((stream, stop) => Write(stream, "HTTP/1.1 400 Bad Request\r\n\r\n", stop));

        var attempt = await Attempt($"https://{receiver.Host}/hook");

        Assert.Equal((null, "tls-failed"), (attempt.Status, attempt.Error));
    }

    /// <summary>Delivers one event; checks that a failure waits for the next attempt and gives what the list of attempts would.</summary>
    private static async Task<WebhookAttempt> Attempt(string url, TimeSpan? timeout = null)
    {
        await using var post = await Post.Open();
        await post.Subscribe(url);
        await post.Announce();
        var sender = new WebhookSender(new AddressRules(AllowLoopback: true), post.Clock)
        {
            AnswerTimeout = timeout ?? TimeSpan.FromSeconds(15),
        };

        Assert.Equal(1, await post.Deliverer(sender).AttemptDue(CancellationToken.None));

        var delivery = Assert.Single(await post.Deliveries());
        var attempt = await post.Db.Read(
            sql =>
                sql.Row<WebhookAttempt>(
                    """
                    SELECT Number, StartedAt, DurationMs, Status, Error, Answer
                      FROM WebhookAttempts
                     WHERE EndpointId = @EndpointId AND EventId = @EventId
                    UNION ALL
                    SELECT Attempts, DeliveredAt, DeliveredInMs, LastStatus, LastError, DeliveredAnswer
                      FROM WebhookDeliveries
                     WHERE EndpointId = @EndpointId AND EventId = @EventId AND State = 'delivered'
                    """,
                    new { delivery.EndpointId, delivery.EventId }
                ),
            CancellationToken.None
        );
        Assert.NotNull(attempt);
        Assert.Equal(
            (attempt.Error is null ? CallState.Delivered : CallState.Pending, 1, attempt.Status, attempt.Error),
            (delivery.State, delivery.Attempts, delivery.LastStatus, delivery.LastError)
        );
        return attempt;
    }

    private static Task Write(NetworkStream stream, string text, CancellationToken stop) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();
}
