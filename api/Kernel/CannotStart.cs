namespace Lecce.Riscossione.Api.Kernel;

/// <summary>What must be put right before the program can start: sentences in Italian that name the setting or file and what to do.</summary>
internal sealed class CannotStart(params IReadOnlyList<string> reasons) : Exception(string.Join('\n', reasons))
{
    public IReadOnlyList<string> Reasons => reasons;
}
