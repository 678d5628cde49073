using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>The data of the events of a checkout.</summary>
internal abstract record CheckoutEvent
{
    /// <summary>Identificativo del pagamento sul web.</summary>
    [MaxLength(26)]
    public required string CheckoutId { get; init; }

    /// <summary>Identificativo scelto dal portale.</summary>
    [MaxLength(100)]
    public required string ExternalId { get; init; }

    /// <summary>Stato del pagamento sul web.</summary>
    [MaxLength(20)]
    public required string Status { get; init; }
}

/// <summary>Un pagamento sul web è completo</summary>
/// <remarks>
/// Tutti i suoi avvisi risultano pagati, da qualunque canale sia arrivato il denaro. È notificato una volta sola, anche dopo
/// <c>checkout.unpaid</c> se la ricevuta è arrivata tardi.
/// </remarks>
internal sealed record CheckoutPaid : CheckoutEvent, IWebhookEvent
{
    public static string Type => "checkout.paid";
    public static object Example =>
        new CheckoutPaid
        {
            CheckoutId = "01KAQZ6Y000000000000000004",
            ExternalId = "PORTALE-000001",
            Status = CheckoutStatus.Paid,
        };
}

/// <summary>Un pagamento sul web non è stato completato</summary>
/// <remarks>
/// È trascorsa mezz'ora dalla scadenza del carrello senza che tutti gli avvisi risultassero pagati: <c>status</c> dice se nessuno lo è
/// (<c>unpaid</c>) o solo alcuni (<c>partly-paid</c>). È notificato una volta per carrello.
/// </remarks>
internal sealed record CheckoutUnpaid : CheckoutEvent, IWebhookEvent
{
    public static string Type => "checkout.unpaid";
    public static object Example =>
        new CheckoutUnpaid
        {
            CheckoutId = "01KAQZ6Y000000000000000004",
            ExternalId = "PORTALE-000001",
            Status = CheckoutStatus.Unpaid,
        };
}
