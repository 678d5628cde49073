using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>È stato chiesto un pagamento spontaneo</summary>
/// <remarks>
/// Prende il posto di <c>payment-document.issued</c>. Non è ancora denaro: quando arriva, c'è <c>payment.recorded</c>; se non arriva, il documento
/// scade senza altre notifiche.
/// </remarks>
/// <param name="SpontaneousPaymentId">Identificativo del pagamento spontaneo.</param>
/// <param name="ExternalId">Identificativo della richiesta nel portale.</param>
/// <param name="Service">Codice del servizio.</param>
/// <param name="DocumentId">Identificativo del documento.</param>
/// <param name="AmountCents">Importo in centesimi di euro.</param>
internal sealed record SpontaneousPaymentCreated(
    [property: MaxLength(26)] string SpontaneousPaymentId,
    [property: MaxLength(100)] string ExternalId,
    [property: MaxLength(40)] string Service,
    [property: MaxLength(26)] string DocumentId,
    long AmountCents
) : IWebhookEvent
{
    public static string Type => "spontaneous-payment.created";
    public static object Example =>
        new SpontaneousPaymentCreated(
            "01KAQZ6Y000000000000000007",
            "carrello-4711",
            "mensa-scolastica",
            "01KAQZ6Y000000000000000001",
            6_400
        );
}
