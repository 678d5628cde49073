using System.Buffers;
using System.IO.Compression;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>A part of what was received: whole lines in UTF-8, each ended by LF, compressed.</summary>
internal sealed record ChunkRow
{
    public Id LoadId { get; init; }

    /// <summary>The number of its first line; the first line of a load is 1.</summary>
    public long FirstLine { get; init; }
    public byte[] Content { get; init; } = [];

    public static readonly BulkTable<ChunkRow> Table = new BulkTable<ChunkRow>("BulkLoadChunks")
        .Code("LoadId", row => row.LoadId)
        .Number("FirstLine", row => row.FirstLine)
        .Bytes("Content", row => row.Content);
}

/// <summary>One line of a load.</summary>
internal readonly record struct LoadLine(long Number, ReadOnlyMemory<byte> Content);

internal static class LoadChunks
{
    /// <summary>The lines with which a load begins, each ended by LF.</summary>
    public static async Task<ReadOnlyMemory<byte>> Beginning(Db db, Id loadId, CancellationToken cancellation) =>
        await db.Read(sql => Holding(sql, loadId, 1), cancellation) is { } chunk ? Decompress(chunk.Content) : default;

    /// <summary>The lines of a load from a given one on, without those that hold nothing but <paramref name="blank"/> bytes.</summary>
    public static async IAsyncEnumerable<LoadLine> Lines(
        Db db,
        Id loadId,
        long from,
        SearchValues<byte> blank,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var chunk = await db.Read(sql => Holding(sql, loadId, from), cancellation);
        while (chunk is not null)
        {
            var number = chunk.FirstLine;
            var rest = Decompress(chunk.Content);
            while (rest.Length > 0)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var line = rest[..end];
                if (number >= from && line.Span.ContainsAnyExcept(blank))
                {
                    yield return new LoadLine(number, line);
                }

                rest = rest[(end + 1)..];
                number++;
            }

            var last = chunk.FirstLine;
            chunk = await db.Read(sql => Behind(sql, loadId, last), cancellation);
        }
    }

    private static Task<ChunkRow?> Holding(Sql sql, Id loadId, long line) =>
        sql.Row<ChunkRow>(
            $"""
            SELECT FirstLine, Content
              FROM BulkLoadChunks
             WHERE LoadId = @loadId
               AND FirstLine <= @line
             ORDER BY FirstLine DESC
             {sql.Dialect.FirstRows}
            """,
            new
            {
                loadId,
                line,
                limit = 1,
            }
        );

    private static Task<ChunkRow?> Behind(Sql sql, Id loadId, long firstLine) =>
        sql.Row<ChunkRow>(
            $"""
            SELECT FirstLine, Content
              FROM BulkLoadChunks
             WHERE LoadId = @loadId
               AND FirstLine > @firstLine
             ORDER BY FirstLine
             {sql.Dialect.FirstRows}
            """,
            new
            {
                loadId,
                firstLine,
                limit = 1,
            }
        );

    private static ReadOnlyMemory<byte> Decompress(byte[] content)
    {
        using var compressed = new MemoryStream(content);
        using var deflate = new DeflateStream(compressed, CompressionMode.Decompress);
        // Most of them fit: growing by doubling would leave large arrays behind, which only whole collections take away.
        using var lines = new MemoryStream(LineCutter.UsualChunkBytes);
        deflate.CopyTo(lines);
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }
}
