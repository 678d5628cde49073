using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Counts and times the attempts to deliver, by the state in which they leave the delivery.</summary>
internal static class DeliveryMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Webhooks");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "riscossione.webhooks.attempts",
        null,
        "Attempts to deliver, by the state that followed"
    );

    private static readonly Histogram<long> Duration = Meter.CreateHistogram<long>(
        "riscossione.webhooks.duration",
        "ms",
        "How long the attempts to deliver take, by the state that followed"
    );

    // The endpoint is no label: their number has no bound. The statistics of an endpoint say how it fares.
    public static void Count(string state, TimeSpan duration)
    {
        var label = new KeyValuePair<string, object?>("state", state);
        Attempts.Add(1, label);
        Duration.Record((long)duration.TotalMilliseconds, label);
    }
}
