using Lecce.Riscossione.Api.Kernel;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>The formats of a text field, checked as everywhere in the program.</summary>
/// <param name="Name">The word in the schema.</param>
/// <param name="Expected">What the payer should write, in Italian.</param>
/// <param name="IsPersonal">True when such a text identifies a person, so that no subject may contain it.</param>
/// <param name="Accepts">The check.</param>
internal sealed record TextFormat(string Name, string Expected, bool IsPersonal, Func<string, bool> Accepts)
{
    private const int MaxEmail = 254;

    public static readonly IReadOnlyList<TextFormat> All =
    [
        new("date", "Serve una data esistente, nella forma AAAA-MM-GG.", IsPersonal: false, IsDate),
        new("email", "Serve un indirizzo di posta elettronica.", IsPersonal: true, IsEmail),
        new(
            "fiscal-code",
            "Serve un codice fiscale corretto.",
            IsPersonal: true,
            text => IsTrimmed(text) && FiscalCode.TryParse(text, out _)
        ),
        new("vat-number", "Serve una partita IVA corretta, 11 cifre.", IsPersonal: false, IsVatNumber),
        new("iban", "Serve un IBAN corretto.", IsPersonal: true, text => IsTrimmed(text) && Iban.TryParse(text, out _)),
        new("plate", "Serve una targa: lettere maiuscole e cifre, senza spazi.", IsPersonal: true, IsPlate),
    ];

    // Four digits of year, as RFC 3339 demands.
    private static bool IsDate(string text) => text is { Length: 10 } && text[0] != '-' && LocalDatePattern.Iso.Parse(text).Success;

    private static bool IsVatNumber(string text) => IsTrimmed(text) && FiscalCode.TryParse(text, out var code) && code.IsElevenDigits;

    // Italian plates of every age and foreign ones.
    private static bool IsPlate(string text) =>
        text is { Length: >= 4 and <= 10 }
        && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
        && text.Any(char.IsAsciiDigit);

    private static bool IsEmail(string text) =>
        text.Length <= MaxEmail
        && text.Split('@') is [{ Length: >= 1 and <= 64 } name, var host]
        && name.All(letter => letter is > ' ' and < (char)127 && !"()<>[],;:\\\"".Contains(letter, StringComparison.Ordinal))
        && !name.StartsWith('.')
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && host.Split('.') is { Length: >= 2 } labels
        && labels.All(IsLabel);

    private static bool IsLabel(string label) =>
        label is { Length: >= 1 and <= 63 }
        && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && !label.StartsWith('-')
        && !label.EndsWith('-');

    private static bool IsTrimmed(string text) => text.Length > 0 && text.Trim().Length == text.Length;
}
