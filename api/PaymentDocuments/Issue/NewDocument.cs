using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Timeline;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>A planned document whose parties are checked: it needs only notice numbers, and to be stored.</summary>
internal sealed class NewDocument
{
    private readonly DocumentPlan plan;
    private readonly Creditor creditor;
    private readonly DocumentRow row;
    private readonly Instant now;

    private NewDocument(
        DocumentPlan plan,
        Creditor creditor,
        DocumentRow row,
        IReadOnlyList<CoObligorRow> coObligors,
        bool isDraft,
        Instant now
    )
    {
        this.plan = plan;
        this.creditor = creditor;
        this.row = row;
        this.now = now;
        CoObligors = coObligors;
        IsDraft = isDraft;
    }

    /// <summary>Who answers for the debt together with the debtor.</summary>
    public IReadOnlyList<CoObligorRow> CoObligors { get; }

    /// <summary>True when it has no notice numbers and cannot be paid until it is published.</summary>
    private bool IsDraft { get; }

    /// <summary>Gives a planned document its id and header.</summary>
    public static NewDocument Of(
        IssuePaymentDocumentRequest request,
        DocumentPlan plan,
        Creditor creditor,
        Instant now,
        string? origin = null
    )
    {
        var id = Id.New(now);
        var isDraft = request.Draft ?? false;
        var header = plan.Parties.Header with
        {
            Id = id,
            OrganizationFiscalCode = creditor.Tenant.Organization,
            DepartmentId = creditor.DepartmentId,
            ContentHash = HashOf(request, creditor),
            Origin = origin,
            State = isDraft ? DocumentState.Draft : Transitions.Next(DocumentState.Draft, DocumentEvent.Publish),
            ValidFrom = request.ValidFrom,
            PayableUntil = plan.PayableUntil,
            PrintedOn = request.PrintedOn,
            AmountCents = plan.AmountCents,
            CreatedAt = now,
            UpdatedAt = now,
            IssuedAt = isDraft ? null : now,
            TimelineHash = TimelineChain.Origin,
        };
        var coObligors = plan.Parties.CoObligors.Select(one => one with { DocumentId = id }).ToList();
        return new NewDocument(plan, creditor, header, coObligors, isDraft, now);
    }

    /// <summary>The department's own key of the debt.</summary>
    public string ExternalId => row.ExternalId;

    /// <summary>SHA-256 of the content of the request: two requests with the same content ask for the same document.</summary>
    public byte[] ContentHash => row.ContentHash;

    /// <summary>The items that are stamps.</summary>
    public IReadOnlyList<ItemRow> Stamps => [.. plan.Items.Where(item => item.StampHash is not null)];

    /// <summary>How many notice numbers have to be drawn.</summary>
    public int NumbersMissing => IsDraft ? 0 : plan.Options.Sum(option => option.Installments.Count(one => one.Adopted is null));

    /// <summary>Takes the numbers that the document needs. Call it before the transaction: numbers come from a transaction of their own.</summary>
    public Task<IReadOnlyList<NoticeNumber>> DrawNumbers(NoticeNumbers noticeNumbers, CancellationToken cancellation) =>
        noticeNumbers.Take(row.OrganizationFiscalCode, creditor.Tenant.SegregationCode, NumbersMissing, cancellation);

