using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Counts the attempts to deliver, by the state in which they leave the delivery.</summary>
internal static class DeliveryMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Webhooks");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "riscossione.webhooks.attempts",
        null,
        "Attempts to deliver, by the state that followed"
    );

    public static void Count(string state) => Attempts.Add(1, new KeyValuePair<string, object?>("state", state));
}
