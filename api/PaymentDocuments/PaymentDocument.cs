using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Documento di pagamento: le voci di debito di un contribuente, i modi di pagarle e ciò che resta da pagare.</summary>
public sealed record PaymentDocument : IVersioned
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Codice dell'ufficio che vanta il credito.</summary>
    [MaxLength(40)]
    public required string Department { get; init; }

    /// <summary>Identificativo del debito nel sistema dell'ufficio.</summary>
    [MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Chi lo ha chiesto: <c>department</c> l'ufficio, <c>spontaneous</c> chi paga senza avviso.</summary>
    [MaxLength(20), ExtensibleEnum(DocumentOrigin.Department, DocumentOrigin.Spontaneous)]
    public required string Origin { get; init; }

    /// <summary>Stato: draft, issued, partially-paid, paid, settled, cancelled, written-off, enforced.</summary>
    [
        MaxLength(20),
        ExtensibleEnum(
            DocumentState.Draft,
            DocumentState.Issued,
            DocumentState.PartiallyPaid,
            DocumentState.Paid,
            DocumentState.Settled,
            DocumentState.Cancelled,
            DocumentState.WrittenOff,
            DocumentState.Enforced
        )
    ]
    public required string State { get; init; }

    /// <summary>Vero se oggi il documento è sospeso.</summary>
    public required bool Suspended { get; init; }

    /// <summary>Primo giorno della sospensione in corso o prevista.</summary>
    public LocalDate? SuspendedFrom { get; init; }

    /// <summary>Ultimo giorno della sospensione; assente se dura fino alla ripresa.</summary>
    public LocalDate? SuspendedUntil { get; init; }

    /// <summary>Vero se una scadenza è trascorsa e la somma non è ancora pagata.</summary>
    public required bool Overdue { get; init; }

    /// <summary>Oggetto del pagamento.</summary>
    [MaxLength(140)]
    public required string Subject { get; init; }

    /// <summary>Il debitore.</summary>
    public required DocumentDebtor Debtor { get; init; }

    /// <summary>I coobbligati.</summary>
    [MaxLength(20)]
    public required IReadOnlyList<DocumentCoObligor> CoObligors { get; init; }

    /// <summary>Somma delle voci, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public required long ResidualCents { get; init; }

    /// <summary>Le voci di debito.</summary>
    [MaxLength(200)]
    public required IReadOnlyList<DebtItem> Items { get; init; }

    /// <summary>Le soluzioni di pagamento, alternative tra loro.</summary>
    [MaxLength(10)]
    public required IReadOnlyList<PaymentOption> Options { get; init; }

    /// <summary>Primo giorno in cui si può pagare.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>Ultimo giorno in cui si può pagare.</summary>
    public LocalDate? PayableUntil { get; init; }

    /// <summary>Data stampata sull'avviso.</summary>
    public LocalDate? PrintedOn { get; init; }

    /// <summary>Metadati inviati a pagoPA con l'avviso.</summary>
    [MaxLength(10)]
    public IReadOnlyList<MetadataEntry>? Metadata { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Istante dell'ultima modifica.</summary>
    public required Instant UpdatedAt { get; init; }

    /// <summary>Istante di emissione; assente per le bozze.</summary>
    public Instant? IssuedAt { get; init; }

    /// <summary>Contrassegno della versione, che un comando può ripetere in If-Match; cambia anche a mezzanotte, con le scadenze.</summary>
    [MaxLength(30)]
    public required string Etag { get; init; }

    internal static PaymentDocument Of(StoredDocument stored, string department, IEnumerable<CoObligorRow> coObligors, Instant now)
    {
        var row = stored.Row;
        var today = Rome.DateOf(now);
        var suspension = row.Suspension.HasEnded(today) ? default : row.Suspension;
        return new PaymentDocument
        {
            Id = row.Id.Value,
            Organization = row.OrganizationFiscalCode.Value,
            Department = department,
            ExternalId = row.ExternalId,
            Origin = row.Origin ?? DocumentOrigin.Department,
            State = row.State,
            Suspended = row.IsSuspendedOn(today),
            SuspendedFrom = suspension.From,
            SuspendedUntil = suspension.Until,
            Overdue = IsOverdue(stored, now),
            Subject = row.Subject,
            Debtor = DocumentDebtor.Of(row),
            CoObligors = [.. coObligors.Select(DocumentCoObligor.Of)],
            AmountCents = row.AmountCents,
            ResidualCents = row.ResidualCents,
            Items = [.. stored.Items.Select(DebtItem.Of)],
            Options = [.. stored.Options.Select(option => PaymentOption.Of(stored, option, now))],
            ValidFrom = row.ValidFrom,
            PayableUntil = row.PayableUntil,
            PrintedOn = row.PrintedOn,
            Metadata = PaymentDocuments.Metadata.Read(row.Metadata),
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            IssuedAt = row.IssuedAt,
            Etag = ETag.Of(row.Version, today),
        };
    }

    /// <summary>Overdue is derived: some installment that is still asked for has passed its due date, which ends at 24:00 in Rome.</summary>
    private static bool IsOverdue(StoredDocument stored, Instant now) =>
        stored.Row.State is DocumentState.Issued or DocumentState.PartiallyPaid
        && stored.Options.Any(option =>
            !option.Closed
            && option.Kind != OptionKind.Reduced
            && stored.Installments.Any(one =>
                one.OptionOrdinal == option.Ordinal && one.ResidualCents > 0 && one.DueOn is { } due && now >= Rome.EndOf(due)
            )
        );
}

/// <summary>Voce di debito.</summary>
public sealed record DebtItem
{
    /// <summary>Posizione nel documento, da 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Codice del tipo di entrata.</summary>
    [MaxLength(40)]
    public required string RevenueType { get; init; }

    /// <summary>Anno di riferimento.</summary>
    public required int Year { get; init; }

    /// <summary>Descrizione.</summary>
    [MaxLength(140)]
    public required string Description { get; init; }

    /// <summary>Importo in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public required long ResidualCents { get; init; }

    /// <summary>L'ente a cui va la somma, con il conto indicato all'emissione: quello attuale è negli accrediti delle rate.</summary>
    public required Beneficiary Beneficiary { get; init; }

    /// <summary>Codice tassonomico pagoPA.</summary>
    [MaxLength(35)]
    public required string TaxonomyCode { get; init; }

    /// <summary>Capitolo di bilancio.</summary>
    [MaxLength(50)]
    public string? BudgetChapter { get; init; }

    /// <summary>Metadati inviati a pagoPA con l'accredito della voce.</summary>
    [MaxLength(10)]
    public IReadOnlyList<MetadataEntry>? Metadata { get; init; }

    /// <summary>Il documento da bollare, se la voce è una marca da bollo digitale.</summary>
    public StampRequest? Stamp { get; init; }

    internal static DebtItem Of(ItemRow row) =>
        new()
        {
            Ordinal = row.Ordinal,
            RevenueType = row.RevenueTypeCode,
            Year = row.Year,
            Description = row.Description,
            AmountCents = row.AmountCents,
            ResidualCents = row.ResidualCents,
            Beneficiary = new Beneficiary
            {
                FiscalCode = row.BeneficiaryFiscalCode.Value,
                Name = row.BeneficiaryName,
                Iban = row.StampHash is null ? row.Iban.Value : "",
            },
            Stamp = Allocation.StampOf(row),
            TaxonomyCode = row.TaxonomyCode,
            BudgetChapter = row.BudgetChapter,
            Metadata = PaymentDocuments.Metadata.Read(row.Metadata),
        };
}

/// <summary>Soluzione di pagamento.</summary>
public sealed record PaymentOption
{
    /// <summary>Posizione nel documento, da 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Tipo: single, installments, reduced.</summary>
    [MaxLength(20), ExtensibleEnum(OptionKind.Single, OptionKind.Installments, OptionKind.Reduced)]
    public required string Kind { get; init; }

    /// <summary>Vero se è stata scelta, pagandola, un'altra soluzione.</summary>
    public required bool Closed { get; init; }

    /// <summary>Quanto si paga con questa soluzione, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Solo per «reduced»: giorni dalla notifica entro cui vale l'importo ridotto.</summary>
    public int? WithinDays { get; init; }

    /// <summary>Le rate, nell'ordine.</summary>
    [MaxLength(120)]
    public required IReadOnlyList<Installment> Installments { get; init; }

    internal static PaymentOption Of(StoredDocument stored, OptionRow row, Instant now) =>
        new()
        {
            Ordinal = row.Ordinal,
            Kind = row.Kind,
            Closed = row.Closed,
            AmountCents = row.AmountCents,
            WithinDays = row.WithinDays,
            Installments =
            [
                .. stored
                    .Installments.Where(installment => installment.OptionOrdinal == row.Ordinal)
                    .Select(installment => Installment.Of(stored, installment, now)),
            ],
        };
}

/// <summary>Rata: ciò che effettivamente si paga, con il suo numero avviso.</summary>
public sealed record Installment
{
    /// <summary>Posizione nel documento, da 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Numero avviso (18 cifre); assente per le bozze.</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Identificativo univoco di versamento; assente per le bozze.</summary>
    [MaxLength(17)]
    public string? Iuv { get; init; }

    /// <summary>Importo in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public required long ResidualCents { get; init; }

    /// <summary>Scadenza; se cade di sabato o in un giorno festivo e il tipo di entrata lo prevede, è già spostata al primo giorno lavorativo. Manca se il termine corre dalla notifica.</summary>
    public LocalDate? DueOn { get; init; }

    /// <summary>Vero se si può pagare adesso.</summary>
    public required bool Payable { get; init; }

    /// <summary>Perché non si può pagare: unknown, already-paid, expired, cancelled, suspended, not-yet-valid, closed-by-another-option.</summary>
    [MaxLength(40)]
    [ExtensibleEnum("unknown", "already-paid", "expired", "cancelled", "suspended", "not-yet-valid", "closed-by-another-option")]
    public string? NotPayableReason { get; init; }

    /// <summary>Istante del pagamento che l'ha saldata.</summary>
    public Instant? PaidAt { get; init; }

    /// <summary>Gli accrediti, da 1 a 5.</summary>
    [MaxLength(5)]
    public required IReadOnlyList<InstallmentTransfer> Transfers { get; init; }

    internal static Installment Of(StoredDocument stored, InstallmentRow row, Instant now)
    {
        var reason = Rules.Payable.WhyNot(stored.FactsOf(row), now);
        return new Installment
        {
            Ordinal = row.Ordinal,
            NoticeNumber = row.NoticeNumber?.Value,
            Iuv = row.NoticeNumber?.Iuv,
            AmountCents = row.AmountCents,
            ResidualCents = row.ResidualCents,
            DueOn = row.DueOn,
            Payable = reason is null,
            NotPayableReason = reason is null ? null : Word(reason.Value),
            PaidAt = row.PaidAt,
            Transfers = [.. stored.TransfersOf(row, share => share.AmountCents).Select(InstallmentTransfer.Of)],
        };
    }

    /// <summary>The published word for a reason.</summary>
    internal static string Word(NotPayable reason) =>
        reason switch
        {
            NotPayable.Unknown => "unknown",
            NotPayable.AlreadyPaid => "already-paid",
            NotPayable.Expired => "expired",
            NotPayable.Cancelled => "cancelled",
            NotPayable.Suspended => "suspended",
            NotPayable.NotYetValid => "not-yet-valid",
            NotPayable.ClosedByAnotherOption => "closed-by-another-option",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a word."),
        };
}

/// <summary>Accredito: la parte di una rata che va a un conto.</summary>
public sealed record InstallmentTransfer
{
    /// <summary>Da 1 a 5: è l'idTransfer di pagoPA.</summary>
    public required int Number { get; init; }

    /// <summary>Importo in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>L'ente a cui va la somma.</summary>
    public required Beneficiary Beneficiary { get; init; }

    /// <summary>Codice tassonomico pagoPA.</summary>
    [MaxLength(35)]
    public required string TaxonomyCode { get; init; }

    /// <summary>Il documento da bollare, se l'accredito è una marca da bollo digitale: non va su un conto, e l'IBAN è vuoto.</summary>
    public StampRequest? Stamp { get; init; }

    internal static InstallmentTransfer Of(Transfer transfer) =>
        new()
        {
            Number = transfer.Number,
            AmountCents = transfer.AmountCents,
            Beneficiary = new Beneficiary
            {
                FiscalCode = transfer.BeneficiaryFiscalCode.Value,
                Name = transfer.BeneficiaryName,
                Iban = transfer.Iban?.Value ?? "",
            },
            Stamp = transfer.Stamp,
            TaxonomyCode = transfer.TaxonomyCode,
        };
}
