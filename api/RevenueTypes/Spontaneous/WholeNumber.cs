using System.Globalization;
using System.Text.Json;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>
/// Integers as JSON Schema defines them: any JSON number without a fractional part, so also <c>20.0</c> and <c>2e1</c>. Read exactly, without
/// floating point.
/// </summary>
internal static class WholeNumber
{
    /// <summary>The greatest number that every JSON reader keeps exactly: 2^53 − 1.</summary>
    public const long Max = 9_007_199_254_740_991;

    private const int MaxDigits = 18;

    /// <summary>False when the value is no integer, or has more than 18 digits.</summary>
    public static bool TryRead(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out number) || TryParse(value.GetRawText(), out number));
    }

    private static bool TryParse(string text, out long number)
    {
        number = 0;
        var mantissaEnd = text.AsSpan().IndexOfAny('e', 'E') is >= 0 and var found ? found : text.Length;
        var exponent = 0;
        if (
            mantissaEnd < text.Length
            && !int.TryParse(text.AsSpan(mantissaEnd + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
        )
        {
            return false;
        }

        var mantissa = text[..mantissaEnd];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return true;
        }

        var zeros = (long)exponent - fraction + digits.Length - significant.Length;
        if (zeros < 0 || significant.Length + zeros > MaxDigits)
        {
            return false;
        }

        number = long.Parse(significant + new string('0', (int)zeros), NumberStyles.None, CultureInfo.InvariantCulture);
        number = mantissa.StartsWith('-') ? -number : number;
        return true;
    }
}
