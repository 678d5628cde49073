using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>An event that is sent to webhooks: ids (as texts) and cents, under 20 kB and no personal data; the receiver fetches the rest.</summary>
internal interface IWebhookEvent : IEvent;

/// <summary>A member that webhooks are not sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotInWebhookAttribute : Attribute;
