using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Change;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>One document of a load: what is to be done about it.</summary>
internal sealed class BatchEntry
{
    public required string ExternalId { get; init; }

    /// <summary>The planned document, until it is packed; null as well when an existing one is to be cancelled.</summary>
    public DocumentDraft? Draft { get; private set; }

    /// <summary>What the new document says, in 32 bytes; null when an existing one is to be cancelled.</summary>
    public byte[]? ContentHash { get; private init; }

    /// <summary>The rows of the new document; null when it was seen to exist.</summary>
    public PackedDocument? Packed { get; private set; }

    /// <summary>True when a document with the same externalId and other content gives way to this one.</summary>
    public bool Replaces { get; private init; }

    /// <summary>Why an existing document is cancelled or replaced.</summary>
    public required string Reason { get; init; }

    /// <summary>An entry that issues a document.</summary>
    public static BatchEntry Of(DocumentDraft draft, string externalId, string reason, bool replaces) =>
        new()
        {
            ExternalId = externalId,
            Draft = draft,
            ContentHash = draft.ContentHash,
            Replaces = replaces,
            Reason = reason,
        };

    /// <summary>True when the new document would take the place of an existing one: of a cancelled one also when it says the same.</summary>
    public bool WouldReplace(ExistingDocument known) => Replaces && (known.IsCancelled || !Says(known));

    /// <summary>True when a document is what this entry would issue.</summary>
    public bool Says(ExistingDocument known) => known.ContentHash.AsSpan().SequenceEqual(ContentHash);

    /// <summary>
    /// Makes the rows of the new document. Done before its transaction, in which their JSON and hashes would keep all writers waiting; they
    /// serve however often that runs.
    /// </summary>
    /// <param name="numbers">For the installments that bring none.</param>
    /// <param name="loadId">The load that issues it.</param>
    /// <param name="actor">Who issues it.</param>
    /// <param name="now">When.</param>
    /// <param name="staged">True to keep it out of sight until all of its load is.</param>
    /// <param name="rows">Where they are put.</param>
    public void Pack(IReadOnlyList<NoticeNumber> numbers, Id loadId, string actor, Instant now, bool staged, PackedRows rows)
    {
        var draft = Draft!;
        var stored = draft.Compose(numbers, actor);
        IssueDocument.NoteIssued(stored, actor, now);
        stored.Row.LoadId = loadId;
        stored.Row.State = staged ? DocumentState.Staged : stored.Row.State;
        Packed = PackedDocument.Of(stored, draft.CoObligors, [.. stored.Installments.Where(draft.IsAdopted)], rows);
        Draft = null;
    }
}

/// <summary>What became of an entry.</summary>
internal sealed record EntryOutcome(EntryResult Result, Id? DocumentId, Refusal? Refusal = null);

internal enum EntryResult
{
    Issued,
    Unchanged,
    Replaced,
    Cancelled,
    Rejected,
}

/// <summary>Somebody took away, between planning and storing, a document that a load had seen; its entries must be planned anew.</summary>
internal sealed class PlanOutdated() : Exception("A document that was seen is gone.");

