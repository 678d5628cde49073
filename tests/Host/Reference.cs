namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// Reference data, if available: the folder <c>shared/reference</c> beside the project or above it, or the folder in the environment
/// variable <c>RISCOSSIONE_REFERENCE</c>.
/// </summary>
internal static class Reference
{
    public const string Absent = "The reference data is not here: set RISCOSSIONE_REFERENCE to its folder.";
    private static readonly string? Folder = Find();

    public static bool IsPresent => Folder is not null;

    /// <summary>The full path of a reference file.</summary>
    public static string PathOf(string relativePath) => Path.Combine(Folder ?? throw new InvalidOperationException(Absent), relativePath);

    /// <summary>The rows of a tab-separated reference file, without its header.</summary>
    public static IEnumerable<string[]> Rows(string relativePath) =>
        File.ReadLines(PathOf(relativePath)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RISCOSSIONE_REFERENCE") is { Length: > 0 } configured)
        {
            return Directory.Exists(configured) ? configured : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test that needs reference data, skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute() => Skip = Reference.IsPresent ? null : Reference.Absent;
}

/// <summary>A test over rows of reference data, skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    public ReferenceTheoryAttribute() => Skip = Reference.IsPresent ? null : Reference.Absent;
}
