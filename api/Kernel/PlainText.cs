using System.Buffers;
using System.Globalization;
using System.Text;
using AnyAscii;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// Transliterates text to ASCII for postal codes, payment reasons and names that a font lacks. Latin letters lose their marks (ł l, ß ss, æ ae);
/// other scripts are romanized by letter, without regard to the language.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Ascii = SearchValues.Create([.. Enumerable.Range(' ', 95).Select(code => (char)code)]);

    /// <summary>The text in the characters from space to tilde. Signs without a spelling become spaces; invisible characters are removed.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Ascii))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length + 8);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                plain.Append(' ');
            }
            else if (!IsInvisible(rune) && !IsMark(rune))
            {
                plain.Append(Spelling(rune) is { Length: > 0 } spelling ? spelling : " ");
            }
        }

        return plain.ToString();
    }

    /// <summary>The ASCII spelling of a visible character; empty for pictures and private characters, which have none.</summary>
    public static string Spelling(Rune rune) =>
        rune.Value switch
        {
            '°' => "o",
            '`' => "'",
            _ when rune.IsAscii => rune.ToString(),
            _ => Romanized(rune),
        };

    /// <summary>True for white space and for control characters that separate words.</summary>
    public static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune);

    /// <summary>Characters without a shape that do not separate words: formatting and control characters, fillers, variation selectors.</summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
        || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
        || rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>True for an accent or another mark that modifies the preceding letter.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>Replaces unpaired surrogates and non-characters, which cannot be normalized, by the replacement character.</summary>
    public static string WellFormed(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => (IsCharacter(rune) ? rune : Rune.ReplacementChar).ToString()));

    private static bool IsCharacter(Rune rune) => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF);

    private static string Romanized(Rune rune)
    {
        var spelling = Encoding.ASCII.GetString(Transliteration.Transliterate(rune)).Replace('`', '\'');
        // Pictures are spelled as words between colons.
        return spelling is [':', _, ..] ? "" : spelling.Trim();
    }
}
