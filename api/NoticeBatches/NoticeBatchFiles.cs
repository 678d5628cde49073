using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Pdf;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>What a finished batch gives, written while it is read.</summary>
internal static class NoticeBatchFiles
{
    private const int RowsAtOnce = 200;

    // What all of them say lives as long as the drawing of all takes, and the collector clears seldom what lived long.
    private const int NoticesAtOnce = 20;

    public static async Task<PushStreamHttpResult> Pdf(
        string id,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var (batch, logo) = await Finished(id, caller, db, cancellation);
        context.Response.RegisterForDispose(downloads.Enter(caller.Actor));
        downloads.LimitSlowness(context);
        return TypedResults.Stream(body => WritePdf(body, batch, logo, db, cancellation), "application/pdf", $"avvisi-{batch.Id}.pdf");
    }

    /// <summary>In two forms: one that can be asked for from any byte on, and one whose length is known when it has been written.</summary>
    public static async Task<IResult> Zip(
        string id,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var (batch, logo) = await Finished(id, caller, db, cancellation);
        context.Response.RegisterForDispose(downloads.Enter(caller.Actor));
        downloads.LimitSlowness(context);
        var name = $"avvisi-{batch.Id}.zip";
        var archive = new ResumableArchive(db, batch, logo);
        return await archive.FindLength(cancellation) is { } length
            ? TypedResults.Stream(
                new WrittenWhenRead(length, archive.Write),
                "application/zip",
                name,
                entityTag: new EntityTagHeaderValue(archive.Tag),
                enableRangeProcessing: true
            )
            : TypedResults.Stream(body => WriteZip(body, batch, logo, db, cancellation), "application/zip", name);
    }

    /// <summary>Costs little to write, so that it takes no place among the downloads; it may not be read more slowly than they.</summary>
    public static async Task<PushStreamHttpResult> Index(
        string id,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var (batch, _) = await Finished(id, caller, db, cancellation);
        downloads.LimitSlowness(context);
        return TypedResults.Stream(body => WriteIndex(body, batch, db, cancellation), "text/csv; charset=utf-8", $"avvisi-{batch.Id}.csv");
    }

    private static async Task<(NoticeBatchRow Batch, PdfImage? Logo)> Finished(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation
    )
    {
        var (batch, logo) = await db.Snapshot(
            async sql =>
            {
                var found = await NoticeBatchRow.Find(sql, id, caller);
                return (found, await NoticeGroup.FindLogo(sql, found.Id));
            },
            cancellation
        );
        return batch.State == NoticeBatchState.Completed
            ? (batch, logo)
            : throw new Refusal(
                Codes.NoticeBatchNotReady,
                batch.State is NoticeBatchState.Waiting or NoticeBatchState.Running
                    ? $"La stampa massiva è nello stato «{batch.State}»: i file si scaricano quando è completed."
                    : $"La stampa massiva è nello stato «{batch.State}» e non avrà file: richiederne un'altra."
            );
    }

    private static async Task WritePdf(Stream body, NoticeBatchRow batch, PdfImage? logo, Db db, CancellationToken cancellation)
    {
        await using var output = new DrainedStream(body);
        using var document = new PdfDocument(output, new PdfMetadata("Avvisi di pagamento", NoticeWords.Italian.Language));
        await foreach (var row in Made(batch, 0, db, cancellation))
        {
            NoticeRenderer.Write(document, FrozenNotice.Read(row.Content!, logo));
            await output.Drain(cancellation);
        }

        document.Finish();
        await output.Drain(cancellation);
    }

    private static async Task WriteZip(Stream body, NoticeBatchRow batch, PdfImage? logo, Db db, CancellationToken cancellation)
    {
        var archive = new NoticeArchive(body);
        using var file = new MemoryStream();
        await foreach (var row in Made(batch, 0, db, cancellation))
        {
            file.SetLength(0);
            NoticeRenderer.Write(file, FrozenNotice.Read(row.Content!, logo));
            await archive.Add(row.DocumentId, row.Digest!, file.GetBuffer().AsMemory(0, (int)file.Length), cancellation);
        }

        await archive.Finish(cancellation);
    }

