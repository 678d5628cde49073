using System.Globalization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>The contents of a notice's two codes.</summary>
internal static class NoticeCodes
{
    /// <summary>The maximum amount in the ten digits of the postal codeline. Greater amounts have no postal bulletin.</summary>
    public const long MaxPostalCents = 9_999_999_999;

    private const string Filler = "            ";

    // Signs that the postal code admits, besides letters, digits and space.
    private const string AdmittedSigns = "&'-.:_,";

    /// <summary>pagoPA's QR code (notice guide): version 002, creditor, amount in cents without leading zeros.</summary>
    public static string Qr(NoticeNumber number, FiscalCode creditor, long cents) =>
        string.Create(CultureInfo.InvariantCulture, $"PAGOPA|002|{number}|{creditor}|{cents}");

    /// <summary>
    /// The 256 characters of the postal bulletin's Data Matrix: the codeline (50 digits, each part preceded by its length), the form P1, debtor and
    /// subject. Every field is cut or padded to its length.
    /// </summary>
    public static string Postal(NoticeNumber number, string account, long cents, FiscalCode creditor, PostalDebt debt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cents, MaxPostalCents);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"codfase=NBPA;18{number}12{account.PadLeft(12, '0')}10{cents:D10}3896"
                + $"1P1{creditor}{Field(debt.DebtorFiscalCode.Value, 16)}{Field(debt.DebtorName, 40)}{Field(debt.Subject, 110)}{Filler}A"
        );
    }

    private static string Field(string text, int length)
    {
        var plain = Plain(text);
        return plain.Length > length ? plain[..length] : plain.PadRight(length);
    }

    /// <summary>The text in upper-case ASCII; characters that the postal code does not admit become spaces.</summary>
    private static string Plain(string text) =>
        string.Concat(PlainText.Of(text).ToUpperInvariant().Select(letter => IsAdmitted(letter) ? letter : ' '));

    private static bool IsAdmitted(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || AdmittedSigns.Contains(letter, StringComparison.Ordinal);
}

/// <summary>Debtor and subject of a postal bulletin, as in the document.</summary>
/// <param name="DebtorFiscalCode">The debtor, or the placeholder for a foreign one.</param>
/// <param name="DebtorName">In any length and script.</param>
/// <param name="Subject">In any length and script.</param>
internal sealed record PostalDebt(FiscalCode DebtorFiscalCode, string DebtorName, string Subject);
