using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>The next notices of a batch: read together, made outside of any transaction, and recorded together or not at all.</summary>
internal sealed partial class NoticeGroup(Db db, IClock clock, Lease lease, ILogger logger)
{
    // A document that changes while its notice is made fails its whole group; then a smaller group is tried, at last one document alone.
    private static readonly int[] Sizes = [100, 25, 5, 1, 1, 1, 1];

    /// <summary>
    /// Makes and records one group. When a document changed meanwhile nothing is recorded and a smaller group is tried; one that changes each
    /// time is recorded as having no notice.
    /// </summary>
    public async Task Make(Id batchId, CancellationToken cancellation)
    {
        foreach (var size in Sizes)
        {
            if (await TryMake(batchId, size, cancellation))
            {
                return;
            }
        }

        await GiveUpNext(batchId, cancellation);
    }

    private async Task<bool> TryMake(Id batchId, int size, CancellationToken cancellation)
    {
        var (batch, selected, documents, issuers) = await db.Snapshot(sql => Read(sql, batchId, size), cancellation);
        var now = clock.GetCurrentInstant();
        var byId = documents.ToDictionary(document => document.Row.Id);
        var results = new List<NoticeBatchResult>(selected.Count);
        var noted = new List<StoredDocument>(selected.Count);
        var pages = batch.Pages;
        using var file = new MemoryStream();
        foreach (var one in selected)
        {
            await lease.Keep(cancellation);
            var result = MakeOne(batch, one, byId[one.DocumentId], issuers, pages, now, file);
            results.Add(result);
            if (result.Digest is { } digest)
            {
                pages = result.LastPage!.Value;
                byId[one.DocumentId].Note(new NoticeIssued(batchId.Value, Convert.ToHexStringLower(digest)), batch.Actor, now);
                noted.Add(byId[one.DocumentId]);
            }
        }

        return await TryRecord(batch, results, noted, pages, now, cancellation);
    }

    /// <summary>Records that the next document has no notice.</summary>
    private async Task GiveUpNext(Id batchId, CancellationToken cancellation)
    {
        var (batch, selected, _, _) = await db.Snapshot(sql => Read(sql, batchId, size: 1), cancellation);
        var changing = new Refusal(
            Codes.DocumentChanging,
            "Il documento è cambiato a ogni tentativo: ripetere la stampa per questo documento."
        );
        await TryRecord(
            batch,
            [.. selected.Select(one => Empty(batch, one, changing.Code, changing.Detail))],
            [],
            batch.Pages,
            clock.GetCurrentInstant(),
            cancellation
        );
    }

    /// <summary>False when a document was paid or changed while its notice was made.</summary>
    private async Task<bool> TryRecord(
        NoticeBatchRow batch,
        List<NoticeBatchResult> results,
        List<StoredDocument> noted,
        long pages,
        Instant now,
        CancellationToken cancellation
    )
    {
        try
        {
            await db.Transact(sql => Record(sql, batch, results, noted, pages, now), cancellation);
            return true;
        }
        catch (DocumentOutdated)
        {
            return false;
        }
    }

    private static async Task<(
        NoticeBatchRow Batch,
        IReadOnlyList<Selected> Selected,
        IReadOnlyList<StoredDocument> Documents,
        Dictionary<Id, NoticeIssuer> Issuers
    )> Read(Sql sql, Id batchId, int size)
    {
        var batch = await NoticeBatchRow.Find(sql, batchId.Value, caller: null);
        var selected = await sql.Rows<Selected>(
            $"""
            SELECT Ordinal, DocumentId
              FROM NoticeBatchSelections
             WHERE BatchId = @batchId
               AND Ordinal >= @NextOrdinal
             ORDER BY Ordinal
             {sql.Dialect.FirstRows}
            """,
            new
            {
                batchId,
                batch.NextOrdinal,
                limit = size,
            }
        );
        var documents = await DocumentStore.LoadMany(sql, [.. selected.Select(one => one.DocumentId)]);
        var logo = await FindLogo(sql, batchId);
        var issuers = new Dictionary<Id, NoticeIssuer>();
        foreach (var department in documents.Select(document => document.Row.DepartmentId).Distinct())
        {
            issuers[department] = await NoticeIssuer.Find(sql, batch.OrganizationFiscalCode, department) with { Logo = logo };
        }

        return (batch, selected, documents, issuers);
    }

