using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The payment reason that PSPs put on the credit transfer: <c>/RFB/iuv/amount</c> with an optional <c>/TXT/text</c>, at most 140 characters.
/// It travels in clear through the banks, so the text must hold no personal data.
/// </summary>
internal static class Remittance
{
    private const int MaxLength = 140;

    public static string Compose(string iuv, long amountCents, string? text = null)
    {
        var reference = $"/RFB/{iuv}/{Amount.ToDecimalText(amountCents)}";
        var room = MaxLength - reference.Length - "/TXT/".Length;
        var clean = WireText.Clean(text?.Replace('/', ' '), room);
        return clean is null ? reference : $"{reference}/TXT/{clean}";
    }
}
