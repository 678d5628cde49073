using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>The data of the events of a payment.</summary>
internal abstract record PaymentEvent
{
    /// <summary>Identificativo della riscossione.</summary>
    [MaxLength(26)]
    public required string PaymentId { get; init; }

    /// <summary>Canale da cui è arrivata.</summary>
    [MaxLength(20)]
    public required string Channel { get; init; }

    /// <summary>Numero avviso pagato.</summary>
    [MaxLength(18)]
    public string? NoticeNumber { get; init; }

    /// <summary>Importo arrivato, in centesimi di euro.</summary>
    public required long AmountCents { get; init; }

    /// <summary>Quanto è stato imputato al documento, in centesimi di euro.</summary>
    public required long AppliedCents { get; init; }

    /// <summary>Esito dell'imputazione.</summary>
    [MaxLength(20)]
    public required string Outcome { get; init; }

    /// <summary>Motivo per cui non è stato imputato.</summary>
    [MaxLength(40), NotInWebhook]
    public string? Reason { get; init; }

    /// <summary>Stato del documento dopo la riscossione.</summary>
    [MaxLength(20), NotInWebhook]
    public string? State => DocumentState;

    /// <summary>Identificativo del documento.</summary>
    [MaxLength(26), NotInTimeline]
    public string? DocumentId { get; init; }

    /// <summary>Identificativo del debito nel sistema dell'ufficio.</summary>
    [MaxLength(100), NotInTimeline]
    public string? ExternalId { get; init; }

    /// <summary>Stato del documento dopo la riscossione.</summary>
    [MaxLength(20), NotInTimeline]
    public string? DocumentState { get; init; }

    /// <summary>Quanto resta da pagare, in centesimi di euro.</summary>
    public long? ResidualCents { get; init; }

    /// <summary>Vero se pagoPA ha incassato dal proprio archivio mentre l'ente non rispondeva.</summary>
    public bool StandIn { get; init; }

    /// <summary>Da chi si è saputo del pagamento: un ufficio, la ricevuta o la ricevuta chiesta dopo. Assente negli eventi più vecchi.</summary>
    [MaxLength(20)]
    public string? Origin { get; init; }
}

/// <summary>Una riscossione è stata registrata</summary>
/// <remarks>
/// Il denaro è arrivato, da qualunque canale, ed è stato imputato alle voci del documento. Se nessun documento lo attendeva, quelle del
/// documento sono <c>null</c>.
/// </remarks>
internal sealed record PaymentRecorded : PaymentEvent, ITimelineEvent, IWebhookEvent
{
    public static string Type => "payment.recorded";
    public static object Example =>
        new PaymentRecorded
        {
            PaymentId = "01KAQZ6Y000000000000000002",
            Channel = Payments.Channel.Counter,
            NoticeNumber = "301000000000100042",
            AmountCents = 10_080,
            AppliedCents = 10_080,
            Outcome = PaymentOutcome.Exact,
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            DocumentState = PaymentDocuments.DocumentState.PartiallyPaid,
            ResidualCents = 20_160,
            Origin = PaymentOrigin.Office,
        };

    /// <summary>The event of a payment, with its document as the payment leaves it; null when it names none.</summary>
    public static PaymentRecorded Of(PaymentRow payment, StoredDocument? document) =>
        new()
        {
            PaymentId = payment.Id.Value,
            Channel = payment.Channel,
            NoticeNumber = payment.NoticeNumber,
            AmountCents = payment.AmountCents,
            AppliedCents = payment.AppliedCents,
            Outcome = payment.Outcome,
            Reason = payment.Reason,
            DocumentId = payment.DocumentId?.Value,
            ExternalId = document?.Row.ExternalId,
            DocumentState = document?.Row.State,
            ResidualCents = document?.Row.ResidualCents,
            StandIn = payment.StandIn,
            Origin = PaymentOrigin.Of(payment),
        };
}

/// <summary>È arrivato denaro per ciò che era già pagato</summary>
/// <remarks>
/// Accompagna <c>payment.recorded</c>, con gli stessi dati: il denaro è registrato, ma non è imputato, e va restituito o destinato.
/// </remarks>
internal sealed record PaymentDuplicateDetected : PaymentEvent, IWebhookEvent
{
    [SetsRequiredMembers]
    public PaymentDuplicateDetected(PaymentEvent recorded)
        : base(recorded) { }

    public static string Type => "payment.duplicate-detected";
    public static object Example =>
        new PaymentDuplicateDetected(
            (PaymentRecorded)PaymentRecorded.Example with
            {
                PaymentId = "01KAQZ6Y000000000000000003",
                AppliedCents = 0,
                Outcome = PaymentOutcome.Duplicate,
            }
        );
}

/// <summary>Le altre soluzioni di pagamento sono state chiuse</summary>
/// <remarks>Il contribuente ne ha scelta una pagandola.</remarks>
/// <param name="ChosenOption">Posizione della soluzione scelta.</param>
/// <param name="ClosedOptions">Posizioni delle soluzioni chiuse.</param>
internal sealed record OptionsClosed(int? ChosenOption, [property: MaxLength(100)] IReadOnlyList<int> ClosedOptions) : ITimelineEvent
{
    public static string Type => "payment-document.options-closed";
    public static object Example => new OptionsClosed(2, [1]);
}

/// <summary>È stata concessa la riduzione</summary>
/// <remarks>La soluzione ridotta è stata pagata in tempo.</remarks>
/// <param name="ReductionCents">Riduzione, in centesimi di euro.</param>
internal sealed record ReductionGranted(long ReductionCents) : ITimelineEvent
{
    public static string Type => "payment-document.reduction-granted";
    public static object Example => new ReductionGranted(3_000);
}
