namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// The reference data that tests read where it is at hand: a folder <c>shared/reference</c> beside the project or above it, or
/// wherever the environment variable <c>RISCOSSIONE_REFERENCE</c> says.
/// </summary>
internal static class Reference
{
    public const string Absent = "The reference data is not here: set RISCOSSIONE_REFERENCE to its folder.";
    private static readonly string? Folder = Find();

    public static bool IsPresent => Folder is not null;

    /// <summary>The full path of a reference file, given its path within the reference folder.</summary>
    public static string PathOf(string relativePath) => Path.Combine(Folder ?? throw new InvalidOperationException(Absent), relativePath);

    /// <summary>The rows of a tab-separated reference file, without its heading.</summary>
    public static IEnumerable<string[]> Rows(string relativePath) =>
        File.ReadLines(PathOf(relativePath)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RISCOSSIONE_REFERENCE") is { Length: > 0 } told)
        {
            return Directory.Exists(told) ? told : null;
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

/// <summary>A test that needs the reference data, and is visibly skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute() => Skip = Reference.IsPresent ? null : Reference.Absent;
}

/// <summary>A test over rows of the reference data, visibly skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    public ReferenceTheoryAttribute() => Skip = Reference.IsPresent ? null : Reference.Absent;
}
