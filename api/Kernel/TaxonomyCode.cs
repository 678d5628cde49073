namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The code by which pagoPA classifies a revenue (tassonomia), for example <c>9/0101101IM/</c>.</summary>
internal static class TaxonomyCode
{
    // 9 = digit, A = upper-case letter, everything else is itself.
    private const string Form = "9/9999999AA/";

    /// <summary>Checks the form only; which codes are in force changes with pagoPA's yearly list.</summary>
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
