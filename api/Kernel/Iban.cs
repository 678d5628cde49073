namespace Lecce.Riscossione.Api.Kernel;

/// <summary>A bank account number (ISO 13616) with valid length, check digits and, for Italy and San Marino, CIN.</summary>
internal readonly record struct Iban
{
    private const int MinLength = 15;
    private const int MaxLength = 34;

    // Accounts of Poste Italiane, for which pagoPA has separate rules.
    private const string PostalAbi = "07601";
    private readonly string? text;

    private Iban(string text) => this.text = text;

    /// <summary>The number in upper case, without spaces.</summary>
    public string Value => text ?? throw new InvalidOperationException("An IBAN was never given.");

    public bool IsPostal => Value.StartsWith("IT", StringComparison.Ordinal) && Value.AsSpan(5, 5).SequenceEqual(PostalAbi);

    /// <summary>Parses a number in any case, with or without spaces.</summary>
    public static bool TryParse(string? text, out Iban iban)
    {
        var candidate = text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var valid = candidate is { Length: >= MinLength and <= MaxLength } && IsValid(candidate);
        iban = valid ? new Iban(candidate!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsValid(ReadOnlySpan<char> text)
    {
        var country = text[..2];
        return char.IsAsciiLetterUpper(country[0])
            && char.IsAsciiLetterUpper(country[1])
            && IsAlphanumeric(text)
            && IbanLengths.Fits(country, text.Length)
            && HasRightCheckDigits(text)
            && (country is not ("IT" or "SM") || HasRightCin(text[4..]));
    }

    private static bool HasRightCheckDigits(ReadOnlySpan<char> text)
    {
        // 00, 01 and 99 would pass mod 97 in place of 97, 98 and 02, but are never issued.
        if (!char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3]) || text[2..4] is "00" or "01" or "99")
        {
            return false;
        }

        return Mod97(text[..4], Mod97(text[4..], 0)) == 1;
    }

    private static int Mod97(ReadOnlySpan<char> text, int remainder)
    {
        foreach (var character in text)
        {
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + character - '0') % 97
                : ((remainder * 100) + character - 'A' + 10) % 97;
        }

        return remainder;
    }

    // CIN (1 letter), ABI (5 digits), CAB (5 digits), account (12 letters or digits).
    private static bool HasRightCin(ReadOnlySpan<char> bban) =>
        !bban[1..11].ContainsAnyExceptInRange('0', '9') && CheckCharacter.Of(bban[1..]) == bban[0];

    private static bool IsAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterUpper(character) && !char.IsAsciiDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
