using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Riscossione: denaro arrivato, da qualunque canale.</summary>
public sealed record Payment
{
    /// <summary>Identificativo assegnato dal sistema.</summary>
    [MaxLength(26)]
    public required string Id { get; init; }

    /// <summary>Codice fiscale dell'ente creditore.</summary>
    [MaxLength(11)]
    public required string Organization { get; init; }

    /// <summary>Canale: pagopa, counter, bank-transfer, postal, direct-debit, f24, other.</summary>
    [
        MaxLength(20),
        ExtensibleEnum(
            Payments.Channel.PagoPa,
            Payments.Channel.Counter,
            Payments.Channel.BankTransfer,
            Payments.Channel.Postal,
            Payments.Channel.DirectDebit,
            Payments.Channel.F24,
            Payments.Channel.Other
        )
    ]
    public required string Channel { get; init; }

    /// <summary>Identificativo del pagamento presso il canale; per pagoPA è l'identificativo della ricevuta (IUR).</summary>
    [MaxLength(255)]
    public required string ChannelPaymentId { get; init; }

    /// <summary>Numero avviso pagato, come è arrivato.</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Documento a cui il denaro si riferisce; assente se non è stato trovato.</summary>
    [MaxLength(26)]
    public string? DocumentId { get; init; }

    /// <summary>Rata indicata dal pagatore, nel documento.</summary>
    public int? InstallmentOrdinal { get; init; }

    /// <summary>Importo arrivato, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto ne è stato imputato al debito, in centesimi di euro; il resto è da rimborsare o compensare.</summary>
    public required long AppliedCents { get; init; }

    /// <summary>Esito: exact, partial, excess, duplicate, unmatched.</summary>
    [MaxLength(20)]
    [ExtensibleEnum(
        PaymentOutcome.Exact,
        PaymentOutcome.Partial,
        PaymentOutcome.Excess,
        PaymentOutcome.Duplicate,
        PaymentOutcome.Unmatched
    )]
    public required string Outcome { get; init; }

    /// <summary>Perché non è stato trovato un debito: notice-unknown, document-cancelled, partial-not-allowed, …</summary>
    [MaxLength(40)]
    [ExtensibleEnum(
        UnmatchedReason.NoticeUnknown,
        UnmatchedReason.DocumentCancelled,
        UnmatchedReason.DocumentWrittenOff,
        UnmatchedReason.DocumentEnforced,
        UnmatchedReason.DocumentDraft,
        UnmatchedReason.PartialNotAllowed,
        UnmatchedReason.BeneficiaryCopy
    )]
    public string? Reason { get; init; }

    /// <summary>Prestatore di servizi di pagamento.</summary>
    [MaxLength(70)]
    public string? PspName { get; init; }

    /// <summary>
    /// Vero se pagoPA ha incassato dal proprio archivio mentre l'ente non rispondeva: importo e stato del debito potevano non essere aggiornati.
    /// </summary>
    public required bool StandIn { get; init; }

    /// <summary>Da chi si è saputo del pagamento: office (un ufficio), receipt (la ricevuta), recovery (la ricevuta, chiesta dopo).</summary>
    [MaxLength(20), ExtensibleEnum(PaymentOrigin.Office, PaymentOrigin.Receipt, PaymentOrigin.Recovery)]
    public required string Origin { get; init; }

    /// <summary>Istante del pagamento.</summary>
    public required Instant PaidAt { get; init; }

    /// <summary>Istante di registrazione.</summary>
    public required Instant RecordedAt { get; init; }

    internal static Payment Of(PaymentRow row) =>
        new()
        {
            Id = row.Id.Value,
            Organization = row.OrganizationFiscalCode.Value,
            Channel = row.Channel,
            ChannelPaymentId = row.ChannelPaymentId,
            NoticeNumber = row.NoticeNumber,
            DocumentId = row.DocumentId?.Value,
            InstallmentOrdinal = row.InstallmentOrdinal,
            AmountCents = row.AmountCents,
            AppliedCents = row.AppliedCents,
            Outcome = row.Outcome,
            Reason = row.Reason,
            PspName = row.PspName,
            StandIn = row.StandIn,
            Origin = PaymentOrigin.Of(row),
            PaidAt = row.PaidAt,
            RecordedAt = row.RecordedAt,
        };
}
