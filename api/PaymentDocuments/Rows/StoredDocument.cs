using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rows;

/// <summary>
/// A document loaded to be changed: what it owes, how it may be paid, and the heads of its ledger and timeline.
/// </summary>
internal sealed class StoredDocument
{
    private readonly HashSet<object> changed = new(ReferenceEqualityComparer.Instance);

    public required DocumentRow Row { get; init; }
    public required IReadOnlyList<ItemRow> Items { get; init; }
    public required IReadOnlyList<OptionRow> Options { get; init; }
    public required IReadOnlyList<InstallmentRow> Installments { get; init; }
    public required IReadOnlyList<AllocationRow> Allocations { get; init; }

    /// <summary>Ledger lines that this unit of work adds.</summary>
    public List<MovementRow> NewMovements { get; } = [];

    /// <summary>Commands that this unit of work adds.</summary>
    public List<CommandRow> NewCommands { get; } = [];

    /// <summary>Timeline events that this unit of work adds.</summary>
    public List<TimelineRow> NewTimeline { get; } = [];

    /// <summary>Webhook events that this unit of work adds.</summary>
    public List<OutboxEvent> NewEvents { get; } = [];

    /// <summary>True when it has changes that are not stored.</summary>
    public bool IsDirty => changed.Count > 0;

    /// <summary>True for a row that this unit of work changed.</summary>
    public bool IsChanged(object row) => changed.Contains(row);

    /// <summary>Marks everything as stored.</summary>
    public void Stored()
    {
        changed.Clear();
        NewMovements.Clear();
        NewCommands.Clear();
        NewTimeline.Clear();
        NewEvents.Clear();
    }

    /// <summary>The allocations of one installment, in the order of the items.</summary>
    public IEnumerable<AllocationRow> AllocationsOf(InstallmentRow installment) =>
        Allocations.Where(allocation => allocation.InstallmentOrdinal == installment.Ordinal);

    /// <summary>The transfers of an installment; <paramref name="cents"/> chooses the whole share or what is left of it.</summary>
    public IReadOnlyList<Transfer> TransfersOf(InstallmentRow installment, Func<AllocationRow, long> cents) =>
        Allocation.TransfersOf(AllocationsOf(installment).Select(share => (ItemOf(share), cents(share))));

    /// <summary>The item of a share, with the account to which the share goes.</summary>
    public ItemRow ItemOf(AllocationRow share)
    {
        var item = Items[share.ItemOrdinal - 1];
        return share.Iban is { } iban ? item with { Iban = iban, PostalIban = share.PostalIban } : item;
    }

    /// <summary>The option that an installment belongs to.</summary>
    public OptionRow OptionOf(InstallmentRow installment) => Options.First(option => option.Ordinal == installment.OptionOrdinal);

    /// <summary>The facts that decide whether an installment may be paid.</summary>
    public PayableFacts FactsOf(InstallmentRow installment) =>
        new(
            Row.State,
            Row.Suspension,
            OptionOf(installment).Closed,
            installment.ResidualCents,
            Row.ValidFrom,
            installment.PayableUntil ?? Row.PayableUntil
        );

    /// <summary>Takes a legal step to another state.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TransitionNotAllowed"/>.</exception>
    public void Step(DocumentEvent what, Instant at)
    {
        Row.State = Transitions.Next(Row.State, what);
        Row.UpdatedAt = at;
        changed.Add(Row);
    }

    /// <summary>Adds the command that an office gives.</summary>
    public CommandRow Command(string kind, Grounds grounds, string actor, Instant at, string? details = null, int? reverses = null)
    {
        Row.CommandCount = (Row.CommandCount ?? 0) + 1;
        var command = new CommandRow
        {
            DocumentId = Row.Id,
            Ordinal = Row.CommandCount.Value,
            Kind = kind,
            Details = details,
            Reason = grounds.Reason,
            OrderNumber = grounds.Order?.Number,
            OrderDate = grounds.Order?.Date,
            ReversesOrdinal = reverses,
            Actor = actor,
            RecordedAt = at,
        };
        NewCommands.Add(command);
        changed.Add(Row);
        return command;
    }

    /// <summary>Adds a ledger line; the item's residual follows. Its date of value is the day of recording unless another one is given.</summary>
    public void Move(
        ItemRow item,
        string kind,
        long amountCents,
        string actor,
        Instant at,
        int? installmentOrdinal = null,
        Id? paymentId = null,
        string? reason = null,
        LocalDate? effectiveOn = null
    )
    {
        Row.MovementCount++;
        NewMovements.Add(
            new MovementRow
            {
                DocumentId = Row.Id,
                Ordinal = Row.MovementCount,
                ItemOrdinal = item.Ordinal,
                Kind = kind,
                AmountCents = amountCents,
                InstallmentOrdinal = installmentOrdinal,
                PaymentId = paymentId,
                Actor = actor,
                Reason = reason,
                EffectiveOn = effectiveOn ?? Rome.DateOf(at),
                RecordedAt = at,
            }
        );
        item.ResidualCents += amountCents;
        Row.ResidualCents += amountCents;
        changed.Add(item);
    }

