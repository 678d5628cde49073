using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Tests.Http;

public sealed class SlowReaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private readonly byte[] page = new byte[1000];
    private int given;

    [Fact]
    public async Task A_client_that_reads_nothing_is_aborted()
    {
        await using var answer = Answer(new Client(read: token => Task.Delay(Timeout.Infinite, token)), minBytesPerSecond: 1_000_000);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WriteAsync(page).AsTask());

        Assert.Equal(1, given);
    }

    [Fact]
    public async Task A_client_that_reads_too_slowly_on_average_is_aborted()
    {
        await using var answer = Answer(new Client(read: token => Task.Delay(50, token)), minBytesPerSecond: 1_000_000);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (var count = 0; count < 100; count++)
            {
                await answer.WriteAsync(page);
            }
        });

        Assert.Equal(1, given);
    }

    [Fact]
    public async Task A_client_at_the_minimum_rate_gets_everything()
    {
        var client = new Client(read: token => Task.Delay(20, token));
        await using var answer = Answer(client, minBytesPerSecond: 10);

        for (var count = 0; count < 30; count++)
        {
            await answer.WriteAsync(page);
        }

        Assert.Equal((0, 30 * page.Length), (given, client.Taken));
    }

    [Fact]
    public async Task A_cancelled_answer_does_not_count_as_slow_reading()
    {
        using var cancelled = new CancellationTokenSource();
        await using var answer = Answer(new Client(read: token => Task.Delay(Timeout.Infinite, token)), minBytesPerSecond: 1);
        var writing = answer.WriteAsync(page, cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Equal(0, given);
    }

    private SlowReader Answer(Stream client, long minBytesPerSecond) => new(client, minBytesPerSecond, Patience, () => given++);

    private sealed class Client(Func<CancellationToken, Task> read) : MemoryStream
    {
        public int Taken { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await read(cancellationToken);
            Taken += buffer.Length;
        }
    }
}
