using System.Diagnostics.Metrics;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Counts refusals by code; the closed list of codes bounds the number of series.</summary>
internal static class RefusalMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Http");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "riscossione.refusals",
        null,
        "Answers that say no, by code"
    );

    public static void Count(RefusalCode code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code.Value));
}
