using System.Buffers;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Text as it can be printed. Rules, in this order: accents are composed (NFC); white space becomes a space; control, formatting and bidirectional
/// characters go; what neither the typeface nor its fallback draws is spelled by compatibility (ﬁ, full-width letters), then without its
/// marks, then in ASCII (Georgian, Arabic, Chinese), and else shown as a question mark. Nothing that has a shape disappears.
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

    /// <summary>The marks of a character that was spelled with others go with it.</summary>
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

        // A mark that no letter takes has nothing to stand on.
        return PlainText.IsMark(rune) ? ""
            : PlainText.Spelling(rune) is { Length: > 0 } spelling ? spelling
            : Unknown;
    }

    private static bool Draws(Typeface face, Rune rune) => rune.IsBmp && face.Draws((char)rune.Value);
}
