namespace Lecce.Riscossione.Tests.Kernel;

internal static class TextWith
{
    /// <summary>The text with one character replaced.</summary>
    public static string Replaced(string text, int place, char character) =>
        string.Concat(text.AsSpan(0, place), [character], text.AsSpan(place + 1));
}
