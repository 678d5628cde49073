using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Bench;

/// <summary>What the figures were measured on; no name of a machine or of a person.</summary>
internal static class Machine
{
    public const string Name = "machine";

    private const int Flushes = 200;
    private const int PageBytes = 4_096;

    public static Result Describe(string database)
    {
        var memoryGb = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9);
        return new Result(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Name}: {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), {RuntimeInformation.FrameworkDescription}, {memoryGb:0} GB, fsync {FlushMs():0.00} ms, {database}"
            ),
            Environment.ProcessorCount,
            "core"
        );
    }

    /// <summary>How long the disk takes to confirm a page: what work that shares a flush is measured by.</summary>
    private static double FlushMs()
    {
        var path = Path.GetTempFileName();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var page = new byte[PageBytes];
        var times = new double[Flushes];
        for (var time = 0; time < Flushes; time++)
        {
            var began = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times[time] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Flushes / 2];
    }
}
