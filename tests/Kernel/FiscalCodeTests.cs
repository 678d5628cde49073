using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Kernel;

public class FiscalCodeTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string LettersAndDigits = Letters + "0123456789";

    private static readonly Gen<string> PersonalCode = Gen.Select(
        Gen.String[Gen.Char[Letters], 6, 6],
        Gen.String[Gen.Char["0123456789LMNPQRSTUV"], 2, 2],
        Gen.Char["ABCDEHLMPRST"],
        Gen.OneOf(Gen.Int[1, 31], Gen.Int[41, 71]),
        Gen.Char[Letters],
        Gen.String[Gen.Char["0123456789LMNPQRSTUV"], 3, 3],
        (names, year, month, day, area, town) =>
        {
            var start = $"{names}{year}{month}{day:D2}{area}{town}";
            return start + CheckCharacter.Of(start);
        }
    );

    public static TheoryData<string, bool> PersonalVectors()
    {
        var data = new TheoryData<string, bool>();
        foreach (var row in Reference.Rows("vectors/codice_fiscale.tsv"))
        {
            data.Add(row[0], string.Equals(row[1], "1", StringComparison.Ordinal));
        }

        return data;
    }

    public static TheoryData<string, bool> NumericVectors()
    {
        var data = new TheoryData<string, bool>();
        foreach (var row in Reference.Rows("vectors/partita_iva_cf11.tsv"))
        {
            data.Add(row[0], string.Equals(row[2], "1", StringComparison.Ordinal));
        }

        return data;
    }

    [ReferenceTheory]
    [MemberData(nameof(PersonalVectors))]
    public void Known_personal_codes_are_valid_or_invalid_as_listed(string code, bool valid)
    {
        Assert.Equal(valid, FiscalCode.TryParse(code, out var read));
        if (valid)
        {
            Assert.Equal(code, read.Value);
            Assert.False(read.IsElevenDigits);
        }
    }

    [ReferenceTheory]
    [MemberData(nameof(NumericVectors))]
    public void Known_numeric_codes_are_valid_or_invalid_as_listed(string code, bool valid)
    {
        Assert.Equal(valid, FiscalCode.TryParse(code, out var read));
        if (valid)
        {
            Assert.Equal(code, read.Value);
            Assert.True(read.IsElevenDigits);
        }
    }

    [Fact]
    public void A_code_is_read_in_any_case_and_with_spaces_around_it()
    {
        Assert.True(FiscalCode.TryParse("  rssmra80a01h501u ", out var code));
        Assert.Equal("RSSMRA80A01H501U", code.Value);
    }

    [Fact]
    public void Any_wrong_character_of_a_personal_code_is_noticed() =>
        Gen.Select(PersonalCode, Gen.Int[0, 15], Gen.Char[LettersAndDigits])
            .Where((code, place, character) => code[place] != character)
            .Sample(
                (code, place, character) =>
                {
                    Assert.True(FiscalCode.TryParse(code, out _));
                    Assert.False(FiscalCode.TryParse(TextWith.Replaced(code, place, character), out _));
                },
                iter: 20_000
            );

    [Fact]
    public void Any_wrong_digit_of_a_numeric_code_is_noticed()
    {
        for (var place = 0; place < 11; place++)
        {
            foreach (var digit in "0123456789".Where(digit => digit != "80008510754"[place]))
            {
                Assert.False(FiscalCode.TryParse(TextWith.Replaced("80008510754", place, digit), out _));
            }
        }
    }

    [Fact]
    public void A_provisional_code_of_a_person_is_accepted() => Assert.True(FiscalCode.TryParse("12345673011", out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000")]
    [InlineData("8000851075")]
    [InlineData("８0008510754")]
    [InlineData("RSSMRA80A41H501")]
    [InlineData("RSSMRÀ80A01H501U")]
    [InlineData("RSSMRA80A01 H501U")]
    public void Invalid_fiscal_codes_are_refused(string? text) => Assert.False(FiscalCode.TryParse(text, out _));
}
