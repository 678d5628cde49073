using System.Globalization;
using System.Text;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The payment reason that PSPs put on the credit transfer: <c>/RFB/iuv/amount</c> with an optional <c>/TXT/text</c>, at most 140 characters.
/// It travels in clear through the banks, so the text must hold no personal data, and only the characters that SEPA passes on: accents are
/// dropped, everything else that SEPA does not know becomes a space.
/// </summary>
internal static class Remittance
{
    private const int MaxLength = 140;

    public static string Compose(string iuv, long amountCents, string? text = null)
    {
        var reference = $"/RFB/{iuv}/{Amount.ToDecimalText(amountCents)}";
        var room = MaxLength - reference.Length - "/TXT/".Length;
        var clean = WireText.Clean(ToSepa(text), room);
        return clean is null ? reference : $"{reference}/TXT/{clean}";
    }

    // The slash is SEPA's too, but here it separates the fields.
    private static string ToSepa(string? text)
    {
        // Half a surrogate pair and code points that are no characters cannot be normalized.
        var whole = string.Concat((text ?? "").EnumerateRunes().Select(rune => IsAssigned(rune) ? rune.ToString() : " "));
        return string.Concat(whole.Normalize(NormalizationForm.FormD).Where(IsNotAccent).Select(letter => IsSepa(letter) ? letter : ' '));
    }

    private static bool IsAssigned(Rune rune) => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned;

    private static bool IsNotAccent(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark;

    private static bool IsSepa(char letter) => char.IsAsciiLetterOrDigit(letter) || "-?:().,'+".Contains(letter, StringComparison.Ordinal);
}
