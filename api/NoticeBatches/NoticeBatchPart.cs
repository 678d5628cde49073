using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>Una parte dei file di una stampa massiva.</summary>
public sealed record NoticeBatchPart
{
    internal const int MaxDocuments = 2_000;

    /// <summary>Numero della parte, da 1: il valore di part negli scaricamenti.</summary>
    public required int Part { get; init; }

    /// <summary>Avvisi nella parte.</summary>
    public required int Notices { get; init; }

    /// <summary>Pagine del PDF della parte.</summary>
    public required long Pages { get; init; }

    /// <summary>How many parts a batch has: each holds the next <see cref="MaxDocuments"/> documents in the order of printing.</summary>
    internal static int Count(NoticeBatchRow batch) => (int)Math.Max(1, (batch.Total + MaxDocuments - 1) / MaxDocuments);

    /// <summary>The part that holds a document.</summary>
    /// <param name="ordinal">The place of the document in the order of printing, from 1.</param>
    internal static int Holding(long ordinal) => (int)((ordinal - 1) / MaxDocuments) + 1;

    /// <summary>The ordinals of the documents in a part.</summary>
    internal static (long First, long Last) Of(NoticeBatchRow batch, int part) =>
        (((part - 1L) * MaxDocuments) + 1, Math.Min((long)part * MaxDocuments, batch.Total));

    /// <summary>The parts of a completed batch.</summary>
    internal static Task<IReadOnlyList<NoticeBatchPart>> All(Sql sql, NoticeBatchRow batch) =>
        sql.Rows<NoticeBatchPart>(
            """
            SELECT p.Part, COUNT(p.FirstPage) AS Notices, COALESCE(MAX(p.LastPage) - MIN(p.FirstPage) + 1, 0) AS Pages
              FROM (SELECT (Ordinal - 1) / @MaxDocuments + 1 AS Part, FirstPage, LastPage
                      FROM NoticeBatchResults
                     WHERE BatchId = @Id) AS p
             GROUP BY p.Part
             ORDER BY p.Part
            """,
            new { batch.Id, MaxDocuments }
        );
}
