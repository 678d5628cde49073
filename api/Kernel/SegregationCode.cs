namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The two digits that distinguish a creditor's archives at pagoPA (codice di segregazione).</summary>
internal static class SegregationCode
{
    /// <summary>True for exactly two digits.</summary>
    public static bool IsValid(string? text) => text is { Length: 2 } && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]);
}
