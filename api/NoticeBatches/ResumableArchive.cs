using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// The archive of a batch whose notices the program draws byte for byte as it did: how long each is was written down, so that it is known
/// what lies where before anything is drawn, and a download that broke off goes on from its last byte.
/// </summary>
internal sealed class ResumableArchive(Db db, NoticeBatchRow batch, PdfImage? logo)
{
    private const int SizesAtOnce = 2_000;

    /// <summary>Names these bytes, and no others.</summary>
    public string Tag => $"\"{batch.Id}-{batch.Drawing}\"";

    /// <summary>How long the archive is; null when it has to be written to be known.</summary>
    public async Task<long?> FindLength(CancellationToken cancellation)
    {
        if (batch.Drawing != NoticeRenderer.Drawing)
        {
            return null;
        }

        var measured = new RestStream(Stream.Null, long.MaxValue);
        var archive = new ZipWriter(measured);
        await foreach (var one in Sizes(cancellation))
        {
            if (one.FileLength is not { } length || one.FileCrc is not { } crc)
            {
                // Made by an earlier version of the program beside this one.
                return null;
            }

            archive.PassOver(NameOf(one.DocumentId), (uint)crc, (int)length);
        }

        await archive.Finish(cancellation);
        return measured.Position;
    }

    /// <summary>Writes the archive from a place to its end; notices before it are not drawn.</summary>
    /// <exception cref="NoticeRedrawn">The archive is another one now; it will have no length the next time.</exception>
    public async Task Write(Stream target, long start, CancellationToken cancellation)
    {
        var rest = new RestStream(target, start);
        var archive = new ZipWriter(rest);
        var passed = 0L;
        await foreach (var one in Sizes(cancellation))
        {
            var (name, length) = (NameOf(one.DocumentId), (int)one.FileLength!.Value);
            if (rest.Position + ZipWriter.SizeOf(name, length) > start)
            {
                break;
            }

            archive.PassOver(name, (uint)one.FileCrc!.Value, length);
            passed = one.Ordinal;
        }

        using var file = new MemoryStream();
        await foreach (var row in NoticeBatchFiles.Made(batch, passed, db, cancellation))
        {
            file.SetLength(0);
            NoticeRenderer.Write(file, FrozenNotice.Read(row.Content!, logo));
            var notice = file.GetBuffer().AsMemory(0, (int)file.Length);
            if (!SHA256.HashData(notice.Span).AsSpan().SequenceEqual(row.Digest))
            {
                await db.Transact(
                    sql => sql.Execute("UPDATE NoticeBatches SET Drawing = NULL WHERE Id = @Id", new { batch.Id }),
                    cancellation
                );
                throw new NoticeRedrawn();
            }

            await archive.Add(NameOf(row.DocumentId), notice, cancellation);
        }

        await archive.Finish(cancellation);
    }

    private static string NameOf(Id document) => $"{document}.pdf";

    private IAsyncEnumerable<Size> Sizes(CancellationToken cancellation) =>
        NoticeBatchFiles.Rows(
            batch,
            0,
            SizesAtOnce,
            db,
            (sql, behind) =>
                sql.Rows<Size>(
                    $"""
                    SELECT Ordinal, DocumentId, FileLength, FileCrc
                      FROM NoticeBatchResults
                     WHERE BatchId = @Id
                       AND Ordinal > @last
                       AND Digest IS NOT NULL
                     ORDER BY Ordinal
                     {sql.Dialect.FirstRows}
                    """,
                    behind
                ),
            row => row.Ordinal,
            cancellation
        );

    private sealed record Size
    {
        public long Ordinal { get; init; }
        public Id DocumentId { get; init; }
        public long? FileLength { get; init; }
        public long? FileCrc { get; init; }
    }
}

/// <summary>A notice is drawn in other bytes than those recorded, although the program and its runtime are those that drew it.</summary>
internal sealed class NoticeRedrawn() : Exception("A notice is not drawn as it was, so that its archive is not what it was said to be.");
