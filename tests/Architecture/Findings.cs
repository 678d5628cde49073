namespace Lecce.Riscossione.Tests.Architecture;

internal static class Findings
{
    /// <summary>Fails with all findings, one per line; xunit shows only the first few items of a collection.</summary>
    public static void MustBeNone<T>(IEnumerable<T> findings)
    {
        var found = findings.Select(finding => $"{finding}").ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
