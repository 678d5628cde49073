namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The check letter of the decree of 23 December 1976, which the personal fiscal code and the CIN of a bank account share.</summary>
internal static class CheckCharacter
{
    // Weight of A..Z in odd places (the first place is odd); a digit weighs as the letter of the same rank, so 0 as A and 9 as J.
    private static ReadOnlySpan<byte> OddWeights =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>The check letter of a text made only of digits and upper-case letters.</summary>
    public static char Of(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var rank = char.IsAsciiDigit(text[index]) ? text[index] - '0' : text[index] - 'A';
            sum += index % 2 == 0 ? OddWeights[rank] : rank;
        }

        return (char)('A' + (sum % 26));
    }
}
