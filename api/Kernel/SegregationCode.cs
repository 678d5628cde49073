namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The two digits by which pagoPA tells apart the archives of one creditor (codice di segregazione).</summary>
internal static class SegregationCode
{
    /// <summary>True for exactly two digits.</summary>
    public static bool IsValid(string? text) => text is { Length: 2 } && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]);
}
