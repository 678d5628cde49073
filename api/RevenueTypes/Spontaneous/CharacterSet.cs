using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The characters that one place of a pattern admits: ranges of code points and Unicode categories.</summary>
internal sealed record CharacterSet(
    IReadOnlyList<(int From, int To)> Ranges,
    IReadOnlyList<UnicodeCategory> Categories,
    bool IsNegated = false
)
{
    private static readonly (int, int)[] Digits = [('0', '9')];
    private static readonly (int, int)[] WordCharacters = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    private static readonly (int, int)[] Blanks = [('\t', '\r'), (' ', ' ')];

    /// <summary>The sets of <c>\d</c>, <c>\w</c>, <c>\s</c>, in ASCII.</summary>
    public static readonly FrozenDictionary<char, (int From, int To)[]> Named = new Dictionary<char, (int, int)[]>
    {
        ['d'] = Digits,
        ['w'] = WordCharacters,
        ['s'] = Blanks,
    }.ToFrozenDictionary();

    /// <summary>The categories of <c>\p{…}</c>.</summary>
    public static readonly FrozenDictionary<string, UnicodeCategory[]> Properties = new Dictionary<string, UnicodeCategory[]>(
        StringComparer.Ordinal
    )
    {
        ["L"] =
        [
            UnicodeCategory.UppercaseLetter,
            UnicodeCategory.LowercaseLetter,
            UnicodeCategory.TitlecaseLetter,
            UnicodeCategory.ModifierLetter,
            UnicodeCategory.OtherLetter,
        ],
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["N"] = [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The full stop: any character except line ends, as in ECMA-262.</summary>
    public static readonly CharacterSet Any = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)], [], IsNegated: true);

    public static CharacterSet Of(int character) => new([(character, character)], []);

    public bool Contains(Rune rune)
    {
        foreach (var (from, to) in Ranges)
        {
            if (rune.Value >= from && rune.Value <= to)
            {
                return !IsNegated;
            }
        }

        return (Categories.Count > 0 && Categories.Contains(Rune.GetUnicodeCategory(rune))) != IsNegated;
    }
}
