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

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>The files of a completed batch, drawn while they are downloaded, one part at a time; the index is whole.</summary>
internal static class NoticeBatchFiles
{
    private const int RowsAtOnce = 200;

    // The texts of these notices live until all of them are drawn, and the collector seldom clears what lived long.
    private const int NoticesAtOnce = 20;

    private delegate Task Writer(Stream body, NoticeBatchRow batch, int part, PdfImage? logo, Db db, CancellationToken cancellation);

    public static Task<PushStreamHttpResult> Pdf(
        string id,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation,
        int? part = null
    ) => Download(id, part, "pdf", WritePdf, caller, db, downloads, context, cancellation);

    public static Task<PushStreamHttpResult> Zip(
        string id,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation,
        int? part = null
    ) => Download(id, part, "zip", WriteZip, caller, db, downloads, context, cancellation);

    /// <summary>Costs little to write, so that it takes no place among the downloads; the minimum rate is the same.</summary>
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

    private static async Task<PushStreamHttpResult> Download(
        string id,
        int? asked,
        string format,
        Writer write,
        Caller caller,
        Db db,
        NoticeDownloads downloads,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        Require(asked is null or >= 1, "out-of-range", "Le parti si contano da 1.");
        var (batch, logo) = await Finished(id, caller, db, cancellation);
        var part = PartOf(batch, asked);
        var place = downloads.Enter(caller.Actor);
        context.Response.RegisterForDispose(place);
        downloads.LimitSlowness(context);
        return TypedResults.Stream(
            async body =>
            {
                // The place is free before the caller sees the end of the file and asks for the next part.
                using (place)
                {
                    await write(body, batch, part, logo, db, cancellation);
                }
            },
            $"application/{format}",
            $"avvisi-{batch.Id}-{part:000}.{format}"
        );
    }

    /// <summary>A batch of one part need not be asked for it. A larger one must be: a first part alone would pass for the whole batch.</summary>
    private static int PartOf(NoticeBatchRow batch, int? asked)
    {
        var count = NoticeBatchPart.Count(batch);
        Require(asked is not null || count == 1, "required", $"La stampa è divisa in {count} parti: indicare part, da 1 a {count}.");
        Require(asked is null || asked <= count, "out-of-range", count == 1 ? "La stampa ha una parte sola." : $"Le parti sono {count}.");
        return asked ?? 1;
    }

    private static void Require(bool condition, string code, string detail)
    {
        var validation = new Validation();
        validation.Require(condition, "/part", code, detail);
        validation.ThrowIfAny();
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

    private static async Task WritePdf(Stream body, NoticeBatchRow batch, int part, PdfImage? logo, Db db, CancellationToken cancellation)
    {
        await using var output = new DrainedStream(body);
        using var document = new PdfDocument(output, new PdfMetadata("Avvisi di pagamento", NoticeWords.Italian.Language));
        await foreach (var row in Made(batch, part, db, cancellation))
        {
            NoticeRenderer.Write(document, FrozenNotice.Read(row.Content!, logo));
            await output.Drain(cancellation);
        }

        document.Finish();
        await output.Drain(cancellation);
    }

    private static async Task WriteZip(Stream body, NoticeBatchRow batch, int part, PdfImage? logo, Db db, CancellationToken cancellation)
    {
        await using var output = new DrainedStream(body);
        using (var archive = new NoticeArchive(output))
        {
            using var file = new MemoryStream();
            await foreach (var row in Made(batch, part, db, cancellation))
            {
                file.SetLength(0);
                NoticeRenderer.Write(file, FrozenNotice.Read(row.Content!, logo));
                archive.Add(row.DocumentId, row.Digest!, file.GetBuffer().AsSpan(0, (int)file.Length));
                await output.Drain(cancellation);
            }

            archive.AddList();
        }

        await output.Drain(cancellation);
    }

    private static async Task WriteIndex(Stream body, NoticeBatchRow batch, Db db, CancellationToken cancellation)
    {
        var text = new StringBuilder(
            CsvText.Mark
                + "firstPage;lastPage;documentId;externalId;number;debtorName;street;civicNumber;postalCode;city;province;country;sha256;code;reason;part\r\n"
        );
        var (part, pagesBefore, pages) = (0, 0L, 0L);
        await foreach (var row in Indexed(batch, db, cancellation))
        {
            if (NoticeBatchPart.Holding(row.Ordinal) != part)
            {
                (part, pagesBefore) = (NoticeBatchPart.Holding(row.Ordinal), pages);
            }

            pages = row.LastPage ?? pages;
            string?[] values =
            [
                (row.FirstPage - pagesBefore)?.ToString(CultureInfo.InvariantCulture),
                (row.LastPage - pagesBefore)?.ToString(CultureInfo.InvariantCulture),
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
                part.ToString(CultureInfo.InvariantCulture),
            ];
            CsvText.AppendRow(text, values);
            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.Clear();
        }
    }

    /// <summary>The notices of a part, in the order of printing.</summary>
    private static IAsyncEnumerable<NoticeBatchResult> Made(NoticeBatchRow batch, int part, Db db, CancellationToken cancellation) =>
        Rows(
            NoticeBatchPart.Of(batch, part),
            NoticesAtOnce,
            db,
            (sql, first, last) =>
                sql.Rows<NoticeBatchResult>(
                    """
                    SELECT *
                      FROM NoticeBatchResults
                     WHERE BatchId = @Id
                       AND Ordinal BETWEEN @first AND @last
                       AND Digest IS NOT NULL
                     ORDER BY Ordinal
                    """,
                    new
                    {
                        batch.Id,
                        first,
                        last,
                    }
                ),
            cancellation
        );

    private static IAsyncEnumerable<IndexRow> Indexed(NoticeBatchRow batch, Db db, CancellationToken cancellation) =>
        Rows(
            (1, batch.Total),
            RowsAtOnce,
            db,
            (sql, first, last) =>
                sql.Rows<IndexRow>(
                    """
                    SELECT r.Ordinal, r.FirstPage, r.LastPage, r.DocumentId, r.Number, r.Digest, r.Code, r.Reason, d.ExternalId, d.DebtorName,
                           d.DebtorStreet, d.DebtorCivicNumber, d.DebtorPostalCode, d.DebtorCity, d.DebtorProvince, d.DebtorCountry
                      FROM NoticeBatchResults r
                     INNER JOIN PaymentDocuments d ON d.Id = r.DocumentId
                     WHERE r.BatchId = @Id
                       AND r.Ordinal BETWEEN @first AND @last
                     ORDER BY r.Ordinal
                    """,
                    new
                    {
                        batch.Id,
                        first,
                        last,
                    }
                ),
            cancellation
        );

    /// <summary>The rows of some documents, read <paramref name="atOnce"/> documents at a time.</summary>
    private static async IAsyncEnumerable<T> Rows<T>(
        (long First, long Last) ordinals,
        int atOnce,
        Db db,
        Func<Sql, long, long, Task<IReadOnlyList<T>>> read,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var first = ordinals.First; first <= ordinals.Last; first += atOnce)
        {
            var (from, to) = (first, Math.Min(first + atOnce - 1, ordinals.Last));
            foreach (var row in await db.Read(sql => read(sql, from, to), cancellation))
            {
                yield return row;
            }
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
