namespace Lecce.Riscossione.Api.Kernel;

/// <summary>pagoPA's classification code of a revenue (tassonomia), for example <c>9/0101101IM/</c>.</summary>
internal static class TaxonomyCode
{
    // 9 = digit, A = upper-case letter, other characters are literal.
    private const string Form = "9/9999999AA/";

    /// <summary>Checks only the form; the list of valid codes changes every year.</summary>
    public static bool IsValid(string? text)
    {
        if (text?.Length != Form.Length)
        {
            return false;
        }

        for (var index = 0; index < Form.Length; index++)
        {
            var fits = Form[index] switch
            {
                '9' => char.IsAsciiDigit(text[index]),
                'A' => char.IsAsciiLetterUpper(text[index]),
                var literal => text[index] == literal,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