    /// <summary>The organization's logo as it was when the batch was asked for.</summary>
    public static async Task<PdfImage?> FindLogo(Sql sql, Id batchId)
    {
        var content = await sql.Value<byte[]>("SELECT Content FROM NoticeBatchLogos WHERE BatchId = @batchId", new { batchId });
        return PdfImage.TryRead(content, out var logo) ? logo : null;
    }

    private NoticeBatchResult MakeOne(
        NoticeBatchRow batch,
        Selected one,
        StoredDocument document,
        Dictionary<Id, NoticeIssuer> issuers,
        long pages,
        Instant now,
        MemoryStream file
    )
    {
        try
        {
            var issuer = issuers[document.Row.DepartmentId];
            var content = NoticeContent.Of(document, issuer, new NoticeWish(null, batch.Language), now);
            file.SetLength(0);
            var count = NoticeRenderer.Write(file, content);
            var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
            return new NoticeBatchResult
            {
                BatchId = batch.Id,
                Ordinal = one.Ordinal,
                DocumentId = one.DocumentId,
                Number = content.Number,
                FirstPage = pages + 1,
                LastPage = pages + count,
                Digest = SHA256.HashData(bytes),
                Content = FrozenNotice.Write(content),
            };
        }
        catch (Refusal refusal)
        {
            return Empty(batch, one, refusal.Code, refusal.Detail);
        }
#pragma warning disable CA1031 // One notice that cannot be drawn must not keep the others from being printed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            DrawingFailed(failure, batch.Id, one.DocumentId);
            return Empty(batch, one, Codes.InternalError, "L'avviso non si è potuto comporre: segnalare il documento all'assistenza.");
        }
    }

    private static NoticeBatchResult Empty(NoticeBatchRow batch, Selected one, RefusalCode code, string reason) =>
        new()
        {
            BatchId = batch.Id,
            Ordinal = one.Ordinal,
            DocumentId = one.DocumentId,
            Code = code.Value,
            Reason = reason,
        };

    private async Task Record(
        Sql sql,
        NoticeBatchRow batch,
        List<NoticeBatchResult> results,
        List<StoredDocument> noted,
        long pages,
        Instant now
    )
    {
        await lease.Require(sql);
        var next = batch.NextOrdinal + results.Count;
        var moved = await sql.Execute(
            """
            UPDATE NoticeBatches
               SET State       = @state,
                   NextOrdinal = @next,
                   Made        = Made + @made,
                   Refused     = Refused + @refused,
                   Pages       = @pages,
                   FailedTurns = NULL,
                   UpdatedAt   = @now,
                   FinishedAt  = @finished
             WHERE Id          = @Id
               AND NextOrdinal = @NextOrdinal
               AND State IN ('waiting', 'running')
            """,
            new
            {
                batch.Id,
                batch.NextOrdinal,
                state = next > batch.Total ? NoticeBatchState.Completed : NoticeBatchState.Running,
                next,
                made = noted.Count,
                refused = results.Count - noted.Count,
                pages,
                now,
                finished = next > batch.Total ? now : (Instant?)null,
            }
        );
        if (moved == 0)
        {
            // Cancelled meanwhile.
            return;
        }

        if (!await DocumentStore.SaveNotes(sql, noted))
        {
            throw new DocumentOutdated();
        }

        await sql.Insert(NoticeBatchResult.Table, results);
    }

    private sealed record Selected
    {
        public long Ordinal { get; init; }
        public Id DocumentId { get; init; }
    }

    private sealed class DocumentOutdated() : Exception("A document is not what it was when it was read.");

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not draw a notice of batch {Batch}, document {Document}")]
    private partial void DrawingFailed(Exception failure, Id batch, Id document);
}
