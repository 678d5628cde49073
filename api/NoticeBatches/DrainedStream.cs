namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Takes what writers that know no waiting write, until it is passed on: as much memory as one notice. It says that it cannot seek, so that
/// nobody goes back to what has left already.
/// </summary>
internal sealed class DrainedStream(Stream target) : Stream
{
    private readonly MemoryStream waiting = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Passes on what was written so far.</summary>
    public async Task Drain(CancellationToken cancellation)
    {
        await target.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), cancellation);
        waiting.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        waiting.Dispose();
        base.Dispose(disposing);
    }
}
