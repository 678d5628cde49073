using System.Diagnostics.Metrics;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Counts the attempts to bring the archive in step with a document, by the state in which they leave its feed.</summary>
internal static class ArchiveMeter
{
    private static readonly Meter Meter = new("Lecce.Riscossione.Archive");
    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "riscossione.archive.attempts",
        null,
        "Attempts to feed a document to pagoPA's archive of notices, by the state that followed"
    );

    public static void Count(string state) => Attempts.Add(1, new KeyValuePair<string, object?>("state", state));
}
