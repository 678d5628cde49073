using System.Buffers;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The received lines of loads, chunk by chunk.</summary>
internal static class LoadChunks
{
    private static readonly BulkTable<(Id LoadId, FileChunk Chunk)> Table = new BulkTable<(Id LoadId, FileChunk Chunk)>("BulkLoadChunks")
        .Code("LoadId", row => row.LoadId)
        .Number("FirstLine", row => row.Chunk.FirstLine)
        .Bytes("Content", row => row.Chunk.Content);

    public static Task Add(Sql sql, Id loadId, FileChunk chunk) => sql.Insert(Table, [(loadId, chunk)]);

    /// <summary>The first lines of a load, each ended by LF.</summary>
    public static async Task<ReadOnlyMemory<byte>> Beginning(Db db, Id loadId, CancellationToken cancellation) =>
        await Find(db, loadId, 1, cancellation) is { } chunk ? chunk.Lines() : default;

    /// <summary>The lines of a load from a given one on, without those that hold only <paramref name="blank"/> bytes.</summary>
    public static IAsyncEnumerable<FileLine> Lines(Db db, Id loadId, long from, SearchValues<byte> blank, CancellationToken cancellation) =>
        InboundFiles.Lines(line => Find(db, loadId, line, cancellation), from, blank);

    private static Task<FileChunk?> Find(Db db, Id loadId, long line, CancellationToken cancellation) =>
        db.Read(
            sql =>
                sql.Row<FileChunk>(
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
                ),
            cancellation
        );
}
