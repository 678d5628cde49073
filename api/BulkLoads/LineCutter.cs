using System.IO.Compression;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Cuts a stream of bytes into chunks of whole lines, as they arrive. Lines end with LF, CRLF or CR, mixed as they come. Of a line that is too
/// long only its place is kept.
/// </summary>
internal sealed class LineCutter(int mostBytesOfLine) : IDisposable
{
    /// <summary>What stands in the place of a line that was too long: no text file holds it.</summary>
    public const byte TooLong = 0;
    private const int ChunkBytes = 512 * 1024;

    /// <summary>What the whole lines of a chunk come to, or less, unless its last one is long.</summary>
    public const int UsualChunkBytes = ChunkBytes + (16 * 1024);

    private readonly MemoryStream chunk = new(ChunkBytes * 2);
    private long lineStart;
    private long line = 1;
    private long firstLineOfChunk = 1;
    private bool skipping;
    private bool afterCarriageReturn;

    /// <summary>Lines that hold anything.</summary>
    public long Rows { get; private set; }

    /// <summary>True when enough lines are together to be stored.</summary>
    public bool IsFull => lineStart >= ChunkBytes;

    /// <summary>True when nothing is left to be stored.</summary>
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

    /// <summary>Takes out the whole lines that are together: the number of the first one, and all of them compressed.</summary>
    public (long FirstLine, byte[] Content) Take()
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
        return (first, compressed.ToArray());
    }

    /// <summary>The first whole line that is together, to be looked at.</summary>
    public ReadOnlySpan<byte> FirstLine()
    {
        var lines = chunk.GetBuffer().AsSpan(0, (int)lineStart);
        var end = lines.IndexOf((byte)'\n');
        return end < 0 ? lines : lines[..end];
    }

    public void Dispose() => chunk.Dispose();

    private void Append(ReadOnlySpan<byte> part)
    {
        if (skipping)
        {
            return;
        }

        if (chunk.Length - lineStart + part.Length > mostBytesOfLine)
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
        Rows += content.ContainsAnyExcept((byte)' ', (byte)'\t') ? 1 : 0;
        chunk.WriteByte((byte)'\n');
        lineStart = chunk.Length;
        line++;
    }
}
