using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Text as it can be printed. Rules, in this order: accents are composed (NFC); white space becomes a space; control, formatting and bidirectional
/// characters go; what neither the typeface nor its fallback draws is spelled by compatibility (ﬁ, full-width letters), then without its
/// marks, and else shown as a question mark. Nothing that has a shape disappears.
/// </summary>
internal static class PrintableText
{
    private const string Unknown = "?";
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', 95).Select(c => (char)c)]);

    public static string Of(string text, Typeface face)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            Append(result, rune, face);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder to, Rune rune, Typeface face)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
            case UnicodeCategory.Control when Rune.IsWhiteSpace(rune):
                to.Append(' ');
                break;
            case UnicodeCategory.Control or UnicodeCategory.Format:
                break;
            default:
                to.Append(Draws(face, rune) ? rune.ToString() : Spelled(rune, face));
                break;
        }
    }

    private static string Spelled(Rune rune, Typeface face)
    {
        if (rune.Value == 'ẞ')
        {
            return "SS";
        }

        var compatible = rune.ToString().Normalize(NormalizationForm.FormKC);
        if (compatible.EnumerateRunes().All(part => Draws(face, part)))
        {
            return compatible;
        }

        var bare = string.Concat(
            compatible.Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(part => !IsMark(part)).Select(part => part.ToString())
        );
        return bare.Length > 0 && bare.EnumerateRunes().All(part => Draws(face, part)) ? bare : Unknown;
    }

    private static bool Draws(Typeface face, Rune rune) => rune.IsBmp && face.Draws((char)rune.Value);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>Half a surrogate pair cannot be normalized; it becomes the replacement character.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
