using System.Buffers;
using System.IO.Compression;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Cuts a stream of bytes into chunks of whole lines, as they arrive. Lines end with LF, CRLF or CR, mixed as they come. Of a line that is too
/// long only its place is kept.
/// </summary>
/// <param name="mostBytesOfLine">Bytes of the longest line that is kept.</param>
/// <param name="isCsv">True when the lines are those of a CSV file.</param>
internal sealed class LineCutter(int mostBytesOfLine, bool isCsv) : IDisposable
{
    /// <summary>What stands in the place of a line that was too long: no text file holds it.</summary>
    public const byte TooLong = 0;
    private const int ChunkBytes = 512 * 1024;

    /// <summary>What the whole lines of a chunk come to, or less, unless its last one is long.</summary>
    public const int UsualChunkBytes = ChunkBytes + (16 * 1024);

    private readonly CsvStart csv = new();
    private SearchValues<byte>? blank = isCsv ? null : LoadUnits.BlankJson;
    private readonly MemoryStream chunk = new(ChunkBytes * 2);
    private long lineStart;
    private long line = 1;
    private long firstLineOfChunk = 1;
    private bool skipping;
    private bool afterCarriageReturn;

    /// <summary>Lines that hold anything, without the header of a CSV file and what comes before it.</summary>
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

    /// <summary>The whole lines that are together, to be looked at.</summary>
    public ReadOnlySpan<byte> Lines() => chunk.GetBuffer().AsSpan(0, (int)lineStart);

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

    private bool IsRow(ReadOnlySpan<byte> content)
    {
        if (blank is not null)
        {
            return content.ContainsAnyExcept(blank);
        }

        if (csv.Take(content))
        {
            blank = CsvStart.Blank(csv.Delimiter);
        }

        return false;
    }

    private void EndLine()
    {
        if (skipping)
        {
            chunk.WriteByte(TooLong);
            skipping = false;
        }

        var content = chunk.GetBuffer().AsSpan((int)lineStart, (int)(chunk.Length - lineStart));
        Rows += IsRow(content) ? 1 : 0;
        chunk.WriteByte((byte)'\n');
        lineStart = chunk.Length;
        line++;
    }
}
