using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>One document of a load: what is to be done about it, and what became of it.</summary>
internal sealed class BatchEntry
{
    private StoredDocument? composed;

    public required string ExternalId { get; init; }

    /// <summary>The planned document; null when an existing one is to be cancelled.</summary>
    public DocumentDraft? Draft { get; init; }

    /// <summary>True when a document with the same externalId and other content gives way to this one.</summary>
    public bool Replaces { get; init; }

    /// <summary>True when an existing document would have to give way.</summary>
    public bool WouldReplace(ExistingDocument known) =>
        Replaces && Draft is { } draft && !known.ContentHash.AsSpan().SequenceEqual(draft.ContentHash);

    /// <summary>Why an existing document is cancelled or replaced.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Numbers for the installments that bring none; empty when the document was seen to exist.</summary>
    public IReadOnlyList<NoticeNumber> Numbers { get; set; } = [];

    /// <summary>Makes the rows of the new document before its transaction, in which their JSON and hashes would keep all writers waiting.</summary>
    public void ComposeAhead(string actor, Instant now) => composed = Compose(actor, now);

    /// <summary>The rows of the new document. Those made ahead serve once: storing changes them, and a transaction may run again.</summary>
    public StoredDocument TakeComposed(string actor, Instant now)
    {
        var ahead = composed;
        composed = null;
        return ahead ?? Compose(actor, now);
    }

    private StoredDocument Compose(string actor, Instant now)
    {
        var stored = Draft!.Compose(Numbers, actor);
        IssueDocument.NoteIssued(stored, actor, now);
        return stored;
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
internal sealed class IssueBatch(Sql sql, Id departmentId, string actor, Instant now, bool staged)
{
    private readonly List<StoredDocument> created = [];
    private readonly List<CoObligorRow> coObligors = [];
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

        try
        {
            await DocumentStore.Insert(sql, created, coObligors);
        }
        catch (UniqueViolation violation) when (NoticeNumberCollision.IsCause(violation))
        {
            throw new NoticeNumberCollision();
        }

        return outcomes;
    }

    private async Task<EntryOutcome> StoreOne(BatchEntry entry)
    {
        var known = existing.GetValueOrDefault(entry.ExternalId);
        if (entry.Draft is not { } draft)
        {
            return await Cancel(entry, known);
        }

        if (known is null)
        {
            return new EntryOutcome(EntryResult.Issued, await Create(entry, draft));
        }

        if (known.ContentHash.AsSpan().SequenceEqual(draft.ContentHash))
        {
            return new EntryOutcome(EntryResult.Unchanged, known.Id);
        }

        return entry.Replaces ? await Replace(entry, draft, known) : throw ExistingDocument.Differs();
    }

    private async Task<Id> Create(BatchEntry entry, DocumentDraft draft)
    {
        if (entry.Numbers.Count < draft.NumbersMissing)
        {
            throw new PlanOutdated();
        }

        var stored = entry.TakeComposed(actor, now);
        await NoticeNumberCollision.RefuseTaken(sql, stored.Installments.Where(draft.IsAdopted));
        stored.Row.State = staged ? DocumentState.Staged : stored.Row.State;
        created.Add(stored);
        coObligors.AddRange(draft.CoObligors);
        existing[entry.ExternalId] = new ExistingDocument
        {
            Id = stored.Row.Id,
            ExternalId = entry.ExternalId,
            ContentHash = draft.ContentHash,
            State = stored.Row.State,
        };
        return stored.Row.Id;
    }

    /// <summary>
    /// The former document is closed with its numbers, which stay its own for ever, and gives up its externalId to the new one. A draft gives
    /// way as well; one of which anything was paid does not.
    /// </summary>
    private async Task<EntryOutcome> Replace(BatchEntry entry, DocumentDraft draft, ExistingDocument known)
    {
        var former = await Change(known);
        CancelDocument.Close(former, entry.Reason, actor, now);
        var id = await Create(entry, draft);
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

        if (known.State == DocumentState.Cancelled)
        {
            return new EntryOutcome(EntryResult.Unchanged, known.Id);
        }

        var document = await Change(known);
        CancelDocument.Close(document, entry.Reason, actor, now);
        document.Note(TimelineType.Cancelled, actor, now, new { reason = entry.Reason });
        await DocumentStore.Save(sql, document);
        existing[entry.ExternalId] = known with { State = document.Row.State };
        return new EntryOutcome(EntryResult.Cancelled, known.Id);
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
        if (created.Exists(document => document.Row.Id == known.Id))
        {
            await DocumentStore.Insert(sql, created, coObligors);
            created.Clear();
            coObligors.Clear();
        }

        return await DocumentStore.LoadToChange(sql, known.Id, caller: null) ?? throw ReadDocument.NotFound();
    }
}
