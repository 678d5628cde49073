using System.ComponentModel.DataAnnotations;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Un destinatario è stato messo alla prova</summary>
/// <remarks>Chiesto con <c>SendWebhookTestEvent</c>: arriva soltanto a quel destinatario, quali che siano i tipi che riceve.</remarks>
/// <param name="EndpointId">Identificativo del destinatario.</param>
internal sealed record WebhookTestSent([property: MaxLength(26)] string EndpointId) : IWebhookEvent
{
    public static string Type => "webhook-endpoint.test";
    public static object Example => new WebhookTestSent("01KAQZ6Y000000000000000005");
}