    /// <summary>Lowers what an installment still lacks, and its shares of the items with it; at zero the installment is paid.</summary>
    public void Pay(InstallmentRow installment, IReadOnlyList<(AllocationRow Share, long Cents)> shares, Instant paidAt)
    {
        foreach (var (share, cents) in shares)
        {
            share.ResidualCents -= cents;
            installment.ResidualCents -= cents;
            changed.Add(share);
        }

        installment.PaidAt = installment.ResidualCents == 0 ? paidAt : null;
        changed.Add(installment);
    }

    /// <summary>True when one of its items is a stamp: it is paid whole, online, and on no printed notice.</summary>
    public bool HasStamp => Items.Any(item => item.StampHash is not null);

    /// <summary>Lets other documents ask for the stamps of this one.</summary>
    public void ReleaseStamps()
    {
        foreach (var item in Items.Where(item => item.StampClaim is not null))
        {
            item.StampClaim = null;
            changed.Add(item);
        }
    }

    /// <summary>Sends what a share still lacks to another account.</summary>
    public void MoveTo(AllocationRow share, Iban iban, Iban? postalIban)
    {
        share.Iban = iban;
        share.PostalIban = postalIban;
        changed.Add(share);
    }

    /// <summary>Closes an option, because a payment chose another one.</summary>
    public void Close(OptionRow option, Id paymentId)
    {
        option.Closed = true;
        option.ClosedByPaymentId = paymentId;
        changed.Add(option);
    }

    /// <summary>Gives an installment what it needs to be payable.</summary>
    public void MakePayable(InstallmentRow installment, NoticeNumber noticeNumber, LocalDate? dueOn, LocalDate? payableUntil)
    {
        installment.NoticeNumber = noticeNumber;
        installment.DueOn = dueOn;
        installment.PayableUntil = payableUntil;
        changed.Add(installment);
    }

    /// <summary>Adds a timeline event, chained to the one before.</summary>
    public void Note<T>(T what, string actor, Instant at)
        where T : ITimelineEvent
    {
        var entry = TimelineChain.Next(Row.Id, Row.TimelineCount + 1, what, actor, at, Row.TimelineHash);
        Row.TimelineCount = entry.Ordinal;
        Row.TimelineHash = entry.Hash;
        NewTimeline.Add(entry);
        changed.Add(Row);
    }

    /// <summary>The codes of the revenue types of its items.</summary>
    public IReadOnlyList<string> RevenueTypes => [.. Items.Select(item => item.RevenueTypeCode).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds a webhook event, sent to the document's department.</summary>
    public void Announce<T>(T what, Instant at)
        where T : PaymentDocumentEvent, IWebhookEvent
    {
        PaymentDocumentEvent general = what;
        var filled = general with { DocumentId = Row.Id.Value, ExternalId = Row.ExternalId, State = Row.State };
        NewEvents.Add(OutboxEvent.Of(Row.OrganizationFiscalCode, Row.DepartmentId, (T)filled, at) with { RevenueTypes = RevenueTypes });
    }
}

internal sealed record DocumentRow
{
    public Id Id { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public Id DepartmentId { get; init; }
    public string ExternalId { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];

    /// <summary>The document that took the place of this one under the same externalId.</summary>
    public Id? ReplacedById { get; set; }

    /// <summary>The load that last issued or cancelled it; null when none did.</summary>
    public Id? LoadId { get; set; }

    /// <summary>One of <see cref="DocumentOrigin"/>; null, as in older rows, for a document of an office.</summary>
    public string? Origin { get; init; }
    public string State { get; set; } = DocumentState.Draft;

    /// <summary>One of <see cref="CancellationKind"/>; null for a cancellation by the office, and while it is not cancelled.</summary>
    public string? CancellationKind { get; set; }

    /// <summary>A suspension is open; from the first to the last of its days the document cannot be paid.</summary>
    public bool Suspended { get; set; }

    /// <summary>The command of the open suspension.</summary>
    public int? SuspensionOrdinal { get; set; }
    public LocalDate? SuspendedFrom { get; set; }
    public LocalDate? SuspendedUntil { get; set; }
    public Suspension Suspension => new(Suspended, SuspendedFrom, SuspendedUntil);

    /// <summary>True when it is still owed and suspended on that day.</summary>
    public bool IsSuspendedOn(LocalDate day) =>
        State is DocumentState.Issued or DocumentState.PartiallyPaid or DocumentState.Enforced && Suspension.IsOn(day);

    public string Subject { get; init; } = "";
    public string DebtorKind { get; init; } = "";

    /// <summary><see cref="Kernel.FiscalCode.Anonymous"/> for who has none; then the two that follow say who it is.</summary>
    public FiscalCode DebtorFiscalCode { get; init; }
    public string? DebtorForeignId { get; init; }
    public string? DebtorForeignCountry { get; init; }
    public string DebtorName { get; init; } = "";
    public string? DebtorStreet { get; init; }
    public string? DebtorCivicNumber { get; init; }
    public string? DebtorPostalCode { get; init; }
    public string? DebtorCity { get; init; }
    public string? DebtorProvince { get; init; }
    public string? DebtorCountry { get; init; }
    public string? DebtorEmail { get; init; }

    /// <summary>JSON: see <see cref="PaymentDocuments.Metadata"/>.</summary>
    public string? Metadata { get; init; }
    public LocalDate? ValidFrom { get; init; }
    public LocalDate? PayableUntil { get; init; }
    public LocalDate? PrintedOn { get; init; }
    public long AmountCents { get; init; }
    public long ResidualCents { get; set; }
    public Instant CreatedAt { get; init; }
    public Instant UpdatedAt { get; set; }
    public Instant? IssuedAt { get; set; }
    public int Version { get; set; }
    public int MovementCount { get; set; }

    /// <summary>Null, as in older rows, while there was no command.</summary>
    public int? CommandCount { get; set; }
    public int TimelineCount { get; set; }
    public byte[] TimelineHash { get; set; } = [];
}

internal sealed record ItemRow
{
    public Id DocumentId { get; init; }
    public int Ordinal { get; init; }
    public Id RevenueTypeId { get; init; }
    public int Year { get; init; }
    public string Description { get; init; } = "";
    public long AmountCents { get; init; }
    public long ResidualCents { get; set; }
    public FiscalCode BeneficiaryFiscalCode { get; init; }
    public string BeneficiaryName { get; init; } = "";

