using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rows;

/// <summary>The statements that several verbs share: load a document, store a new one, save a change.</summary>
internal static class DocumentStore
{
    private const string SelectItems = """
        SELECT i.*, t.Code AS RevenueTypeCode, t.Name AS RevenueTypeName, t.AllowsPartialPayment, t.DueDatesRoll
          FROM DebtItems i
         INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
         WHERE i.DocumentId = @id
         ORDER BY i.Ordinal
        """;
    private const string SelectOptions = "SELECT * FROM PaymentOptions WHERE DocumentId = @id ORDER BY Ordinal";
    private const string SelectInstallments = "SELECT * FROM Installments WHERE DocumentId = @id ORDER BY Ordinal";
    private const string SelectAllocations =
        "SELECT * FROM InstallmentAllocations WHERE DocumentId = @id ORDER BY InstallmentOrdinal, ItemOrdinal";

    /// <summary>Loads a whole document by its id; null when there is none, or when the caller may not know of it.</summary>
    public static Task<StoredDocument?> Load(Sql sql, Id id, Caller? caller) => sql.Several(SelectWhole(caller), Key(id, caller), Read);

    /// <summary>
    /// Loads a document to change it. Claiming its row first makes other transactions that would change it wait, so that every row read
    /// afterwards belongs to one state of the document: on SQL Server each statement sees what was committed before that statement, not
    /// before the transaction. A claim alone is no new version. Null when there is none, or when the caller may not know of it.
    /// </summary>
    public static Task<StoredDocument?> LoadToChange(Sql sql, Id id, Caller? caller) =>
        sql.Several(ClaimAndSelectWhole(caller), Key(id, caller), Read);

    /// <summary>Saves what a unit of work changed, as a new version with its timeline and webhook events; writes nothing when nothing changed.</summary>
    /// <exception cref="ConcurrentChange">Another transaction changed the document after it was loaded, which claiming it prevents.</exception>
    /// <exception cref="NoticeNumberCollision">A notice number drawn for it is taken.</exception>
    public static Task Save(Sql sql, StoredDocument document) => Save(sql, [document]);

    /// <summary>Saves those of several documents that a unit of work changed, as <see cref="Save(Sql, StoredDocument)"/> saves one.</summary>
    public static async Task Save(Sql sql, IEnumerable<StoredDocument> loaded)
    {
        var documents = loaded.Where(document => document.IsDirty).ToList();
        if (await sql.Update(DocumentTables.ChangedDocuments, [.. documents.Select(document => document.Row)]) != documents.Count)
        {
            throw new ConcurrentChange();
        }

        var items = Changed(documents, document => document.Items);
        await sql.Update(DocumentTables.ChangedItems, items);
        await sql.Update(DocumentTables.ChangedStamps, [.. items.Where(item => item.StampHash is not null)]);
        await sql.Update(DocumentTables.ChangedOptions, Changed(documents, document => document.Options));
        await NoticeNumberCollision.Translate(() =>
            sql.Update(DocumentTables.ChangedInstallments, Changed(documents, document => document.Installments))
        );
        await sql.Update(DocumentTables.ChangedAllocations, Changed(documents, document => document.Allocations));
        documents.ForEach(document => document.Row.Version++);
        await Append(sql, documents);
        documents.ForEach(document => document.Stored());
    }

    /// <summary>Loads many documents by their ids, in a number of statements that does not depend on how many; those that are staged are missing.</summary>
    public static Task<IReadOnlyList<StoredDocument>> LoadMany(Sql sql, IReadOnlyList<Id> ids) =>
        sql.Several(SelectMany(sql.Dialect), new { ids = TextOf(ids) }, ReadMany);

    /// <summary>Loads many documents to change them, as <see cref="LoadToChange(Sql, Id, Caller?)"/> loads one.</summary>
    public static Task<IReadOnlyList<StoredDocument>> LoadToChange(Sql sql, IReadOnlyList<Id> ids) =>
        sql.Several(ClaimAndSelectMany(sql.Dialect), new { ids = TextOf(ids) }, ReadMany);

    /// <summary>
    /// Stores new timeline events of documents that do not change otherwise. False when one of them is no longer as it was loaded: then no
    /// event is stored, and the caller rolls back.
    /// </summary>
    public static async Task<bool> SaveNotes(Sql sql, IReadOnlyList<StoredDocument> documents)
    {
        var claimed = await sql.Update(DocumentTables.NotedDocuments, [.. documents.Select(document => document.Row)]);
        if (claimed != documents.Count)
        {
            // The ordinals of the new events are taken by then: inserting them would be a unique violation instead of an answer.
            return false;
        }

        await sql.Insert(TimelineEvents.Table, All(documents, document => document.NewTimeline));
        return true;
    }

    /// <summary>Stores new documents with their timeline and webhook events. Changes nothing in memory: a transaction may run again.</summary>
    /// <exception cref="NoticeNumberCollision">A notice number drawn for one is taken.</exception>
    /// <exception cref="EntryOutdated">Another transaction claimed the stamp of one meanwhile.</exception>
    public static async Task Insert(Sql sql, IReadOnlyList<StoredDocument> documents, IReadOnlyList<CoObligorRow> coObligors)
    {
        await sql.Insert(DocumentTables.Documents, [.. documents.Select(document => document.Row)]);
        await sql.Insert(DocumentTables.CoObligors, coObligors);
        await StampClaims.Translate(() => sql.Insert(DocumentTables.Items, All(documents, document => document.Items)));
        await sql.Insert(DocumentTables.Options, All(documents, document => document.Options));
        await NoticeNumberCollision.Translate(() =>
            sql.Insert(DocumentTables.Installments, All(documents, document => document.Installments))
        );
        await sql.Insert(DocumentTables.Allocations, All(documents, document => document.Allocations));
        await Append(sql, documents);
    }

