using System.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Makes any text fit for a field of an answer.</summary>
internal static class WireText
{
    /// <summary>
    /// One line of at most <paramref name="max"/> UTF-16 units without characters that XML forbids; each run of blanks, control characters
    /// and illegal characters becomes one space. Null when nothing is left, because the schema has no empty texts.
    /// </summary>
    public static string? Clean(string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, max));
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                pendingSpace = clean.Length > 0;
                continue;
            }

            var room = max - clean.Length - (pendingSpace ? 1 : 0);
            if (rune.Utf16SequenceLength > room)
            {
                break;
            }

            if (pendingSpace)
            {
                clean.Append(' ');
                pendingSpace = false;
            }

            clean.Append(rune.ToString());
        }

        return clean.Length == 0 ? null : clean.ToString();
    }

    // A lone surrogate is enumerated as U+FFFD, which XML allows.
    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF;
}