    /// <summary>The account. That of a stamp gets nothing: the money goes to the Revenue Agency.</summary>
    public Iban Iban { get; init; }
    public Iban? PostalIban { get; init; }

    /// <summary>The document for which a stamp is bought; null for every other item.</summary>
    public DocumentHash? StampHash { get; init; }
    public string? StampProvince { get; init; }

    /// <summary>The same hash while this item claims it against others; null once another item may ask for it (<see cref="Issue.StampClaims"/>).</summary>
    public DocumentHash? StampClaim { get; set; }
    public string TaxonomyCode { get; init; } = "";
    public string? BudgetChapter { get; init; }

    /// <summary>JSON: see <see cref="PaymentDocuments.Metadata"/>.</summary>
    public string? Metadata { get; init; }
    public string RevenueTypeCode { get; init; } = "";
    public string RevenueTypeName { get; init; } = "";
    public bool AllowsPartialPayment { get; init; }
    public bool DueDatesRoll { get; init; }
}

internal sealed record OptionRow
{
    public Id DocumentId { get; init; }
    public int Ordinal { get; init; }
    public string Kind { get; init; } = "";
    public int? WithinDays { get; init; }
    public bool Closed { get; set; }

    /// <summary>The payment that chose another option; null while this one is open.</summary>
    public Id? ClosedByPaymentId { get; set; }
    public long AmountCents { get; init; }
    public long ReductionCents { get; init; }
}

internal sealed record InstallmentRow
{
    public Id DocumentId { get; init; }
    public int Ordinal { get; init; }
    public int OptionOrdinal { get; init; }
    public int PositionInOption { get; init; }
    public FiscalCode OrganizationFiscalCode { get; init; }
    public NoticeNumber? NoticeNumber { get; set; }
    public long AmountCents { get; init; }
    public long ResidualCents { get; set; }
    public LocalDate? DueOn { get; set; }
    public LocalDate? PayableUntil { get; set; }
    public Instant? PaidAt { get; set; }
}

/// <summary>How much of an item an installment carries, and what of that is still unpaid.</summary>
internal sealed record AllocationRow
{
    public Id DocumentId { get; init; }
    public int InstallmentOrdinal { get; init; }
    public int ItemOrdinal { get; init; }
    public long AmountCents { get; init; }
    public long ResidualCents { get; set; }

    /// <summary>The account after that of its revenue type has changed; null for the account of its item.</summary>
    public Iban? Iban { get; set; }
    public Iban? PostalIban { get; set; }
}

internal sealed record MovementRow
{
    public Id DocumentId { get; init; }
    public int Ordinal { get; init; }
    public int ItemOrdinal { get; init; }
    public string Kind { get; init; } = "";
    public long AmountCents { get; init; }
    public int? InstallmentOrdinal { get; init; }
    public Id? PaymentId { get; init; }
    public string Actor { get; init; } = "";
    public string? Reason { get; init; }

    /// <summary>The date of value, in Italy: the day on which the payer paid, otherwise the day of recording.</summary>
    public LocalDate EffectiveOn { get; init; }
    public Instant RecordedAt { get; init; }
}

internal sealed record CoObligorRow
{
    public Id DocumentId { get; init; }
    public int Ordinal { get; init; }
    public string Kind { get; init; } = "";
    public FiscalCode FiscalCode { get; init; }
    public string? ForeignId { get; init; }
    public string? ForeignCountry { get; init; }
    public string FullName { get; init; } = "";
}
