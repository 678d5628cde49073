using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The payment reason that PSPs put on the credit transfer: <c>/RFB/iuv/amount</c> with an optional <c>/TXT/text</c>, at most 140 characters.
/// It travels in clear through the banks, so the text must hold no personal data, and only the characters that SEPA passes on: the text is
/// spelled in ASCII, and what SEPA does not know becomes a space.
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
    private static string ToSepa(string? text) => string.Concat(PlainText.Of(text ?? "").Select(letter => IsSepa(letter) ? letter : ' '));

    private static bool IsSepa(char letter) => char.IsAsciiLetterOrDigit(letter) || "-?:().,'+".Contains(letter, StringComparison.Ordinal);
}
