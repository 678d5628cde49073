using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>Richiesta di emissione di un documento di pagamento.</summary>
public sealed record IssuePaymentDocumentRequest
{
    /// <summary>Codice fiscale dell'ente creditore (11 cifre). Può mancare quando la chiave appartiene a un ente.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>Codice dell'ufficio che vanta il credito. Può mancare quando la chiave appartiene a un ufficio.</summary>
    [MaxLength(40)]
    public string? Department { get; init; }

    /// <summary>Identificativo del debito nel sistema dell'ufficio, unico per ufficio: da 1 a 100 caratteri tra lettere, cifre e «. _ : / -».</summary>
    [MinLength(1), MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Oggetto del pagamento, stampato sull'avviso (al più 140 caratteri).</summary>
    [MinLength(1), MaxLength(140)]
    public required string Subject { get; init; }

    /// <summary>Il debitore.</summary>
    public required Debtor Debtor { get; init; }

    /// <summary>Eventuali coobbligati, al più 20.</summary>
    [MaxLength(20)]
    public IReadOnlyList<CoObligor>? CoObligors { get; init; }

    /// <summary>Le voci di debito, da 1 a 200.</summary>
    [MinLength(1), MaxLength(200)]
    public required IReadOnlyList<DebtItemRequest> Items { get; init; }

    /// <summary>Le soluzioni di pagamento, alternative tra loro, al più 10. Se mancano, il documento si paga in rata unica entro la scadenza <c>dueOn</c>.</summary>
    [MaxLength(10)]
    public IReadOnlyList<PaymentOptionRequest>? Options { get; init; }

    /// <summary>Scadenza della rata unica, quando le soluzioni non sono indicate.</summary>
    public LocalDate? DueOn { get; init; }

    /// <summary>Primo giorno in cui si può pagare.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>Ultimo giorno in cui si può pagare, fino alle 24 ora italiana. Se manca, si può pagare anche dopo la scadenza.</summary>
    public LocalDate? PayableUntil { get; init; }

    /// <summary>Data stampata sull'avviso, se diversa da quella di emissione.</summary>
    public LocalDate? PrintedOn { get; init; }

    /// <summary>Vero per conservare il documento come bozza, invisibile ai canali fino alla pubblicazione.</summary>
    public bool? Draft { get; init; }

    /// <summary>
    /// Metadati del pagamento, al più 10 coppie con chiavi diverse: pagoPA li riceve con l'avviso (paGetPayment, data). Senza dati personali.
    /// </summary>
    [MaxLength(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MetadataEntry>? Metadata { get; init; }
}

/// <summary>Soggetto debitore.</summary>
public sealed record Debtor
{
    /// <summary>«F» persona fisica, «G» persona giuridica.</summary>
    [MinLength(1), MaxLength(1), ExtensibleEnum("F", "G")]
    public required string Kind { get; init; }

    /// <summary>
    /// Codice fiscale: 16 caratteri, oppure 11 cifre. Chi non ne ha uno italiano si indica con <c>foreign</c>; accanto, è ammesso solo ANONIMO.
    /// </summary>
    [MinLength(7), MaxLength(16)]
    public string? FiscalCode { get; init; }

    /// <summary>Identità di chi non ha un codice fiscale italiano, al posto del codice fiscale.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignIdentity? Foreign { get; init; }

    /// <summary>Cognome e nome, o denominazione (al più 70 caratteri).</summary>
    [MinLength(1), MaxLength(70)]
    public required string FullName { get; init; }

    /// <summary>Via o piazza.</summary>
    [MaxLength(70)]
    public string? Street { get; init; }

    /// <summary>Numero civico.</summary>
    [MaxLength(16)]
    public string? CivicNumber { get; init; }

    /// <summary>Codice di avviamento postale.</summary>
    [MaxLength(16)]
    public string? PostalCode { get; init; }

    /// <summary>Comune o città.</summary>
    [MaxLength(35)]
    public string? City { get; init; }

    /// <summary>Provincia.</summary>
    [MaxLength(35)]
    public string? Province { get; init; }

    /// <summary>Paese, due lettere (ISO 3166-1).</summary>
    [MaxLength(2)]
    public string? Country { get; init; }

    /// <summary>Indirizzo di posta elettronica.</summary>
    [MaxLength(256)]
    public string? Email { get; init; }
}

/// <summary>Chi risponde del debito insieme al debitore.</summary>
public sealed record CoObligor
{
    /// <summary>«F» persona fisica, «G» persona giuridica.</summary>
    [MinLength(1), MaxLength(1), ExtensibleEnum("F", "G")]
    public required string Kind { get; init; }

    /// <summary>Codice fiscale: 16 caratteri, oppure 11 cifre. Chi non ne ha uno italiano si indica con <c>foreign</c>.</summary>
    [MinLength(7), MaxLength(16)]
    public string? FiscalCode { get; init; }

    /// <summary>Identità di chi non ha un codice fiscale italiano, al posto del codice fiscale.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignIdentity? Foreign { get; init; }

    /// <summary>Cognome e nome, o denominazione.</summary>
    [MinLength(1), MaxLength(70)]
    public required string FullName { get; init; }
}

/// <summary>Una voce di debito: un importo di un tipo di entrata e di un anno.</summary>
public sealed record DebtItemRequest
{
    /// <summary>Codice del tipo di entrata.</summary>
    [MinLength(1), MaxLength(40)]
    public required string RevenueType { get; init; }

    /// <summary>Anno di riferimento.</summary>
    [Range(1950, 2100)]
    public required int Year { get; init; }

    /// <summary>Importo in centesimi di euro, da 1 a 99.999.999.999.</summary>
    [Range(1, 99_999_999_999)]
    public required long AmountCents { get; init; }

    /// <summary>Descrizione; se manca, il nome del tipo di entrata e l'anno.</summary>
    [MaxLength(140)]
    public string? Description { get; init; }

    /// <summary>Altro ente a cui va la somma; se manca, quello del tipo di entrata o l'ente creditore. Non ammesso per una marca da bollo.</summary>
    public Beneficiary? Beneficiary { get; init; }

    /// <summary>
    /// Marca da bollo digitale (@e.bollo): il documento da bollare. Va indicata per le voci del tipo di entrata delle marche, e solo per quelle.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StampRequest? Stamp { get; init; }

    /// <summary>Capitolo di bilancio; se manca, quello del tipo di entrata.</summary>
    [MaxLength(50)]
    public string? BudgetChapter { get; init; }

    /// <summary>
    /// Metadati della voce, al più 10 coppie con chiavi diverse: pagoPA li riceve con l'accredito della voce (paGetPayment, transfer); le voci
    /// dello stesso accredito ne hanno insieme al più 15. Senza dati personali.
    /// </summary>
    [MaxLength(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MetadataEntry>? Metadata { get; init; }
}

/// <summary>Marca da bollo digitale: per quale documento è chiesta.</summary>
public sealed record StampRequest
{
    /// <summary>
    /// Impronta del documento: i 32 byte del suo SHA-256 in base64, 44 caratteri. Non la base64 della forma esadecimale. Arriva a chi emette la marca
    /// così com'è scritta qui.
    /// </summary>
    [MinLength(Kernel.DocumentHash.Length), MaxLength(Kernel.DocumentHash.Length)]
    public required string DocumentHash { get; init; }

    /// <summary>Provincia di residenza di chi chiede la marca: due lettere maiuscole.</summary>
    [MinLength(2), MaxLength(2)]
    public required string Province { get; init; }
}

/// <summary>Ente a cui va una voce di debito.</summary>
public sealed record Beneficiary
{
    /// <summary>Codice fiscale dell'ente, 11 cifre.</summary>
    [MinLength(11), MaxLength(11)]
    public required string FiscalCode { get; init; }

    /// <summary>Denominazione.</summary>
    [MinLength(1), MaxLength(100)]
    public required string Name { get; init; }

    /// <summary>IBAN di accredito. Nelle risposte è vuoto per una marca da bollo, che non va su un conto dell'ente.</summary>
    [MaxLength(34)]
    public required string Iban { get; init; }
}

/// <summary>Un modo di pagare tutto il documento.</summary>
public sealed record PaymentOptionRequest
{
    /// <summary>«single» rata unica, «installments» rate, «reduced» ridotto entro n giorni dalla notifica.</summary>
    [MinLength(1), MaxLength(20), ExtensibleEnum(OptionKind.Single, OptionKind.Installments, OptionKind.Reduced)]
    public required string Kind { get; init; }

    /// <summary>Scadenza della rata unica, o del pagamento ridotto.</summary>
    public LocalDate? DueOn { get; init; }

    /// <summary>Solo per «reduced»: giorni dalla notifica entro cui vale l'importo ridotto, stampati sull'avviso senza data e senza ultimo giorno per pagare. Se la data della notifica è già nota, indicare invece la scadenza <c>dueOn</c>.</summary>
    [Range(1, 365)]
    public int? WithinDays { get; init; }

    /// <summary>Solo per «reduced»: importo ridotto in centesimi, minore del totale.</summary>
    [Range(1, 99_999_999_999)]
    public long? AmountCents { get; init; }

    /// <summary>Solo per «single» e «reduced»: numero avviso già in uso presso l'ufficio (18 cifre).</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Solo per «single» e «reduced»: IUV già in uso presso l'ufficio (15 o 17 cifre).</summary>
    [MaxLength(17)]
    public string? Iuv { get; init; }

    /// <summary>Solo per «installments»: le rate con scadenza e importo, da 2 a 120; la loro somma è il totale del documento.</summary>
    [MaxLength(120)]
    public IReadOnlyList<InstallmentRequest>? Installments { get; init; }

    /// <summary>Solo per «installments», in alternativa all'elenco: rate uguali a intervalli regolari.</summary>
    public InstallmentPlan? Plan { get; init; }
}

/// <summary>Una rata.</summary>
public sealed record InstallmentRequest
{
    /// <summary>Scadenza.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>Importo in centesimi di euro.</summary>
    [Range(1, 99_999_999_999)]
    public required long AmountCents { get; init; }

    /// <summary>Numero avviso già in uso presso l'ufficio (18 cifre).</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>IUV già in uso presso l'ufficio (15 o 17 cifre).</summary>
    [MaxLength(17)]
    public string? Iuv { get; init; }
}

/// <summary>Piano di rate uguali: i centesimi che avanzano vanno alle prime rate.</summary>
public sealed record InstallmentPlan
{
    /// <summary>Numero di rate.</summary>
    [Range(2, 120)]
    public required int Count { get; init; }

    /// <summary>Scadenza della prima rata.</summary>
    public required LocalDate FirstDueOn { get; init; }

    /// <summary>Mesi tra una rata e la successiva.</summary>
    [Range(1, 12)]
    public required int EveryMonths { get; init; }
}
