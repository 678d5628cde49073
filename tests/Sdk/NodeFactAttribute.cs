using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>A test that needs Node and npm; skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Missing;

    /// <summary>What the machine lacks; null for nothing.</summary>
    public static string? Missing => Tool.Find("node") is null || Tool.Find("npm") is null ? "Node or npm is not installed." : null;
}

/// <summary>A theory that needs Node and npm; skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeFactAttribute.Missing;
}
