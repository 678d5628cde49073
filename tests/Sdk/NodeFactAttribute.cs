namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>A test that needs Node and npm; skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Missing;

    /// <summary>What the machine lacks; null for nothing.</summary>
    public static string? Missing => IsInstalled("node") && IsInstalled("npm") ? null : "Node or npm is not installed.";

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".cmd")));
}

/// <summary>A theory that needs Node and npm; skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeFactAttribute.Missing;
}
