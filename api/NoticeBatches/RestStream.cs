namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Passes on what is written behind a place of the file, and drops what lies before it.</summary>
/// <param name="target">Takes the rest.</param>
/// <param name="start">The first byte that is passed on.</param>
internal sealed class RestStream(Stream target, long start) : Stream
{
    private long position;

    public override bool CanRead => false;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => position;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var dropped = (int)Math.Clamp(start - position, 0, buffer.Length);
        position += buffer.Length;
        if (dropped < buffer.Length)
        {
            await target.WriteAsync(buffer[dropped..], cancellationToken);
        }
    }

    /// <summary>Goes on behind what need not be written, because all of it would be dropped.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        if (origin != SeekOrigin.Current || offset < 0 || position + offset > start)
        {
            throw new NotSupportedException("Only what would be dropped is passed over.");
        }

        return position += offset;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
