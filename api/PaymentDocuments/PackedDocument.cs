using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>All rows of a new document, worked out ahead of the transaction that stores it.</summary>
/// <param name="Id">The document.</param>
/// <param name="State">How it begins.</param>
/// <param name="Adopted">The installments whose numbers the department brought: whether they are free is for the transaction to find out.</param>
/// <param name="Rows">Where its rows lie, among those of others.</param>
/// <param name="Start">Where the first one begins.</param>
/// <param name="End">Where the last one ends.</param>
internal sealed record PackedDocument(Id Id, string State, IReadOnlyList<InstallmentRow> Adopted, PackedRows Rows, int Start, int End)
{
    /// <summary>In the order in which they are written: each refers to those before it.</summary>
    private static readonly IReadOnlyList<BulkTable<PackedRow>> Tables =
    [
        DocumentTables.Documents.Packed(),
        DocumentTables.CoObligors.Packed(),
        DocumentTables.Items.Packed(),
        DocumentTables.Options.Packed(),
        DocumentTables.Installments.Packed(),
        DocumentTables.Allocations.Packed(),
        DocumentTables.Movements.Packed(),
        DocumentTables.Timeline.Packed(),
    ];

    /// <summary>Packs a document that was composed and charged.</summary>
    public static PackedDocument Of(
        StoredDocument document,
        IReadOnlyList<CoObligorRow> coObligors,
        IReadOnlyList<InstallmentRow> adopted,
        PackedRows rows
    )
    {
        var start = rows.End;
        rows.Add(0, DocumentTables.Documents, document.Row);
        AddAll(1, DocumentTables.CoObligors, coObligors);
        AddAll(2, DocumentTables.Items, document.Items);
        AddAll(3, DocumentTables.Options, document.Options);
        AddAll(4, DocumentTables.Installments, document.Installments);
        AddAll(5, DocumentTables.Allocations, document.Allocations);
        AddAll(6, DocumentTables.Movements, document.NewMovements);
        AddAll(7, DocumentTables.Timeline, document.NewTimeline);
        return new PackedDocument(document.Row.Id, document.Row.State, adopted, rows, start, rows.End);

        void AddAll<T>(int place, BulkTable<T> table, IReadOnlyList<T> all)
        {
            foreach (var one in all)
            {
                rows.Add(place, table, one);
            }
        }
    }

    /// <summary>Stores documents that did not exist.</summary>
    /// <exception cref="UniqueViolation">One of their externalIds is taken.</exception>
    /// <exception cref="NoticeNumberCollision">One of their notice numbers is taken.</exception>
    public static async Task Insert(Sql sql, IReadOnlyList<PackedDocument> documents)
    {
        var rows = Tables.Select(_ => new List<PackedRow>(documents.Count)).ToList();
        foreach (var document in documents)
        {
            foreach (var (place, row) in document.Rows.Between(document.Start, document.End))
            {
                rows[place].Add(row);
            }
        }

        for (var place = 0; place < Tables.Count; place++)
        {
            await NoticeNumberCollision.Translate(() => sql.Insert(Tables[place], rows[place]));
        }
    }
}