    private static async Task WriteIndex(Stream body, NoticeBatchRow batch, Db db, CancellationToken cancellation)
    {
        var text = new StringBuilder(
            CsvText.Mark
                + "firstPage;lastPage;documentId;externalId;number;debtorName;street;civicNumber;postalCode;city;province;country;sha256;code;reason\r\n"
        );
        await foreach (var row in Indexed(batch, db, cancellation))
        {
            string?[] values =
            [
                row.FirstPage?.ToString(CultureInfo.InvariantCulture),
                row.LastPage?.ToString(CultureInfo.InvariantCulture),
                row.DocumentId.Value,
                row.ExternalId,
                row.Number,
                row.DebtorName,
                row.DebtorStreet,
                row.DebtorCivicNumber,
                row.DebtorPostalCode,
                row.DebtorCity,
                row.DebtorProvince,
                row.DebtorCountry,
                row.Digest is null ? null : Convert.ToHexStringLower(row.Digest),
                row.Code,
                row.Reason,
            ];
            CsvText.AppendRow(text, values);
            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.Clear();
        }
    }

    /// <summary>The notices of a batch behind an ordinal, in their order.</summary>
    public static IAsyncEnumerable<NoticeBatchResult> Made(NoticeBatchRow batch, long behind, Db db, CancellationToken cancellation) =>
        Rows(
            batch,
            behind,
            NoticesAtOnce,
            db,
            (sql, part) =>
                sql.Rows<NoticeBatchResult>(
                    $"""
                    SELECT *
                      FROM NoticeBatchResults
                     WHERE BatchId = @Id
                       AND Ordinal > @last
                       AND Digest IS NOT NULL
                     ORDER BY Ordinal
                     {sql.Dialect.FirstRows}
                    """,
                    part
                ),
            row => row.Ordinal,
            cancellation
        );

    private static IAsyncEnumerable<IndexRow> Indexed(NoticeBatchRow batch, Db db, CancellationToken cancellation) =>
        Rows(
            batch,
            0,
            RowsAtOnce,
            db,
            (sql, part) =>
                sql.Rows<IndexRow>(
                    $"""
                    SELECT r.Ordinal, r.FirstPage, r.LastPage, r.DocumentId, r.Number, r.Digest, r.Code, r.Reason, d.ExternalId, d.DebtorName,
                           d.DebtorStreet, d.DebtorCivicNumber, d.DebtorPostalCode, d.DebtorCity, d.DebtorProvince, d.DebtorCountry
                      FROM NoticeBatchResults r
                     INNER JOIN PaymentDocuments d ON d.Id = r.DocumentId
                     WHERE r.BatchId = @Id
                       AND r.Ordinal > @last
                     ORDER BY r.Ordinal
                     {sql.Dialect.FirstRows}
                    """,
                    part
                ),
            row => row.Ordinal,
            cancellation
        );

    /// <summary>Rows of a batch behind an ordinal, read some at a time.</summary>
    public static async IAsyncEnumerable<T> Rows<T>(
        NoticeBatchRow batch,
        long behind,
        int atOnce,
        Db db,
        Func<Sql, object, Task<IReadOnlyList<T>>> read,
        Func<T, long> ordinal,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var last = behind; ; )
        {
            var parameters = new
            {
                batch.Id,
                last,
                limit = atOnce,
            };
            var rows = await db.Read(sql => read(sql, parameters), cancellation);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < atOnce)
            {
                yield break;
            }

            last = ordinal(rows[^1]);
        }
    }

    private sealed record IndexRow
    {
        public long Ordinal { get; init; }
        public long? FirstPage { get; init; }
        public long? LastPage { get; init; }
        public Id DocumentId { get; init; }
        public string? Number { get; init; }
        public byte[]? Digest { get; init; }
        public string? Code { get; init; }
        public string? Reason { get; init; }
        public string ExternalId { get; init; } = "";
        public string DebtorName { get; init; } = "";
        public string? DebtorStreet { get; init; }
        public string? DebtorCivicNumber { get; init; }
        public string? DebtorPostalCode { get; init; }
        public string? DebtorCity { get; init; }
        public string? DebtorProvince { get; init; }
        public string? DebtorCountry { get; init; }
    }
}
