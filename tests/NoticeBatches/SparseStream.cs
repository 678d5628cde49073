namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>Keeps what is written in small pieces; of a large one, which must be all zeros, only the place: gigabytes cost nothing.</summary>
internal sealed class SparseStream : Stream
{
    private const int Large = 1024 * 1024;

    private readonly List<(long Start, byte[] Bytes)> pieces = [];
    private long length;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => length;
    public override long Position { get; set; }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < Large)
        {
            pieces.Add((length, buffer.ToArray()));
        }
        else if (buffer.ContainsAnyExcept((byte)0))
        {
            throw new ArgumentException("A large piece is all zeros.", nameof(buffer));
        }

        length += buffer.Length;
        Position = length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Position);
        buffer = buffer[..Math.Max(count, 0)];
        buffer.Clear();
        var from = pieces.FindIndex(piece => piece.Start + piece.Bytes.Length > Position);
        for (var index = from; index >= 0 && index < pieces.Count && pieces[index].Start < Position + buffer.Length; index++)
        {
            var (start, bytes) = pieces[index];
            var (first, last) = (Math.Max(start, Position), Math.Min(start + bytes.Length, Position + buffer.Length));
            bytes.AsSpan((int)(first - start), (int)(last - first)).CopyTo(buffer[(int)(first - Position)..]);
        }

        Position += buffer.Length;
        return buffer.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();
}
