using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Small events of known types, and of two that look like parts of a known one.</summary>
internal static class Announced
{
    internal sealed record PaymentRecorded(string PaymentId = "01K", long AmountCents = 1020) : IWebhookEvent
    {
        public static string Type => "payment.recorded";
        public static object Example => new PaymentRecorded();
    }

    internal sealed record PaymentDuplicateDetected : IWebhookEvent
    {
        public static string Type => "payment.duplicate-detected";
        public static object Example => new PaymentDuplicateDetected();
    }

    internal sealed record DocumentIssued : IWebhookEvent
    {
        public static string Type => "payment-document.issued";
        public static object Example => new DocumentIssued();
    }

    internal sealed record Family : IWebhookEvent
    {
        public static string Type => "payment";
        public static object Example => new Family();
    }

    internal sealed record Ending : IWebhookEvent
    {
        public static string Type => "duplicate-detected";
        public static object Example => new Ending();
    }
}
