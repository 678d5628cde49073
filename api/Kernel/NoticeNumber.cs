using System.Globalization;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// The number of a payment notice (numero avviso, NAV): 18 digits. The first one, the aux digit, defines the format: the program issues 3;
/// departments may bring their own numbers with 0, 1 or 2.
/// </summary>
internal readonly record struct NoticeNumber
{
    private const int Length = 18;
    private const int CheckedLength = 16;
    private const int CheckModulus = 93;
    private const long BasePartLimit = 10_000_000_000_000;
    private readonly string? text;

    private NoticeNumber(string text) => this.text = text;

    /// <summary>The 18 digits.</summary>
    public string Value => text ?? throw new InvalidOperationException("A notice number was never given.");

    /// <summary>0 to 3.</summary>
    public char AuxDigit => Value[0];

    /// <summary>The IUV: the digits after the aux digit and, with aux digit 0, after the application code.</summary>
    public string Iuv => AuxDigit == '0' ? Value[3..] : Value[1..];

    /// <summary>The digits in groups of four, as printed.</summary>
    public string Grouped =>
        string.Create(
            Length + 4,
            Value,
            static (target, digits) =>
            {
                for (var index = 0; index < target.Length; index++)
                {
                    target[index] = index % 5 == 4 ? ' ' : digits[index - (index / 5)];
                }
            }
        );

    /// <summary>Parses 18 digits with aux digit 0 to 3 and valid check digits; aux digit 1 has none.</summary>
    public static bool TryParse(string? text, out NoticeNumber number)
    {
        var valid = text is { Length: Length } && IsValid(text);
        number = valid ? new NoticeNumber(text!) : default;
        return valid;
    }

    /// <summary>Makes a number: aux digit 3, segregation code (2 digits), base part (up to 13 digits), check digits.</summary>
    public static NoticeNumber Compose(string segregationCode, long basePart)
    {
        if (!SegregationCode.IsValid(segregationCode))
        {
            throw new ArgumentException("A segregation code has two digits.", nameof(segregationCode));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(basePart);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(basePart, BasePartLimit);
        return new NoticeNumber(string.Create(Length, (segregationCode, basePart), Write));
    }

    /// <summary>The notice number of an IUV: 17 digits belong to aux digit 3; 15 digits and the application code to aux digit 0.</summary>
    public static bool TryFromIuv(string? iuv, string? applicationCode, out NoticeNumber number)
    {
        switch (iuv?.Length, applicationCode?.Length)
        {
            case (17, _):
                return TryParse("3" + iuv, out number);
            case (15, 2):
                return TryParse("0" + applicationCode + iuv, out number);
            default:
                number = default;
                return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsValid(ReadOnlySpan<char> digits)
    {
        if (digits.ContainsAnyExceptInRange('0', '9') || digits[0] > '3')
        {
            return false;
        }

        return digits[0] == '1' || CheckOf(digits) == int.Parse(digits[CheckedLength..], CultureInfo.InvariantCulture);
    }

    private static int CheckOf(ReadOnlySpan<char> digits) =>
        (int)(long.Parse(digits[..CheckedLength], CultureInfo.InvariantCulture) % CheckModulus);

    private static void Write(Span<char> target, (string SegregationCode, long BasePart) parts)
    {
        target[0] = '3';
        parts.SegregationCode.CopyTo(target[1..]);
        parts.BasePart.TryFormat(target[3..], out _, "D13", CultureInfo.InvariantCulture);
        CheckOf(target).TryFormat(target[CheckedLength..], out _, "D2", CultureInfo.InvariantCulture);
    }
}