    /// <summary>Makes the rows of the document: its items charged, its timeline begun.</summary>
    /// <param name="drawn">The numbers for its installments that bring none.</param>
    /// <param name="actor">Who issues it.</param>
    /// <param name="loadId">The load that issues it, if any.</param>
    /// <param name="isStaged">True to hide it until the whole load is stored.</param>
    public StoredDocument Compose(IReadOnlyList<NoticeNumber> drawn, string actor, Id? loadId = null, bool isStaged = false)
    {
        var numbers = new Queue<NoticeNumber>(drawn);
        var installments = new List<InstallmentRow>();
        var allocations = new List<AllocationRow>();
        foreach (var (option, optionIndex) in plan.Options.Select((option, index) => (option, index)))
        {
            foreach (var (planned, position) in option.Installments.Select((planned, index) => (planned, index)))
            {
                var installment = Compose(planned, installments.Count + 1, optionIndex + 1, position + 1) with
                {
                    NoticeNumber = planned.Adopted ?? (IsDraft ? null : numbers.Dequeue()),
                };
                installments.Add(installment);
                allocations.AddRange(Allocate(planned, installment.Ordinal));
            }
        }

        var stored = new StoredDocument
        {
            Row = row with { LoadId = loadId },
            Items = [.. plan.Items.Select(item => item with { DocumentId = row.Id })],
            Options = [.. plan.Options.Select(Compose)],
            Installments = installments,
            Allocations = allocations,
        };
        foreach (var item in stored.Items)
        {
            stored.Move(item, MovementKind.Charge, item.AmountCents, actor, now);
        }

        if (IsDraft)
        {
            stored.Note(new DocumentDrafted(stored.Row.AmountCents), actor, now);
        }
        else
        {
            stored.Note(DocumentIssued.Of(stored), actor, now);
        }

        if (isStaged)
        {
            stored.Row.State = DocumentState.Staged;
        }

        return stored;
    }

    /// <summary>The published form of the stored rows: the same as reading them gives.</summary>
    public PaymentDocument Publish(StoredDocument stored) => PaymentDocument.Of(stored, creditor.Department, CoObligors, now);

    /// <summary>True when the department brought the installment's number.</summary>
    public bool IsAdopted(InstallmentRow installment) =>
        plan.Options[installment.OptionOrdinal - 1].Installments[installment.PositionInOption - 1].Adopted is not null;

    private OptionRow Compose(PlannedOption option, int index) =>
        new()
        {
            DocumentId = row.Id,
            Ordinal = index + 1,
            Kind = option.Kind,
            WithinDays = option.WithinDays,
            AmountCents = option.AmountCents,
            ReductionCents = option.ReductionCents,
        };

    private InstallmentRow Compose(PlannedInstallment planned, int ordinal, int optionOrdinal, int position) =>
        new()
        {
            DocumentId = row.Id,
            Ordinal = ordinal,
            OptionOrdinal = optionOrdinal,
            PositionInOption = position,
            OrganizationFiscalCode = row.OrganizationFiscalCode,
            AmountCents = planned.AmountCents,
            ResidualCents = planned.AmountCents,
            DueOn = planned.DueOn,
            PayableUntil = planned.PayableUntil,
        };

    private IEnumerable<AllocationRow> Allocate(PlannedInstallment planned, int installmentOrdinal) =>
        planned
            .SharesCents.Select(
                (cents, index) =>
                    new AllocationRow
                    {
                        DocumentId = row.Id,
                        InstallmentOrdinal = installmentOrdinal,
                        ItemOrdinal = index + 1,
                        AmountCents = cents,
                        ResidualCents = cents,
                    }
            )
            .Where(allocation => allocation.AmountCents > 0);

    /// <summary>Two requests have the same content when they name the same creditor and describe the same debt.</summary>
    private static byte[] HashOf(IssuePaymentDocumentRequest request, Creditor creditor) =>
        SHA256.HashData(
            StoredJson.WriteUtf8(
                request with
                {
                    Organization = creditor.Tenant.Organization.Value,
                    Department = creditor.Department,
                    Debtor = Identified(request.Debtor),
                    CoObligors = request.CoObligors is null ? null : [.. request.CoObligors.Select(Identified)],
                }
            )
        );

    /// <summary>A foreign identity is the same however it is written, with or without the word for a missing code.</summary>
    private static Debtor Identified(Debtor debtor) =>
        debtor.Foreign is { } foreign ? debtor with { FiscalCode = null, Foreign = foreign.Normalized } : debtor;

    private static CoObligor Identified(CoObligor one) =>
        one.Foreign is { } foreign ? one with { FiscalCode = null, Foreign = foreign.Normalized } : one;
}
