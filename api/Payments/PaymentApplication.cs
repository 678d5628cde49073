using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>The lines of what a payment pays; lines are only added. Their sum is how much of the payment is applied.</summary>
internal static class PaymentApplication
{
    public static readonly BulkTable<PaymentApplicationRow> Table = new BulkTable<PaymentApplicationRow>("PaymentApplications")
        .Code("PaymentId", row => row.PaymentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("DocumentId", row => row.DocumentId)
        .Number("InstallmentOrdinal", row => row.InstallmentOrdinal)
        .Code("Kind", row => row.Kind)
        .Number("Cents", row => row.Cents)
        .Day("ValueOn", row => row.ValueOn)
        .Code("Actor", row => row.Actor)
        .Moment("RecordedAt", row => row.RecordedAt);

    /// <summary>The lines of a payment that was applied to the document that it names.</summary>
    public static IReadOnlyList<PaymentApplicationRow> Of(PaymentRow payment, Application application) =>
        payment.DocumentId is not { } document || application.Lines is not { } lines
            ? []
            :
            [
                .. lines.Select(
                    (line, index) =>
                        new PaymentApplicationRow
                        {
                            PaymentId = payment.Id,
                            Ordinal = index + 1,
                            DocumentId = document,
                            InstallmentOrdinal = line.InstallmentOrdinal,
                            Kind = ApplicationKind.Apply,
                            Cents = line.Cents,
                            ValueOn = Rome.DateOf(payment.PaidAt),
                            Actor = payment.Actor,
                            RecordedAt = payment.RecordedAt,
                        }
                ),
            ];
}

/// <summary>One line: cents of a payment that pay an installment, or that no longer do.</summary>
internal sealed record PaymentApplicationRow
{
    public Id PaymentId { get; init; }
    public int Ordinal { get; init; }
    public Id DocumentId { get; init; }
    public int InstallmentOrdinal { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>More than zero when it pays, less than zero when it takes back.</summary>
    public long Cents { get; init; }

    /// <summary>The date of value: the day on which the payer paid.</summary>
    public LocalDate ValueOn { get; init; }
    public string Actor { get; init; } = "";
    public Instant RecordedAt { get; init; }
}
