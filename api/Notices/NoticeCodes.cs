using System.Globalization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>What the two codes of a notice say.</summary>
internal static class NoticeCodes
{
    /// <summary>The greatest amount that ten digits of the postal codeline hold. A greater one has no postal bulletin.</summary>
    public const long MostPostalCents = 9_999_999_999;

    private const string Filler = "            ";

    // Characters that the postal code admits beside letters, digits and the space.
    private const string AdmittedSigns = "&'-.:_,";

    /// <summary>pagoPA's code (notice guide, QR code): version 002, creditor, and the amount in cents without leading zeros.</summary>
    public static string Qr(NoticeNumber number, FiscalCode creditor, long cents) =>
        string.Create(CultureInfo.InvariantCulture, $"PAGOPA|002|{number}|{creditor}|{cents}");

    /// <summary>
    /// The 256 characters of the postal bulletin's Data Matrix: the codeline of the bulletin (50 digits, each part preceded by its length),
    /// the form P1, and whom and what it is about. Every field is shortened or filled up to its length.
    /// </summary>
    public static string Postal(NoticeNumber number, string account, long cents, FiscalCode creditor, PostalDebt debt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cents, MostPostalCents);
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

    /// <summary>The text in upper-case ASCII; what the postal code does not admit becomes a space.</summary>
    private static string Plain(string text) =>
        string.Concat(PlainText.Of(text).ToUpperInvariant().Select(letter => IsAdmitted(letter) ? letter : ' '));

    private static bool IsAdmitted(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || AdmittedSigns.Contains(letter, StringComparison.Ordinal);
}

/// <summary>Whom and what a postal bulletin is about, as the document says it.</summary>
/// <param name="DebtorFiscalCode">Who pays.</param>
/// <param name="DebtorName">Of any length and script.</param>
/// <param name="Subject">Of any length and script.</param>
internal sealed record PostalDebt(FiscalCode DebtorFiscalCode, string DebtorName, string Subject);
