using System.Globalization;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>Amounts in euro cents, read and written without floating point.</summary>
internal static class Amount
{
    /// <summary>The maximum amount of pagoPA: 999,999,999.99 euro.</summary>
    public const long MaxCents = 99_999_999_999;

    // Sign, 17 digits of euro, 5 thousands separators, decimal separator, 2 digits of cents.
    private const int MaxLength = 26;

    // No longer than the digits that a decimal holds exactly.
    private const int MaxNumberLength = 28;

    /// <summary>The amount in pagoPA's form: <c>1020.99</c>.</summary>
    public static string ToDecimalText(long cents)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        var start = WriteCents(cents, '.', buffer);
        var euros = Magnitude(cents) / 100;
        do
        {
            buffer[--start] = (char)('0' + (euros % 10));
            euros /= 10;
        } while (euros > 0);
        return Signed(cents, buffer, start);
    }

    /// <summary>The amount in Italian form, without a currency sign: <c>1.020,99</c>.</summary>
    public static string ToItalianText(long cents)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        var start = WriteCents(cents, ',', buffer);
        var euros = Magnitude(cents) / 100;
        var written = 0;
        do
        {
            if (written > 0 && written % 3 == 0)
            {
                buffer[--start] = '.';
            }

            buffer[--start] = (char)('0' + (euros % 10));
            euros /= 10;
            written++;
        } while (euros > 0);
        return Signed(cents, buffer, start);
    }

    /// <summary>Parses digits, a point and exactly two digits, up to <see cref="MaxCents"/>, without sign or spaces.</summary>
    public static bool TryParseDecimalText(string text, out long cents)
    {
        cents = 0;
        var point = text.Length - 3;
        if (point < 1 || text[point] != '.')
        {
            return false;
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (index == point)
            {
                continue;
            }

            cents = (cents * 10) + text[index] - '0';
            if (!char.IsAsciiDigit(text[index]) || cents > MaxCents)
            {
                cents = 0;
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Parses euros as JSON numbers have them (<c>272.6</c>, <c>100</c>, <c>1.0E+2</c>), up to <see cref="MaxCents"/>. False for a sign, for a part
    /// of a cent, and for what is no number.
    /// </summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long cents)
    {
        const NumberStyles JsonNumber = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        cents = 0;
        if (
            text is [] or ['.', ..] or [.., '.']
            || text.Length > MaxNumberLength
            || !decimal.TryParse(text, JsonNumber, CultureInfo.InvariantCulture, out var euros)
            || euros > MaxCents / 100m
            || !decimal.IsInteger(euros * 100)
        )
        {
            return false;
        }

        cents = (long)(euros * 100);
        return true;
    }

    private static ulong Magnitude(long cents) => cents < 0 ? 0UL - (ulong)cents : (ulong)cents;

    private static int WriteCents(long cents, char separator, Span<char> buffer)
    {
        var hundredths = Magnitude(cents) % 100;
        buffer[^1] = (char)('0' + (hundredths % 10));
        buffer[^2] = (char)('0' + (hundredths / 10));
        buffer[^3] = separator;
        return buffer.Length - 3;
    }

    private static string Signed(long cents, Span<char> buffer, int start)
    {
        if (cents < 0)
        {
            buffer[--start] = '-';
        }

        return new string(buffer[start..]);
    }
}
