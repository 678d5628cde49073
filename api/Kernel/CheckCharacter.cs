namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The check letter of the decree of 23 December 1976, used by personal fiscal codes and by the CIN of bank accounts.</summary>
internal static class CheckCharacter
{
    // Weights of A..Z in odd places (the first place is odd). Digits 0..9 weigh as A..J.
    private static ReadOnlySpan<byte> OddWeights =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>The check letter of a text of digits and upper-case letters.</summary>
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
