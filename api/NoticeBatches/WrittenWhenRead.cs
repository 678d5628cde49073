using System.IO.Pipelines;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>A file of a known length that is written while it is read, from whatever place on; nothing of it is kept.</summary>
/// <param name="length">In bytes.</param>
/// <param name="write">Writes all from a place of the file to its end.</param>
internal sealed class WrittenWhenRead(long length, Func<Stream, long, CancellationToken, Task> write) : Stream
{
    private readonly Pipe pipe = new();
    private readonly CancellationTokenSource left = new();
    private Stream? reading;
    private Task writing = Task.CompletedTask;
    private long position;
    private bool isDisposed;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Chooses where reading begins.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        if (origin != SeekOrigin.Begin || reading is not null)
        {
            throw new NotSupportedException("A place is chosen once, before anything is read.");
        }

        return position = offset;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reading is null)
        {
            reading = pipe.Reader.AsStream();
            writing = WriteAll(position);
        }

        var count = await reading.ReadAsync(buffer, cancellationToken);
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Whoever reads may leave before the end: who writes is told, and has stopped when this returns.</summary>
    public override async ValueTask DisposeAsync()
    {
        // Several may dispose of the file: the answer, and the request.
        if (!isDisposed)
        {
            isDisposed = true;
            await left.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await writing;
            left.Dispose();
        }

        await base.DisposeAsync();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>What goes wrong is told to whoever reads.</summary>
    private async Task WriteAll(long start)
    {
        try
        {
            await write(pipe.Writer.AsStream(leaveOpen: true), start, left.Token);
            await pipe.Writer.CompleteAsync();
        }
#pragma warning disable CA1031 // It is thrown where it is read.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await pipe.Writer.CompleteAsync(failure);
        }
    }
}
