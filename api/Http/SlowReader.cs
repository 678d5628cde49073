using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Lecce.Riscossione.Api.Http;

/// <summary>
/// Aborts a response that its client reads below a minimum average rate. The server's own minimum applies to each write, so a client could read
/// many small writes for hours. The time that the program spends producing the response does not count.
/// </summary>
/// <param name="inner">The response stream.</param>
/// <param name="minBytesPerSecond">The minimum rate.</param>
/// <param name="patience">How far a client may fall short of the rate: the time for which it may read nothing.</param>
/// <param name="giveUp">Called once when the client is too slow; closes its connection.</param>
internal sealed class SlowReader(Stream inner, long minBytesPerSecond, TimeSpan patience, Action giveUp) : Stream
{
    private readonly TimeSpan patience = patience;
    private TimeSpan left = patience;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Applies the minimum rate to a response body; called before the first write.</summary>
    public static void Limit(HttpContext context, long minBytesPerSecond, TimeSpan patience, Action tooSlow)
    {
        var prior = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var reader = new SlowReader(
            prior.Stream,
            minBytesPerSecond,
            patience,
            () =>
            {
                tooSlow();
                context.Abort();
            }
        );
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(reader, prior));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var earned = TimeSpan.FromTicks(buffer.Length * TimeSpan.TicksPerSecond / minBytesPerSecond);
        await Timed(
            async token =>
            {
                await inner.WriteAsync(buffer, token);
                await inner.FlushAsync(token);
            },
            earned,
            cancellationToken
        );
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        Timed(token => inner.FlushAsync(token), TimeSpan.Zero, cancellationToken);

    public override void Flush() => throw new NotSupportedException("Answers are written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Runs one write within the remaining patience; fast writes restore it up to its full length.</summary>
    private async Task Timed(Func<CancellationToken, Task> write, TimeSpan earned, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(left + earned);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await write(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            giveUp();
            throw;
        }

        left += earned - Stopwatch.GetElapsedTime(began);
        left = left > patience ? patience : left;
        if (left < TimeSpan.Zero)
        {
            left = TimeSpan.Zero;
        }
    }
}
