namespace Lecce.Riscossione.Tests.Architecture;

internal static class Findings
{
    /// <summary>Fails with all that was found, one thing a line: what xunit prints of a collection stops after the first few.</summary>
    public static void MustBeNone<T>(IEnumerable<T> findings)
    {
        var found = findings.Select(finding => $"{finding}").ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
