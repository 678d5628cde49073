using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Bench;

/// <summary>What the figures were measured on; no name of a machine or of a person.</summary>
internal static class Machine
{
    public const string Name = "machine";

    public static Result Describe(string database)
    {
        var memoryGb = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9);
        return new Result(
            $"{Name}: {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), {RuntimeInformation.FrameworkDescription}, {memoryGb:0} GB, {database}",
            Environment.ProcessorCount,
            "core"
        );
    }
}
