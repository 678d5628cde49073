using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Esito di una riga di un caricamento (in CSV: delle righe di un documento).</summary>
public sealed record BulkLoadResult
{
    /// <summary>Numero della riga nel file, da 1; in CSV la prima del documento.</summary>
    public required long Line { get; init; }

    /// <summary>Esito: issued, unchanged, replaced, cancelled, rejected; discarded se la riga era buona ma il caricamento non è andato a buon fine.</summary>
    [
        MaxLength(12),
        ExtensibleEnum(
            RowOutcome.Issued,
            RowOutcome.Unchanged,
            RowOutcome.Replaced,
            RowOutcome.Cancelled,
            RowOutcome.Rejected,
            RowOutcome.Discarded
        )
    ]
    public required string Outcome { get; init; }

    /// <summary>Identificativo del debito nel sistema dell'ufficio, se leggibile.</summary>
    [MaxLength(100)]
    public string? ExternalId { get; init; }

    /// <summary>Identificativo del documento di pagamento.</summary>
    [MaxLength(26)]
    public string? DocumentId { get; init; }

    /// <summary>Numeri avviso delle rate, nell'ordine del documento.</summary>
    [MaxLength(1_000)]
    public IReadOnlyList<string>? NoticeNumbers { get; init; }

    /// <summary>Codice del rifiuto, lo stesso di una richiesta singola.</summary>
    [MaxLength(60)]
    public string? Code { get; init; }

    /// <summary>Che cosa non va e come rimediare.</summary>
    [MaxLength(500)]
    public string? Detail { get; init; }

    /// <summary>I campi rifiutati.</summary>
    [MaxLength(20)]
    public IReadOnlyList<BulkLoadResultError>? Errors { get; init; }
}

/// <summary>Campo rifiutato di una riga.</summary>
/// <param name="Pointer">Puntatore JSON al campo; in CSV può essere il nome della colonna.</param>
/// <param name="Code">Codice stabile.</param>
/// <param name="Detail">Che cosa serve.</param>
public sealed record BulkLoadResultError(
    [property: MaxLength(200)] string Pointer,
    [property: MaxLength(60)] string Code,
    [property: MaxLength(500)] string Detail
);

