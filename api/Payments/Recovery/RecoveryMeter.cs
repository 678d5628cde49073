using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>Counts the attempts to fetch a receipt, by what came of them.</summary>
internal static class RecoveryMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.ReceiptRecoveries");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "riscossione.receipt_recoveries.attempts",
        null,
        "Attempts to fetch a receipt, by outcome"
    );

    public static void Count(string outcome) => Attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
