namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Holds what synchronous writers write until <see cref="Drain"/> passes it on: as much memory as one notice. Writers may go back within what was
/// not passed on yet, as the writer of a ZIP does for the length of a file.
/// </summary>
internal sealed class DrainedStream(Stream target) : Stream
{
    private readonly MemoryStream waiting = new();
    private long passedOn;

    public override bool CanRead => false;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => passedOn + waiting.Length;

    public override long Position
    {
        get => passedOn + waiting.Position;
        set => waiting.Position = value - passedOn;
    }

    /// <summary>Passes on what was written so far.</summary>
    public async Task Drain(CancellationToken cancellation)
    {
        await target.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), cancellation);
        passedOn += waiting.Length;
        waiting.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
