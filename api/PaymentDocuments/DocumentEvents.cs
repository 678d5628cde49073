using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>The first members of every webhook event of a document; <see cref="StoredDocument.Announce"/> fills them in.</summary>
internal abstract record PaymentDocumentEvent
{
    /// <summary>Identificativo del documento.</summary>
    [MaxLength(26), NotInTimeline, JsonPropertyOrder(-1)]
    public string DocumentId { get; init; } = "";

    /// <summary>Identificativo del debito nel sistema dell'ufficio.</summary>
    [MaxLength(100), NotInTimeline, JsonPropertyOrder(-1)]
    public string ExternalId { get; init; } = "";

    /// <summary>Stato del documento.</summary>
    [MaxLength(20), NotInTimeline, JsonPropertyOrder(-1)]
    public string State { get; init; } = "";
}

/// <summary>Una bozza è stata registrata</summary>
/// <remarks>Non può ancora essere pagata.</remarks>
/// <param name="AmountCents">Somma delle voci, in centesimi di euro.</param>
internal sealed record DocumentDrafted(long AmountCents) : ITimelineEvent
{
    public static string Type => "payment-document.drafted";
    public static object Example => new DocumentDrafted(30_240);
}

/// <summary>Un documento di pagamento è stato emesso</summary>
/// <remarks>
/// Da questo momento può essere pagato. La notifica non è inviata per i documenti di un carico: per quelli c'è <c>bulk-load.completed</c>.
/// </remarks>
/// <param name="AmountCents">Somma delle voci, in centesimi di euro.</param>
/// <param name="NoticeNumbers">Numeri avviso delle rate.</param>
internal sealed record DocumentIssued(long AmountCents, [property: MaxLength(1_000), NotInWebhook] IReadOnlyList<string?> NoticeNumbers)
    : PaymentDocumentEvent,
        ITimelineEvent,
        IWebhookEvent
{
    public static string Type => "payment-document.issued";
    public static object Example =>
        new DocumentIssued(30_240, ["301000000000100042"])
        {
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            State = DocumentState.Issued,
        };

    public static DocumentIssued Of(StoredDocument document) =>
        new(document.Row.AmountCents, [.. document.Installments.Select(one => one.NoticeNumber?.Value)]);
}

/// <summary>Un documento di pagamento è stato annullato</summary>
/// <remarks>Non può più essere pagato.</remarks>
/// <param name="Reason">Motivo.</param>
internal sealed record DocumentCancelled([property: MaxLength(500), NotInWebhook] string Reason)
    : PaymentDocumentEvent,
        ITimelineEvent,
        IWebhookEvent
{
    public static string Type => "payment-document.cancelled";
    public static object Example =>
        new DocumentCancelled("Emesso per errore")
        {
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            State = DocumentState.Cancelled,
        };
}

/// <summary>Un documento annullato è stato ripristinato</summary>
/// <remarks>È di nuovo dovuto, con gli stessi numeri avviso.</remarks>
/// <param name="Reason">Motivo.</param>
internal sealed record DocumentRestored([property: MaxLength(500), NotInWebhook] string Reason)
    : PaymentDocumentEvent,
        ITimelineEvent,
        IWebhookEvent
{
    public static string Type => "payment-document.restored";
    public static object Example =>
        new DocumentRestored("Pagamento arrivato dopo la scadenza")
        {
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            State = DocumentState.Issued,
        };
}

/// <summary>Un documento di pagamento è stato sospeso</summary>
/// <remarks>Nei giorni della sospensione non può essere pagato; dopo l'ultimo torna pagabile da solo, senza una notifica.</remarks>
/// <param name="Kind">Perché è sospeso.</param>
/// <param name="From">Primo giorno.</param>
/// <param name="Until">Ultimo giorno; assente se dura fino alla ripresa.</param>
/// <param name="Reason">Motivo.</param>
internal sealed record DocumentSuspended(
    [property: MaxLength(20)] string Kind,
    LocalDate From,
    LocalDate? Until,
    [property: MaxLength(500), NotInWebhook] string Reason
) : PaymentDocumentEvent, ITimelineEvent, IWebhookEvent
{
    public static string Type => "payment-document.suspended";
    public static object Example =>
        new DocumentSuspended(SuspensionKind.Request, new LocalDate(2026, 11, 23), new LocalDate(2026, 12, 31), "Istanza di riesame")
        {
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            State = DocumentState.Issued,
        };
}

/// <summary>La sospensione di un documento è cessata</summary>
/// <remarks>Può di nuovo essere pagato, con gli stessi numeri avviso.</remarks>
/// <param name="Reason">Motivo.</param>
internal sealed record DocumentResumed([property: MaxLength(500), NotInWebhook] string Reason)
    : PaymentDocumentEvent,
        ITimelineEvent,
        IWebhookEvent
{
    public static string Type => "payment-document.resumed";
    public static object Example =>
        new DocumentResumed("Riesame concluso")
        {
            DocumentId = "01KAQZ6Y000000000000000001",
            ExternalId = "TARI-2026-000001",
            State = DocumentState.Issued,
        };
}

/// <summary>I dati personali non più necessari sono stati tolti</summary>
/// <remarks>Il pagamento spontaneo non è avvenuto: restano solo i dati che servono a riconoscere un versamento tardivo.</remarks>
/// <param name="Reason">Motivo.</param>
internal sealed record ContactsRemoved([property: MaxLength(500)] string Reason) : ITimelineEvent
{
    public static string Type => "payment-document.contacts-removed";
    public static object Example => new ContactsRemoved("Pagamento spontaneo non eseguito");
}

/// <summary>Un documento di pagamento è stato sostituito</summary>
/// <remarks>Non può più essere pagato; un altro ha preso il suo posto.</remarks>
/// <param name="Reason">Motivo.</param>
/// <param name="ReplacedBy">Identificativo del documento che lo sostituisce.</param>
internal sealed record DocumentReplaced([property: MaxLength(500)] string Reason, [property: MaxLength(26)] string ReplacedBy)
    : ITimelineEvent
{
    public static string Type => "payment-document.replaced";
    public static object Example => new DocumentReplaced("Rettifica della superficie", "01KAQZ6Y000000000000000005");
}