/// <summary>Stores a batch of a load inside of one transaction, by the rules by which single documents are issued.</summary>
internal sealed class IssueBatch(
    Sql sql,
    Id loadId,
    Id departmentId,
    string actor,
    Instant now,
    bool staged,
    RevenueTypeLimit? limit = null
)
{
    private readonly List<PackedDocument> created = [];
    private readonly HashSet<NoticeNumber> adopted = [];
    private Dictionary<string, ExistingDocument> existing = [];

    /// <summary>What became of each entry, in their order.</summary>
    public async Task<IReadOnlyList<EntryOutcome>> Store(IReadOnlyList<BatchEntry> entries)
    {
        existing = await ExistingDocument.Find(sql, departmentId, entries.Select(entry => entry.ExternalId));
        var outcomes = new EntryOutcome[entries.Count];
        for (var index = 0; index < entries.Count; index++)
        {
            try
            {
                outcomes[index] = await StoreOne(entries[index]);
            }
            catch (Refusal refusal)
            {
                outcomes[index] = new EntryOutcome(EntryResult.Rejected, null, refusal);
            }
        }

        await PackedDocument.Insert(sql, created);
        return outcomes;
    }

    private async Task<EntryOutcome> StoreOne(BatchEntry entry)
    {
        var known = existing.GetValueOrDefault(entry.ExternalId);
        if (entry.ContentHash is null)
        {
            return await Cancel(entry, known);
        }

        if (known is null)
        {
            return new EntryOutcome(EntryResult.Issued, await Create(entry));
        }

        if (entry.WouldReplace(known))
        {
            return await Replace(entry, known);
        }

        return known.IsCancelled ? throw ExistingDocument.Cancelled()
            : entry.Says(known) ? new EntryOutcome(EntryResult.Unchanged, known.Id)
            : throw ExistingDocument.Differs();
    }

    /// <summary>
    /// Refuses numbers that departments bring and that are not free: those of stored documents, and those of documents of this batch, which
    /// are stored all at its end.
    /// </summary>
    private async Task RequireFree(PackedDocument packed)
    {
        await NoticeNumberCollision.RefuseTaken(sql, packed.Adopted);
        var numbers = packed.Adopted.Select(installment => installment.NoticeNumber!.Value).ToList();
        if (numbers.Exists(adopted.Contains))
        {
            throw NoticeNumberCollision.Taken();
        }

        adopted.UnionWith(numbers);
    }

    private async Task<Id> Create(BatchEntry entry)
    {
        var packed = entry.Packed ?? throw new PlanOutdated();
        await RequireFree(packed);
        created.Add(packed);
        existing[entry.ExternalId] = new ExistingDocument
        {
            Id = packed.Id,
            ExternalId = entry.ExternalId,
            ContentHash = entry.ContentHash!,
            State = packed.State,
            LoadId = loadId,
        };
        return packed.Id;
    }

    /// <summary>
    /// Closes the existing document, which keeps its notice numbers, and passes its externalId to the new one. A draft can be replaced; a
    /// document with a payment cannot. A document that is already cancelled only passes its externalId on.
    /// </summary>
    private async Task<EntryOutcome> Replace(BatchEntry entry, ExistingDocument known)
    {
        RequireFirstChange(known);
        await RequireCovered(known, ExistingDocument.Differs);
        var former = await Change(known);
        if (former.Row.State != DocumentState.Cancelled)
        {
            CancelDocument.Close(former, entry.Reason, actor, now);
        }

        var id = await Create(entry);
        former.Row.ReplacedById = id;
        former.Note(TimelineType.Replaced, actor, now, new { reason = entry.Reason, replacedBy = id.Value });
        await DocumentStore.Save(sql, former);
        return new EntryOutcome(EntryResult.Replaced, id);
    }

    private async Task<EntryOutcome> Cancel(BatchEntry entry, ExistingDocument? known)
    {
        if (known is null)
        {
            throw ReadDocument.NotFound();
        }

        await RequireCovered(known, ReadDocument.NotFound);
        if (known.IsCancelled)
        {
            return new EntryOutcome(EntryResult.Unchanged, known.Id);
        }

        RequireFirstChange(known);
        var document = await Change(known);
        CancelDocument.Cancel(document, entry.Reason, actor, now);
        document.Row.LoadId = loadId;
        await DocumentStore.Save(sql, document);
        existing[entry.ExternalId] = known with { State = document.Row.State, LoadId = loadId };
        return new EntryOutcome(EntryResult.Cancelled, known.Id);
    }

    /// <summary>
    /// A load changes a document once. Its rows are planned ahead of the batch that stores them: a second change would be planned for a document
    /// that the first one has changed since, and be planned again for ever.
    /// </summary>
    private void RequireFirstChange(ExistingDocument known)
    {
        if (!staged && known.LoadId == loadId)
        {
            throw new Refusal(
                Codes.ExternalIdRepeated,
                "Una riga precedente dello stesso caricamento ha già emesso, sostituito o annullato il documento con questo externalId: lasciare una sola riga per documento, oppure inviare la seconda modifica in un altro caricamento."
            );
        }
    }

    /// <summary>Refuses to change a document with an item of a revenue type that the limit of the load does not name.</summary>
    private async Task RequireCovered(ExistingDocument known, Func<Refusal> refusal)
    {
        if (limit is null || created.Exists(document => document.Id == known.Id))
        {
            return;
        }

        var codes = await sql.Rows<string>(
            """
            SELECT t.Code
              FROM DebtItems i
             INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
             WHERE i.DocumentId = @Id
            """,
            new { known.Id }
        );
        if (!codes.All(limit.Allows))
        {
            throw refusal();
        }
    }

    /// <summary>Loads a document to change it; one that this very batch creates is stored first.</summary>
    private async Task<StoredDocument> Change(ExistingDocument known)
    {
        if (staged)
        {
            throw new Refusal(
                Codes.ActionNotAllowed,
                "Un caricamento atomico o di prova può solo emettere: sostituzioni e annullamenti vanno inviati in modalità continue-on-failure."
            );
        }

        known.RequireVisible();
        if (created.Exists(document => document.Id == known.Id))
        {
            await PackedDocument.Insert(sql, created);
            created.Clear();
        }

        return await DocumentStore.LoadToChange(sql, known.Id, caller: null) ?? throw ReadDocument.NotFound();
    }
}
