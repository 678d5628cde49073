using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Change;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>What an entry was prepared for has changed: the document that existed is gone, or another one claimed its stamp. Prepare it again.</summary>
internal sealed class EntryOutdated() : Exception("An entry no longer fits the documents that exist.");

/// <summary>The rules that a bulk load adds to issuing.</summary>
/// <param name="Id">The load.</param>
/// <param name="IsStaged">True when its documents stay staged until all of them are stored.</param>
/// <param name="RevenueTypes">The only revenue types whose documents it may change; null: all.</param>
internal sealed record LoadRules(Id Id, bool IsStaged, RevenueTypeLimit? RevenueTypes);

/// <summary>
/// The one way in which documents come to exist: stores one entry, or a batch of a load, in the caller's transaction. The entries are prepared
/// before (<see cref="ExistingDocument.Find"/>, notice numbers, composed rows); the rules are checked here.
/// </summary>
internal sealed class IssueBatch(Sql sql, Id departmentId, string actor, Instant now, LoadRules? load = null)
{
    private readonly List<IssueEntry> created = [];
    private readonly HashSet<NoticeNumber> adopted = [];
    private readonly HashSet<DocumentHash> stamped = [];
    private Dictionary<string, ExistingDocument> existing = [];

    /// <summary>Stores one entry.</summary>
    /// <exception cref="Refusal">It cannot be stored.</exception>
    /// <exception cref="EntryOutdated">It must be prepared again.</exception>
    /// <exception cref="NoticeNumberCollision">A notice number drawn for it is taken.</exception>
    public async Task<IssueOutcome> Store(IssueEntry entry) =>
        (await Store([entry]))[0] is var outcome && outcome.Refusal is { } refusal ? throw refusal : outcome;

    /// <summary>Stores many entries and gives the outcome of each, in their order; a refused entry does not stop the others.</summary>
    /// <exception cref="EntryOutdated">An entry must be prepared again.</exception>
    /// <exception cref="NoticeNumberCollision">A notice number drawn for one is taken.</exception>
    public async Task<IReadOnlyList<IssueOutcome>> Store(IReadOnlyList<IssueEntry> entries)
    {
        existing = await ExistingDocument.Find(sql, departmentId, entries.Select(entry => entry.ExternalId));
        var outcomes = new IssueOutcome[entries.Count];
        for (var index = 0; index < entries.Count; index++)
        {
            try
            {
                outcomes[index] = await Decide(entries[index]);
            }
            catch (Refusal refusal)
            {
                outcomes[index] = new IssueOutcome(IssueResult.Rejected, null, refusal);
            }
        }

        await DocumentStore.Insert(sql, [.. created.Select(entry => entry.Rows!)], [.. created.SelectMany(entry => entry.New!.CoObligors)]);
        return outcomes;
    }

    private async Task<IssueOutcome> Decide(IssueEntry entry)
    {
        var known = existing.GetValueOrDefault(entry.ExternalId);
        if (entry.New is null)
        {
            return await Cancel(entry, known);
        }

        if (known is null)
        {
            await RequireFreeNumbers(entry);
            await TakeStamps(entry, replaced: null);
            return new IssueOutcome(IssueResult.Issued, Create(entry));
        }

        RequireVisible(known);
        if (entry.WouldReplace(known))
        {
            return await Replace(entry, known);
        }

        return known.IsCancelled ? throw ExistingDocument.Cancelled()
            : entry.HasContentOf(known) ? new IssueOutcome(IssueResult.Unchanged, known.Id)
            : throw ExistingDocument.Differs();
    }

    private Id Create(IssueEntry entry)
    {
        var row = entry.Rows!.Row;
        created.Add(entry);
        existing[entry.ExternalId] = new ExistingDocument
        {
            Id = row.Id,
            ExternalId = row.ExternalId,
            ContentHash = row.ContentHash,
            State = row.State,
            LoadId = row.LoadId,
        };
        return row.Id;
    }

    private async Task<IssueOutcome> Replace(IssueEntry entry, ExistingDocument known)
    {
        RequireFirstChange(known);
        await RequireCovered(known, ExistingDocument.Differs);
        RequireChangesAllowed();
        await RequireFreeNumbers(entry);
        await TakeStamps(entry, known.Id);
        var newId = entry.Rows!.Row.Id;
        await ChangeDocument.Apply(sql, known.Id, former => ReplaceDocument.Replace(former, newId, entry.Reason, actor, now));
        return new IssueOutcome(IssueResult.Replaced, Create(entry));
    }

