using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>Pagamento spontaneo: ciò che il contribuente ha scritto nel modulo di un servizio.</summary>
public sealed record SpontaneousPaymentRequest
{
    /// <summary>Codice fiscale dell'ente creditore. Può mancare quando la chiave appartiene a un ente.</summary>
    [MaxLength(11)]
    public string? Organization { get; init; }

    /// <summary>Codice del servizio, come nel catalogo.</summary>
    [MinLength(1), MaxLength(40)]
    public required string Service { get; init; }

    /// <summary>
    /// Identificativo della richiesta nel portale, unico per la chiave: da 1 a 100 caratteri tra lettere, cifre e «. _ : / -», senza dati personali.
    /// Lo stesso contenuto inviato di nuovo restituisce il pagamento già creato.
    /// </summary>
    [MinLength(1), MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Chi deve la somma. Può mancare solo se il servizio ammette pagamenti anonimi.</summary>
    public Debtor? Debtor { get; init; }

    /// <summary>Chi paga per conto del debitore, per esempio un genitore. Resta con la richiesta: la ricevuta dice chi ha pagato davvero.</summary>
    public SpontaneousPayer? Payer { get; init; }

    /// <summary>I campi del modulo, per nome.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>Importo in centesimi di euro, solo per i servizi in cui lo sceglie chi paga.</summary>
    [Range(1, Amount.MaxCents)]
    public long? AmountCents { get; init; }

    /// <summary>
    /// Vero se il portale ha identificato il debitore (SPID, CIE). Solo allora si cerca un pagamento simile: a chiunque altro si direbbe che cosa
    /// ha pagato una certa persona.
    /// </summary>
    public bool? DebtorVerified { get; init; }

    /// <summary>Vero per procedere anche se il debitore ha già un pagamento simile, dopo averlo avvertito.</summary>
    public bool? AcceptSimilar { get; init; }

    /// <summary>
    /// Marche da bollo digitali da aggiungere, nel numero che il servizio ammette: si sommano all'importo. Il pagamento si fa allora solo sul web
    /// (<c>POST /v1/checkouts</c>).
    /// </summary>
    [MaxLength(SpontaneousService.MaxStampsOfService)]
    public IReadOnlyList<StampRequest>? Stamps { get; init; }

    /// <summary>The organization asked for: the one named, or the caller's.</summary>
    internal string? OrganizationOr(FiscalCode? callers) => Organization ?? callers?.Value;
}

/// <summary>Chi paga per conto del debitore.</summary>
public sealed record SpontaneousPayer
{
    /// <summary>Cognome e nome, o denominazione.</summary>
    [MinLength(1), MaxLength(70)]
    public required string FullName { get; init; }

    /// <summary>Codice fiscale: 16 caratteri, oppure 11 cifre.</summary>
    [MinLength(11), MaxLength(16)]
    public string? FiscalCode { get; init; }

    /// <summary>Indirizzo di posta elettronica.</summary>
    [MaxLength(256)]
    public string? Email { get; init; }
}