/// <summary>Pagina di esiti.</summary>
/// <param name="Items">Gli esiti, nell'ordine delle righe.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record BulkLoadResultPage(
    [property: MaxLength(200)] IReadOnlyList<BulkLoadResult> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class BulkLoadResults
{
    private const int RowsAtOnce = 1_000;

    public static async Task<Ok<BulkLoadResultPage>> Page(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        [ExtensibleEnum(typeof(RowOutcome))] string? outcome = null,
        int? limit = null,
        string? cursor = null
    )
    {
        RequireOutcome(outcome);
        var page = Paging.Of($"bulk-load-results|{id}|{outcome}", limit, cursor);
        var results = await db.Snapshot(
            async sql =>
            {
                var load = await BulkLoadRow.Find(sql, id, caller);
                return await After(sql, load, outcome, page.NumberAfter, page.RowsToRead);
            },
            cancellation
        );
        var (items, next) = page.Cut(results, result => result.Line.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new BulkLoadResultPage(items, next));
    }

    public static Task<PushStreamHttpResult> Ndjson(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        [ExtensibleEnum(typeof(RowOutcome))] string? outcome = null
    ) => Download(id, caller, db, outcome, "text/plain; charset=utf-8", "ndjson", null, AppendJson, cancellation);

    public static Task<PushStreamHttpResult> Csv(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        [ExtensibleEnum(typeof(RowOutcome))] string? outcome = null
    ) =>
        Download(
            id,
            caller,
            db,
            outcome,
            "text/csv; charset=utf-8",
            "csv",
            CsvText.Mark + "line;outcome;externalId;documentId;noticeNumbers;code;pointer;detail\r\n",
            AppendCsv,
            cancellation
        );

    /// <summary>Writes what there is by now, as it is read: a load of any size takes no more memory than a page of it.</summary>
    private static async Task<PushStreamHttpResult> Download(
        string id,
        Caller caller,
        Db db,
        string? outcome,
        string contentType,
        string extension,
        string? header,
        Action<StringBuilder, BulkLoadResult> append,
        CancellationToken cancellation
    )
    {
        RequireOutcome(outcome);
        var load = await db.Read(sql => BulkLoadRow.Find(sql, id, caller), cancellation);
        return TypedResults.Stream(
            async body =>
            {
                var text = new StringBuilder(header);
                for (var line = 0L; ; )
                {
                    var after = line;
                    var results = await db.Snapshot(sql => After(sql, load, outcome, after, RowsAtOnce), cancellation);
                    foreach (var result in results)
                    {
                        append(text, result);
                    }

                    await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
                    if (results.Count < RowsAtOnce)
                    {
                        return;
                    }

                    text.Clear();
                    line = results[^1].Line;
                }
            },
            contentType,
            $"caricamento-{load.Id}.{extension}"
        );
    }

    private static async Task<IReadOnlyList<BulkLoadResult>> After(Sql sql, BulkLoadRow load, string? outcome, long line, int limit)
    {
        // A literal, not a parameter: the planner uses the filtered index of rejected rows only then.
        var rows = await sql.Rows<ResultRow>(
            $"""
            SELECT *
              FROM BulkLoadResults
             WHERE LoadId = @Id
               AND Line > @line
               {(outcome == RowOutcome.Rejected ? "AND Outcome = 'rejected'" : Sql.When(outcome, "AND Outcome = @outcome"))}
             ORDER BY Line
             {sql.Dialect.FirstRows}
            """,
            new
            {
                load.Id,
                line,
                outcome,
                limit,
            }
        );
        var numbers = await NoticeNumbers(sql, load, rows);
        return [.. rows.Select(row => row.Published(row.DocumentId is { } document ? numbers[document.Value] : []))];
    }

    /// <summary>The numbers of documents that may be seen.</summary>
    private static async Task<ILookup<string, string>> NoticeNumbers(Sql sql, BulkLoadRow load, IReadOnlyList<ResultRow> rows)
    {
        var documents = rows.Where(row => row.Outcome is RowOutcome.Issued or RowOutcome.Unchanged or RowOutcome.Replaced)
            .Select(row => row.DocumentId?.Value)
            .OfType<string>()
            .ToList();
        var found =
            documents is [] || (load.IsStaged && load.State != LoadState.Completed)
                ? []
                : await sql.Rows<NumberRow>(
                    $"""
                    SELECT DocumentId, NoticeNumber
                      FROM Installments
                     WHERE DocumentId IN ({sql.Dialect.TextsOf("@documents")})
                       AND NoticeNumber IS NOT NULL
                     ORDER BY DocumentId, Ordinal
                    """,
                    new { documents = StoredJson.Write(documents) }
                );
        return found.ToLookup(row => row.DocumentId, row => row.NoticeNumber, StringComparer.Ordinal);
    }

    private static void AppendJson(StringBuilder text, BulkLoadResult result) =>
        text.Append(JsonSerializer.Serialize(result, Json.Options)).Append('\n');

    private static void AppendCsv(StringBuilder text, BulkLoadResult result)
    {
        string?[] values =
        [
            result.Line.ToString(CultureInfo.InvariantCulture),
            result.Outcome,
            result.ExternalId,
            result.DocumentId,
            string.Join(' ', result.NoticeNumbers ?? []),
            result.Code,
            string.Join(' ', (result.Errors ?? []).Select(error => error.Pointer)),
            string.Join(' ', (result.Errors ?? []).Select(error => (string?)error.Detail).Prepend(result.Detail)),
        ];
        CsvText.AppendRow(text, values);
    }

    private static void RequireOutcome(string? outcome)
    {
        var validation = new Validation();
        validation.Require(
            outcome is null || RowOutcome.All.Contains(outcome, StringComparer.Ordinal),
            "/outcome",
            "outcome-unknown",
            $"Gli esiti sono: {string.Join(", ", RowOutcome.All)}."
        );
        validation.ThrowIfAny();
    }

    private sealed record NumberRow
    {
        public string DocumentId { get; init; } = "";
        public string NoticeNumber { get; init; } = "";
    }
}
