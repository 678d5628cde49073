namespace Lecce.Riscossione.Api.Kernel;

/// <summary>Why the program cannot start: Italian sentences that name the setting or file and the remedy.</summary>
internal sealed class CannotStart(params IReadOnlyList<string> reasons) : Exception(string.Join('\n', reasons))
{
    public IReadOnlyList<string> Reasons => reasons;
}
