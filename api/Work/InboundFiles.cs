using System.Buffers;
using System.IO.Compression;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Work;

/// <summary>The size that an inbound file may have.</summary>
internal record InboundLimits
{
    /// <summary>Bytes of one file, decompressed.</summary>
    public long MaxBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Rows of one file.</summary>
    public long MaxRows { get; init; } = 10_000_000;

    /// <summary>Bytes of one row. A longer row is rejected and its content is not kept.</summary>
    public int MaxRowBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes that one compressed byte may expand to. Rows of text stay far below; a decompression bomb does not.</summary>
    public int MaxRatio { get; init; } = 100;
}

/// <summary>How the feature that receives a file reads it.</summary>
/// <param name="IsRow">True for a line that is a row, false for a header or a blank line. Called for each line in order.</param>
/// <param name="Recognise">Refuses a file by its first lines, before anything is stored.</param>
internal sealed record InboundFormat(Func<ReadOnlySpan<byte>, bool> IsRow, Action<ReadOnlySpan<byte>> Recognise);

/// <summary>A part of an inbound file: whole lines in UTF-8, each ended by LF, compressed.</summary>
internal sealed record FileChunk
{
    /// <summary>The number of its first line; the first line of a file is 1.</summary>
    public long FirstLine { get; init; }
    public byte[] Content { get; init; } = [];

    /// <summary>The lines of the chunk, decompressed.</summary>
    public ReadOnlyMemory<byte> Lines()
    {
        using var compressed = new MemoryStream(Content);
        using var deflate = new DeflateStream(compressed, CompressionMode.Decompress);
        // Most chunks fit. A stream that grows by doubling leaves large arrays, which only full collections free.
        using var lines = new MemoryStream(LineCutter.UsualChunkBytes);
        deflate.CopyTo(lines);
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }
}

/// <summary>One line of an inbound file.</summary>
internal readonly record struct FileLine(long Number, ReadOnlyMemory<byte> Content);

/// <summary>A file that was received whole.</summary>
/// <param name="Hash">SHA-256 of its decompressed bytes.</param>
/// <param name="Bytes">Its decompressed length.</param>
/// <param name="Rows">How many rows it has.</param>
internal sealed record ReceivedFile(byte[] Hash, long Bytes, long Rows);

/// <summary>
/// Receives files whole and reads them line by line, from any line. The feature that receives a file keeps its chunks in a table of its own,
/// and each row with its one outcome.
/// </summary>
internal static class InboundFiles
{
    /// <summary>Receives a file. Each chunk is stored before the next one is read.</summary>
    /// <exception cref="Refusal">The file is too large, cannot be decompressed or decoded, or is not recognised.</exception>
    public static async Task<ReceivedFile> Receive(
        Stream body,
        InboundEncoding encoding,
        InboundLimits limits,
        InboundFormat format,
        Func<FileChunk, Task> store,
        CancellationToken cancellation
    )
    {
        using var text = new InboundText(body, encoding, limits);
        using var cutter = new LineCutter(limits.MaxRowBytes, format.IsRow);
        var isRecognised = false;
        while (await text.Read(cancellation) is { Length: > 0 } bytes)
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[cutter.Add(bytes.Span)..];
                if (cutter.Rows > limits.MaxRows)
                {
                    throw new Refusal(Codes.RequestTooLarge, $"Il caricamento supera {limits.MaxRows} righe: dividerlo.");
                }

                if (cutter.IsFull)
                {
                    await Store();
                }
            }
        }

        cutter.End();
        await Store();
        return new ReceivedFile(text.Hash(), text.Bytes, cutter.Rows);

        async Task Store()
        {
            if (!isRecognised)
            {
                format.Recognise(cutter.Lines());
                isRecognised = true;
            }

            if (!cutter.IsEmpty)
            {
                await store(cutter.Take());
            }
        }
    }

    /// <summary>The lines of a file from a given one on, without those that hold only <paramref name="blank"/> bytes.</summary>
    /// <param name="find">Finds the chunk that holds a line, or the last one before it.</param>
    /// <param name="from">The number of the first line.</param>
    /// <param name="blank">The bytes that a blank line may hold.</param>
    public static async IAsyncEnumerable<FileLine> Lines(Func<long, Task<FileChunk?>> find, long from, SearchValues<byte> blank)
    {
        var number = from;
        for (var isFirst = true; await find(number) is { } chunk && (isFirst || chunk.FirstLine == number); isFirst = false)
        {
            number = chunk.FirstLine;
            var rest = chunk.Lines();
            while (rest.Length > 0)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var line = rest[..end];
                if (number >= from && line.Span.ContainsAnyExcept(blank))
                {
                    yield return new FileLine(number, line);
                }

                rest = rest[(end + 1)..];
                number++;
            }
        }
    }
}