    private static IReadOnlyList<T> All<T>(IReadOnlyList<StoredDocument> documents, Func<StoredDocument, IReadOnlyList<T>> rows) =>
        documents is [var only] ? rows(only) : [.. documents.SelectMany(rows)];

    private static string Claim(Caller? caller) =>
        $"""
            UPDATE PaymentDocuments
               SET Version = Version
             WHERE Id = @id
               AND State <> 'staged'
               {Ownership.OfDocuments(caller, "PaymentDocuments")}
            """;

    private static string SelectDocument(Caller? caller) =>
        $"""
            SELECT d.*
              FROM PaymentDocuments d
             WHERE d.Id = @id
               AND d.State <> 'staged'
               {Ownership.OfDocuments(caller, "d")}
            """;

    private static string SelectWhole(Caller? caller) =>
        string.Join(";\n", SelectDocument(caller), SelectItems, SelectOptions, SelectInstallments, SelectAllocations);

    private static string ClaimMany(Dialect dialect) =>
        $"""
            UPDATE PaymentDocuments
               SET Version = Version
             WHERE Id IN ({dialect.TextsOf("@ids")})
               AND State <> 'staged'
            """;

    private static string ClaimAndSelectMany(Dialect dialect) => $"{ClaimMany(dialect)};\n{SelectMany(dialect)}";

    private static string SelectMany(Dialect dialect) =>
        $"""
            SELECT *
              FROM PaymentDocuments
             WHERE State <> 'staged'
               AND Id IN ({dialect.TextsOf("@ids")});
            SELECT i.*, t.Code AS RevenueTypeCode, t.Name AS RevenueTypeName, t.AllowsPartialPayment, t.DueDatesRoll
              FROM DebtItems i
             INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
             WHERE i.DocumentId IN ({dialect.TextsOf("@ids")})
             ORDER BY i.DocumentId, i.Ordinal;
            SELECT *
              FROM PaymentOptions
             WHERE DocumentId IN ({dialect.TextsOf("@ids")})
             ORDER BY DocumentId, Ordinal;
            SELECT *
              FROM Installments
             WHERE DocumentId IN ({dialect.TextsOf("@ids")})
             ORDER BY DocumentId, Ordinal;
            SELECT *
              FROM InstallmentAllocations
             WHERE DocumentId IN ({dialect.TextsOf("@ids")})
             ORDER BY DocumentId, InstallmentOrdinal, ItemOrdinal
            """;

    private static string ClaimAndSelectWhole(Caller? caller) => $"{Claim(caller)};\n{SelectWhole(caller)}";

    /// <summary>The program itself, which is no caller, is bound by no conditions.</summary>
    private static object Key(Id id, Caller? caller) => caller is null ? new { id } : Ownership.Parameters(caller, new { id });

    private static async Task<StoredDocument?> Read(ResultSets results)
    {
        var row = await results.Row<DocumentRow>();
        return row is null
            ? null
            : new StoredDocument
            {
                Row = row,
                Items = await results.Rows<ItemRow>(),
                Options = await results.Rows<OptionRow>(),
                Installments = await results.Rows<InstallmentRow>(),
                Allocations = await results.Rows<AllocationRow>(),
            };
    }

    private static async Task<IReadOnlyList<StoredDocument>> ReadMany(ResultSets results)
    {
        var rows = await results.Rows<DocumentRow>();
        var items = (await results.Rows<ItemRow>()).ToLookup(row => row.DocumentId);
        var options = (await results.Rows<OptionRow>()).ToLookup(row => row.DocumentId);
        var installments = (await results.Rows<InstallmentRow>()).ToLookup(row => row.DocumentId);
        var allocations = (await results.Rows<AllocationRow>()).ToLookup(row => row.DocumentId);
        return
        [
            .. rows.Select(row => new StoredDocument
            {
                Row = row,
                Items = [.. items[row.Id]],
                Options = [.. options[row.Id]],
                Installments = [.. installments[row.Id]],
                Allocations = [.. allocations[row.Id]],
            }),
        ];
    }

    private static IReadOnlyList<T> Changed<T>(IReadOnlyList<StoredDocument> documents, Func<StoredDocument, IReadOnlyList<T>> rows)
        where T : class => [.. documents.SelectMany(document => rows(document).Where(row => document.IsChanged(row)))];

    private static string TextOf(IReadOnlyList<Id> ids) => StoredJson.Write(ids.Select(id => id.Value));

    private static async Task Append(Sql sql, IReadOnlyList<StoredDocument> documents)
    {
        await sql.Insert(CommandRow.Table, All(documents, document => document.NewCommands));
        await sql.Insert(DocumentTables.Movements, All(documents, document => document.NewMovements));
        await sql.Insert(TimelineEvents.Table, All(documents, document => document.NewTimeline));
        await Outbox.Append(sql, All(documents, document => document.NewEvents));
    }
}