    private async Task<IssueOutcome> Cancel(IssueEntry entry, ExistingDocument? known)
    {
        if (known is null)
        {
            throw ReadDocument.NotFound();
        }

        await RequireCovered(known, ReadDocument.NotFound);
        if (known.IsCancelled)
        {
            return new IssueOutcome(IssueResult.Unchanged, known.Id);
        }

        RequireFirstChange(known);
        RequireChangesAllowed();
        RequireVisible(known);
        await ChangeDocument.Apply(
            sql,
            known.Id,
            document =>
            {
                CancelDocument.Cancel(document, entry.Reason, actor, now);
                document.Row.LoadId = load?.Id;
            }
        );
        existing[entry.ExternalId] = known with { State = DocumentState.Cancelled, LoadId = load?.Id };
        return new IssueOutcome(IssueResult.Cancelled, known.Id);
    }

    /// <summary>
    /// Requires that the notice numbers that the department brings are free: among stored documents, and among those of this batch, which are
    /// stored at its end.
    /// </summary>
    private async Task RequireFreeNumbers(IssueEntry entry)
    {
        var rows = entry.Rows ?? throw new EntryOutdated();
        var brought = rows.Installments.Where(entry.New!.IsAdopted).ToList();
        await NoticeNumberCollision.RefuseTaken(sql, brought);
        var numbers = brought.ConvertAll(installment => installment.NoticeNumber!.Value);
        if (numbers.Exists(adopted.Contains))
        {
            throw NoticeNumberCollision.Taken();
        }

        adopted.UnionWith(numbers);
    }

    /// <summary>Claims the stamps of a new document: among stored documents, and among those of this batch.</summary>
    private async Task TakeStamps(IssueEntry entry, Id? replaced)
    {
        var stamps = entry.New!.Stamps;
        await StampClaims.Take(sql, stamps, replaced, Rome.DateOf(now));
        var hashes = stamps.Select(item => item.StampHash!.Value).ToList();
        if (hashes.Exists(stamped.Contains))
        {
            throw StampClaims.Exists();
        }

        stamped.UnionWith(hashes);
    }

    /// <summary>
    /// Requires that the load has not changed the document before. Its rows are prepared ahead of the batch that stores them: a second change
    /// would be prepared for a document that the first change has altered since.
    /// </summary>
    private void RequireFirstChange(ExistingDocument known)
    {
        if (load is { IsStaged: false } && known.LoadId == load.Id)
        {
            throw new Refusal(
                Codes.ExternalIdRepeated,
                "Una riga precedente dello stesso caricamento ha già emesso, sostituito o annullato il documento con questo externalId: lasciare una sola riga per documento, oppure inviare la seconda modifica in un altro caricamento."
            );
        }
    }

    /// <summary>Refuses a document that another load has not published yet.</summary>
    private void RequireVisible(ExistingDocument known)
    {
        if (load is null || known.LoadId != load.Id)
        {
            known.RequireVisible();
        }
    }

    private void RequireChangesAllowed()
    {
        if (load is { IsStaged: true })
        {
            throw new Refusal(
                Codes.ActionNotAllowed,
                "Un caricamento atomico o di prova può solo emettere: sostituzioni e annullamenti vanno inviati in modalità continue-on-failure."
            );
        }
    }

    /// <summary>Refuses to change a document with an item of a revenue type that the load may not change.</summary>
    private async Task RequireCovered(ExistingDocument known, Func<Refusal> refusal)
    {
        if (load?.RevenueTypes is not { } limit)
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
}

/// <summary>A document to issue, or an existing one to cancel.</summary>
internal sealed class IssueEntry
{
    /// <summary>The department's own key of the debt.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The document to issue; null to cancel the existing one.</summary>
    public NewDocument? New { get; init; }

    /// <summary>True to replace an existing document that has the same externalId and other content.</summary>
    public bool Replaces { get; init; }

    /// <summary>Why an existing document is cancelled or replaced.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The rows to store; null until they are composed, and when no row is needed because the document exists.</summary>
    public StoredDocument? Rows { get; set; }

    /// <summary>True when this entry stores a new document, so that notice numbers must be drawn for it.</summary>
    public bool Issues(ExistingDocument? known) => New is not null && (known is null || WouldReplace(known));

    /// <summary>True when the new document replaces an existing one; a cancelled document is replaced also by the same content.</summary>
    public bool WouldReplace(ExistingDocument known) => Replaces && (known.IsCancelled || !HasContentOf(known));

    /// <summary>True when an existing document has the content of the new one.</summary>
    public bool HasContentOf(ExistingDocument known) => known.ContentHash.AsSpan().SequenceEqual(New!.ContentHash);
}

/// <summary>The outcome of an entry.</summary>
internal sealed record IssueOutcome(IssueResult Result, Id? DocumentId, Refusal? Refusal = null);

internal enum IssueResult
{
    Issued,
    Unchanged,
    Replaced,
    Cancelled,
    Rejected,
}
