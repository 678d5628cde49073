using System.IO.Compression;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Cuts a stream of bytes into chunks of whole lines, which end with LF, CRLF or CR. A line that is too long is replaced by
/// <see cref="TooLong"/>.
/// </summary>
/// <param name="maxLineBytes">Bytes of the longest line that is kept.</param>
/// <param name="isRow">True for the lines that count as rows.</param>
internal sealed class LineCutter(int maxLineBytes, Func<ReadOnlySpan<byte>, bool> isRow) : IDisposable
{
    /// <summary>Stands for a line that is too long; no text file holds it.</summary>
    public const byte TooLong = 0;
    private const int ChunkBytes = 512 * 1024;

    /// <summary>A chunk has at most so many bytes, unless its last line is long.</summary>
    public const int UsualChunkBytes = ChunkBytes + (16 * 1024);

    private readonly MemoryStream chunk = new(ChunkBytes * 2);
    private long lineStart;
    private long line = 1;
    private long firstLineOfChunk = 1;
    private bool skipping;
    private bool afterCarriageReturn;

    /// <summary>The rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>True when the whole lines are enough for a chunk.</summary>
    public bool IsFull => lineStart >= ChunkBytes;

    /// <summary>True when no line is left for a chunk.</summary>
    public bool IsEmpty => chunk.Length == 0;

    /// <summary>Takes up to one chunk's worth of bytes and says how many it took.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && !IsFull)
        {
            var rest = bytes[taken..];
            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                if (rest[0] == '\n')
                {
                    taken++;
                    continue;
                }
            }

            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            Append(end < 0 ? rest : rest[..end]);
            if (end < 0)
            {
                return bytes.Length;
            }

            afterCarriageReturn = rest[end] == '\r';
            EndLine();
            taken += end + 1;
        }

        return taken;
    }

    /// <summary>Ends the last line, which may lack its line end.</summary>
    public void End()
    {
        if (skipping || chunk.Length > lineStart)
        {
            EndLine();
        }
    }

    /// <summary>Takes out the whole lines as a chunk.</summary>
    public FileChunk Take()
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(chunk.GetBuffer(), 0, (int)lineStart);
        }

        var first = firstLineOfChunk;
        var open = chunk.GetBuffer().AsSpan((int)lineStart, (int)(chunk.Length - lineStart)).ToArray();
        chunk.SetLength(0);
        chunk.Write(open);
        lineStart = 0;
        firstLineOfChunk = line;
        return new FileChunk { FirstLine = first, Content = compressed.ToArray() };
    }

    /// <summary>The whole lines of the next chunk.</summary>
    public ReadOnlySpan<byte> Lines() => chunk.GetBuffer().AsSpan(0, (int)lineStart);

    public void Dispose() => chunk.Dispose();

    private void Append(ReadOnlySpan<byte> part)
    {
        if (skipping)
        {
            return;
        }

        if (chunk.Length - lineStart + part.Length > maxLineBytes)
        {
            chunk.SetLength(lineStart);
            skipping = true;
            return;
        }

        chunk.Write(part);
    }

    private void EndLine()
    {
        if (skipping)
        {
            chunk.WriteByte(TooLong);
            skipping = false;
        }

        var content = chunk.GetBuffer().AsSpan((int)lineStart, (int)(chunk.Length - lineStart));
        Rows += isRow(content) ? 1 : 0;
        chunk.WriteByte((byte)'\n');
        lineStart = chunk.Length;
        line++;
    }
}
