namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Takes what writers that know no waiting write, until it is passed on: as much memory as one notice, in pages, because the collector clears
/// large arrays seldom.
/// </summary>
internal sealed class DrainedStream(Stream target) : Stream
{
    private const int PageSize = 64 * 1024;

    private readonly List<byte[]> pages = [];
    private int waiting;

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
        for (var page = 0; page * PageSize < waiting; page++)
        {
            await target.WriteAsync(pages[page].AsMemory(0, Math.Min(PageSize, waiting - (page * PageSize))), cancellation);
        }

        waiting = 0;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (waiting == pages.Count * PageSize)
            {
                pages.Add(new byte[PageSize]);
            }

            var room = pages[waiting / PageSize].AsSpan(waiting % PageSize);
            var part = buffer[..Math.Min(buffer.Length, room.Length)];
            part.CopyTo(room);
            waiting += part.Length;
            buffer = buffer[part.Length..];
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
