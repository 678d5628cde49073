using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>Counts the payments that were recorded, by channel and outcome.</summary>
internal static class PaymentMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Payments");
    private static readonly Counter<long> Payments = Meter.CreateCounter<long>(
        "riscossione.payments",
        null,
        "Payments recorded, by channel and outcome"
    );

    /// <summary>To be called once the transaction has ended well: a body that is run again would count twice.</summary>
    public static void Count(RecordedPayment? recorded)
    {
        if (recorded is { IsNew: true, Payment: var payment })
        {
            Payments.Add(
                1,
                new KeyValuePair<string, object?>("channel", payment.Channel),
                new KeyValuePair<string, object?>("outcome", payment.Outcome)
            );
        }
    }
}
