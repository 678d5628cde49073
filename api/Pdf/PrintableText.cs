using System.Buffers;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Converts text to printable characters, in this order: compose accents (NFC), replace white space by spaces, remove control, formatting and
/// bidirectional characters. A character that neither the typeface nor its fallback has is replaced by its compatibility form (ﬁ, full-width
/// letters), the form without marks, its ASCII spelling (Georgian, Arabic, Chinese) or a question mark.
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
        var spelled = false;
        foreach (var rune in PlainText.WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            Append(result, rune, face, ref spelled);
        }

        return result.ToString();
    }

    /// <summary>Drops the marks of a character that was replaced by its spelling.</summary>
    private static void Append(StringBuilder to, Rune rune, Typeface face, ref bool spelled)
    {
        if (PlainText.IsBlank(rune))
        {
            to.Append(' ');
            spelled = false;
        }
        else if (!PlainText.IsInvisible(rune) && !(spelled && PlainText.IsMark(rune)))
        {
            spelled = !Draws(face, rune);
            to.Append(spelled ? Spelled(rune, face) : rune.ToString());
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
            compatible
                .Normalize(NormalizationForm.FormKD)
                .EnumerateRunes()
                .Where(part => !PlainText.IsMark(part))
                .Select(part => part.ToString())
        );
        if (bare.Length > 0 && bare.EnumerateRunes().All(part => Draws(face, part)))
        {
            return bare;
        }

        // A mark without a base letter is dropped.
        return PlainText.IsMark(rune) ? ""
            : PlainText.Spelling(rune) is { Length: > 0 } spelling ? spelling
            : Unknown;
    }

    private static bool Draws(Typeface face, Rune rune) => rune.IsBmp && face.Draws((char)rune.Value);
}
