using System.Globalization;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// A valid Italian fiscal code: 16 characters for a person, or 11 digits for a company, a public body or a person with a provisional code.
/// </summary>
internal readonly record struct FiscalCode
{
    private const int PersonalLength = 16;
    private const int ElevenDigits = 11;

    // L = letter, D = digit or the letter that replaces it when two people share a code (omocodia).
    private const string PersonalForm = "LLLLLLDDLDDLDDDL";
    private const string MonthLetters = "ABCDEHLMPRST";
    private const string OmocodiaLetters = "LMNPQRSTUV";
    private readonly string? text;

    private FiscalCode(string text) => this.text = text;

    /// <summary>
    /// pagoPA's placeholder for a debtor without an Italian code (<c>ANONIMO</c>). It does not identify a person: two debtors with it are not the
    /// same.
    /// </summary>
    public static readonly FiscalCode Anonymous = new("ANONIMO");

    /// <summary>True for the placeholder, by which no debtor is found, grouped or covered.</summary>
    public bool IsAnonymous => text == Anonymous.text;

    /// <summary>The code in upper case, without spaces. Personal data when it has 16 characters.</summary>
    public string Value => text ?? throw new InvalidOperationException("A fiscal code was never given.");

    public bool IsElevenDigits => Value.Length == ElevenDigits;

    /// <summary>Parses a code in either form, in any case and with surrounding spaces; verifies the check character.</summary>
    public static bool TryParse(string? text, out FiscalCode code)
    {
        var candidate = text?.Trim().ToUpperInvariant();
        var valid = candidate?.Length switch
        {
            PersonalLength => IsPersonal(candidate),
            ElevenDigits => IsNumeric(candidate),
            _ => false,
        };
        code = valid ? new FiscalCode(candidate!) : default;
        return valid;
    }

    /// <summary>Parses a stored code: a valid one, or <see cref="Anonymous"/>, which callers cannot send.</summary>
    public static bool TryParseStored(string? text, out FiscalCode code)
    {
        if (text == Anonymous.text)
        {
            code = Anonymous;
            return true;
        }

        return TryParse(text, out code);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsPersonal(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < PersonalLength; index++)
        {
            var fits = PersonalForm[index] == 'L' ? char.IsAsciiLetterUpper(text[index]) : DigitOf(text[index]) >= 0;
            if (!fits)
            {
                return false;
            }
        }

        // Women's birth days are increased by 40.
        var day = (DigitOf(text[9]) * 10) + DigitOf(text[10]);
        return MonthLetters.Contains(text[8], StringComparison.Ordinal)
            && day is (>= 1 and <= 31) or (>= 41 and <= 71)
            && CheckCharacter.Of(text[..15]) == text[15];
    }

    private static int DigitOf(char character) =>
        char.IsAsciiDigit(character) ? character - '0' : OmocodiaLetters.IndexOf(character, StringComparison.Ordinal);

    private static bool IsNumeric(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('0', '9') || text[..7] is "0000000")
        {
            return false;
        }

        return OfficeExists(int.Parse(text[7..10], CultureInfo.InvariantCulture)) && HasRightCheckDigit(text);
    }

    private static bool HasRightCheckDigit(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var index = 0; index < ElevenDigits; index++)
        {
            var digit = text[index] - '0';
            var doubled = digit * 2;
            sum += index % 2 == 0 ? digit : doubled - (doubled > 9 ? 9 : 0);
        }

        return sum % 10 == 0;
    }

    // Digits 8 to 10 name the issuing office, as in the Revenue Agency's own checking program: VAT offices and national series first, then three
    // ranges for provisional codes of persons.
    private static bool OfficeExists(int office) =>
        office is (>= 1 and <= 100) or 120 or 121 or 888 or 999 or (>= 151 and <= 245) or (>= 301 and <= 766) or (>= 900 and <= 950);
}
