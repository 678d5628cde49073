namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The code (SIA) of a creditor in the CBILL circuit of home banking.</summary>
internal static class CbillCode
{
    /// <summary>True for exactly five digits or upper-case letters.</summary>
    public static bool IsValid(string? text) => text is { Length: 5 } && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
}
