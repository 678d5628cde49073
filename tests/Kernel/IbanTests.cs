using System.Globalization;
using System.Numerics;
using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Kernel;

public class IbanTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    private static readonly Gen<string> ItalianIban = Gen.Select(
        Gen.String[Gen.Char[Digits], 10, 10],
        Gen.String[Gen.Char[Letters + Digits], 12, 12],
        (bank, account) => WithCheckDigits("IT", CheckCharacter.Of(bank + account) + bank + account)
    );

    public static TheoryData<string, bool> Vectors()
    {
        var data = new TheoryData<string, bool>();
        foreach (var row in Reference.Rows("vectors/iban.tsv"))
        {
            data.Add(row[0], row[1..3].All(flag => string.Equals(flag, "1", StringComparison.Ordinal)));
        }

        return data;
    }

    [ReferenceTheory]
    [MemberData(nameof(Vectors))]
    public void Known_ibans_are_valid_or_invalid_as_listed(string iban, bool valid) => Assert.Equal(valid, Iban.TryParse(iban, out _));

    [Fact]
    public void Any_wrong_digit_or_letter_is_noticed() =>
        Gen.Select(ItalianIban, Gen.Int[0, 26], Gen.Char[Letters + Digits])
            .Where((iban, place, character) => iban[place] != character && char.IsDigit(iban[place]) == char.IsDigit(character))
            .Sample(
                (iban, place, character) =>
                {
                    Assert.True(Iban.TryParse(iban, out _));
                    Assert.False(Iban.TryParse(TextWith.Replaced(iban, place, character), out _));
                },
                iter: 20_000
            );

    [Fact]
    public void A_wrong_cin_is_refused_even_when_the_check_digits_are_right() =>
        Gen.Select(ItalianIban, Gen.Char[Letters])
            .Where((iban, cin) => iban[4] != cin)
            .Sample((iban, cin) => Assert.False(Iban.TryParse(WithCheckDigits("IT", cin + iban[5..]), out _)));

    [Fact]
    public void An_iban_is_read_in_groups_and_in_any_case()
    {
        Assert.True(Iban.TryParse(" it60 x054 2811 1010 0000 0123 456", out var iban));
        Assert.Equal("IT60X0542811101000000123456", iban.Value);
    }

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("FR1420041010050500013M02606", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("NO9386011117947", true)]
    [InlineData("DE88370400440532013000", false)]
    [InlineData("NO938601111794", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Foreign_ibans_need_their_check_digits_and_length(string? iban, bool valid) =>
        Assert.Equal(valid, Iban.TryParse(iban, out _));

    [Fact]
    public void A_known_country_requires_its_length() => Assert.False(Iban.TryParse(WithCheckDigits("DE", "3704004405320130001"), out _));

    [Fact]
    public void Only_italian_accounts_of_poste_are_postal()
    {
        Assert.True(
            Iban.TryParse(WithCheckDigits("IT", CheckCharacter.Of("0760116000000012345678") + "0760116000000012345678"), out var postal)
        );
        Assert.True(Iban.TryParse("IT60X0542811101000000123456", out var bank));

        Assert.True(postal.IsPostal);
        Assert.False(bank.IsPostal);
    }

    // Independent of the tested code: the textbook algorithm on one big integer.
    private static string WithCheckDigits(string country, string bban)
    {
        var digits = string.Concat((bban + country + "00").Select(c => char.IsDigit(c) ? c - '0' : c - 'A' + 10));
        var check = 98 - (int)(BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97);
        return $"{country}{check:D2}{bban}";
    }
}
