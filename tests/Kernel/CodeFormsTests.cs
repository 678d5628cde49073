using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Kernel;

public class CodeFormsTests
{
    [Theory]
    [InlineData("9/0101101IM/", true)]
    [InlineData("9/0101101IM", false)]
    [InlineData("9/0101101im/", false)]
    [InlineData("9/010110AIM/", false)]
    [InlineData("0101101IM", false)]
    [InlineData(null, false)]
    public void A_taxonomy_code_has_its_form(string? text, bool valid) => Assert.Equal(valid, TaxonomyCode.IsValid(text));

    [ReferenceFact]
    public void Every_code_of_the_published_taxonomy_has_the_form()
    {
        using var rows = JsonDocument.Parse(File.ReadAllText(Reference.PathOf("pagopa/taxonomy/tassonomia.json")));
        var codes = rows.RootElement.EnumerateArray().Select(TaxonomyOf).ToArray();

        Assert.Equal(623, codes.Length);
        Assert.All(codes, code => Assert.True(TaxonomyCode.IsValid(code), code));
    }

    [Theory]
    [InlineData("01", true)]
    [InlineData("1", false)]
    [InlineData("001", false)]
    [InlineData("0A", false)]
    [InlineData("٠١", false)]
    [InlineData(null, false)]
    public void A_segregation_code_has_two_digits(string? text, bool valid) => Assert.Equal(valid, SegregationCode.IsValid(text));

    [Theory]
    [InlineData("AB123", true)]
    [InlineData("12345", true)]
    [InlineData("ab123", false)]
    [InlineData("AB12", false)]
    [InlineData("AB1234", false)]
    [InlineData("AB-12", false)]
    [InlineData(null, false)]
    public void A_cbill_code_has_five_letters_or_digits(string? text, bool valid) => Assert.Equal(valid, CbillCode.IsValid(text));

    private static string? TaxonomyOf(JsonElement row) =>
        row.EnumerateObject()
            .Select(field => field.Value.ToString())
            .FirstOrDefault(value => value.StartsWith("9/", StringComparison.Ordinal));
}
