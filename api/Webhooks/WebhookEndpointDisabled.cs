using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Un destinatario è stato disattivato</summary>
/// <remarks>
/// Arriva agli altri destinatari dello stesso ufficio e a quelli di tutti gli uffici. Si riattiva con <c>ResumeWebhookEndpoint</c>; ciò che non ha
/// ricevuto si recupera con <c>StartWebhookRecovery</c>.
/// </remarks>
/// <param name="EndpointId">Identificativo del destinatario.</param>
/// <param name="Reason">Perché: requested (da chi lo gestisce), gone (ha risposto 410), failing (nessun tentativo riuscito per cinque giorni).</param>
internal sealed record WebhookEndpointDisabled(
    [property: MaxLength(26)] string EndpointId,
    [property: MaxLength(20), ExtensibleEnum(typeof(DisabledReason))] string Reason
) : IWebhookEvent
{
    public static string Type => "webhook-endpoint.disabled";
    public static object Example => new WebhookEndpointDisabled("01KAQZ6Y000000000000000005", DisabledReason.Failing);
}
