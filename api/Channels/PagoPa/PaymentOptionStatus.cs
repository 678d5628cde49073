using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>The status of options and installments in the words of the Node; the first rule that fits decides.</summary>
internal static class PaymentOptionStatus
{
    public const string PartiallyPaid = "PO_PARTIALLY_PAID";
    private const string Unpaid = "POI_UNPAID";
    private const string Paid = "POI_PAID";
    private const string ExpiredUnpaid = "POI_EXPIRED_UNPAID";
    private const string ExpiredNotPayable = "POI_EXPIRED_NOT_PAYABLE";
    private const string Invalid = "POI_INVALID";

    /// <summary>The status of an installment, and why in Italian. Days end at midnight in Rome.</summary>
    public static (string Status, string Reason) OfInstallment(DocumentRow document, OptionRow option, InstallmentRow row, Instant now)
    {
        if (WhyInvalid(document, option, row, now) is { } why)
        {
            return (Invalid, why);
        }

        if (row.ResidualCents == 0 || document.State is DocumentState.Paid or DocumentState.Settled)
        {
            return (Paid, "Pagata.");
        }

        if ((row.PayableUntil ?? document.PayableUntil) is { } until && now >= Rome.EndOf(until))
        {
            return (ExpiredNotPayable, "Scaduta e non più pagabile.");
        }

        if (row.DueOn is { } due && now >= Rome.EndOf(due))
        {
            return (ExpiredUnpaid, "Scaduta, ancora pagabile.");
        }

        return (Unpaid, document.ValidFrom is { } from && Rome.DateOf(now) < from ? $"Pagabile dal {Day(from)}." : "Da pagare.");
    }

    /// <summary>The status of an option, from those of its installments.</summary>
    public static string OfOption(IReadOnlyList<string> installments) =>
        installments switch
        {
            _ when installments.All(status => status == Invalid) => "PO_INVALID",
            _ when installments.All(status => status == Paid) => "PO_PAID",
            _ when installments.Any(status => status == Paid) => PartiallyPaid,
            _ when installments.All(status => status is ExpiredUnpaid or ExpiredNotPayable) => installments.Contains(
                ExpiredNotPayable,
                StringComparer.Ordinal
            )
                ? "PO_EXPIRED_NOT_PAYABLE"
                : "PO_EXPIRED_UNPAID",
            _ => "PO_UNPAID",
        };

    /// <summary>True when an installment's status is the one of its option: POI_PAID and PO_PAID.</summary>
    public static bool Agrees(string installment, string option) => installment["POI_".Length..] == option["PO_".Length..];

    private static string? WhyInvalid(DocumentRow document, OptionRow option, InstallmentRow row, Instant now) =>
        document.State switch
        {
            DocumentState.Cancelled => "Annullata dall'ente.",
            DocumentState.WrittenOff => "Discaricata dall'ente.",
            DocumentState.Enforced => "In riscossione coattiva.",
            _ when row.ResidualCents > 0 && document.IsSuspendedOn(Rome.DateOf(now)) => "Pagamento sospeso dall'ente.",
            _ when option.Closed => "Il debito è stato pagato, in tutto o in parte, con un'altra soluzione.",
            _ => null,
        };

    private static string Day(LocalDate date) => date.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture);
}
