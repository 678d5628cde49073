using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Timeline;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>A planned document with its parties checked: all that is left is to number and to store it.</summary>
internal sealed class DocumentDraft
{
    private readonly DocumentPlan plan;
    private readonly Creditor creditor;
    private readonly DocumentRow row;
    private readonly Instant now;

    private DocumentDraft(
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

    /// <summary>True when it is to be kept out of sight until it is published.</summary>
    public bool IsDraft { get; }

    /// <summary>Heads a planned document.</summary>
    public static DocumentDraft Of(IssuePaymentDocumentRequest request, DocumentPlan plan, Creditor creditor, Instant now)
    {
        var id = Id.New(now);
        var isDraft = request.Draft ?? false;
        var header = plan.Parties.Header with
        {
            Id = id,
            OrganizationFiscalCode = creditor.Row.OrganizationFiscalCode,
            DepartmentId = creditor.Row.DepartmentId,
            ContentHash = HashOf(request, creditor),
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
        return new DocumentDraft(plan, creditor, header, coObligors, isDraft, now);
    }

    /// <summary>The department's own key of the debt.</summary>
    public string ExternalId => row.ExternalId;

    /// <summary>What the request says, in 32 bytes.</summary>
    public byte[] ContentHash => row.ContentHash;

    /// <summary>How many notice numbers have to be drawn.</summary>
    public int NumbersMissing => IsDraft ? 0 : plan.Options.Sum(option => option.Installments.Count(one => one.Adopted is null));

    /// <summary>Takes the numbers that the document needs. Done before its transaction, for numbers come from a transaction of their own.</summary>
    public async Task<IReadOnlyList<NoticeNumber>> DrawNumbers(NoticeNumbers noticeNumbers, CancellationToken cancellation)
    {
        return await noticeNumbers.Take(row.OrganizationFiscalCode, creditor.Row.SegregationCode, NumbersMissing, cancellation);
    }

    /// <summary>The rows of the new document, charged but not yet stored. Every call makes them afresh, for a transaction may run again.</summary>
    public StoredDocument Compose(IReadOnlyList<NoticeNumber> drawn, string actor)
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
            Row = row with { },
            Items = [.. plan.Items.Select(item => item with { DocumentId = row.Id })],
            Options = [.. plan.Options.Select(Compose)],
            Installments = installments,
            Allocations = allocations,
        };
        foreach (var item in stored.Items)
        {
            stored.Move(item, MovementKind.Charge, item.AmountCents, actor, now);
        }

        return stored;
    }

    /// <summary>The published form of the rows, once stored: the same that reading them would give.</summary>
    public PaymentDocument Publish(StoredDocument stored) => PaymentDocument.Of(stored, creditor.Row.DepartmentCode, CoObligors, now);

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

    /// <summary>Two requests have the same content when they name the same creditor and say the same of the debt.</summary>
    private static byte[] HashOf(IssuePaymentDocumentRequest request, Creditor creditor) =>
        SHA256.HashData(
            StoredJson.WriteUtf8(
                request with
                {
                    Organization = creditor.Row.OrganizationFiscalCode.Value,
                    Department = creditor.Row.DepartmentCode,
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
