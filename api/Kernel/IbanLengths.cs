namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The length of an IBAN in each country of the SEPA area (ISO 13616 registry).</summary>
internal static class IbanLengths
{
    private static readonly Dictionary<string, int> ByCountry = new(StringComparer.Ordinal)
    {
        ["AD"] = 24,
        ["AL"] = 28,
        ["AT"] = 20,
        ["BE"] = 16,
        ["BG"] = 22,
        ["CH"] = 21,
        ["CY"] = 28,
        ["CZ"] = 24,
        ["DE"] = 22,
        ["DK"] = 18,
        ["EE"] = 20,
        ["ES"] = 24,
        ["FI"] = 18,
        ["FR"] = 27,
        ["GB"] = 22,
        ["GI"] = 23,
        ["GR"] = 27,
        ["HR"] = 21,
        ["HU"] = 28,
        ["IE"] = 22,
        ["IS"] = 26,
        ["IT"] = 27,
        ["LI"] = 21,
        ["LT"] = 20,
        ["LU"] = 20,
        ["LV"] = 21,
        ["MC"] = 27,
        ["MD"] = 24,
        ["ME"] = 22,
        ["MK"] = 19,
        ["MT"] = 31,
        ["NL"] = 18,
        ["NO"] = 15,
        ["PL"] = 28,
        ["PT"] = 25,
        ["RO"] = 24,
        ["RS"] = 22,
        ["SE"] = 24,
        ["SI"] = 19,
        ["SK"] = 24,
        ["SM"] = 27,
        ["VA"] = 22,
    };

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByCountry.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>False when the country is known and requires another length.</summary>
    public static bool Fits(ReadOnlySpan<char> country, int length) => !BySpan.TryGetValue(country, out var right) || right == length;
}
