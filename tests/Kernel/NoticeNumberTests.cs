using System.Security.Cryptography;
using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Kernel;

public class NoticeNumberTests
{
    private const long Domain = 10_000_000_000_000;
    private static readonly byte[] Key = SHA256.HashData("one organization"u8);
    private static readonly Gen<long> BasePart = Gen.Long[0, Domain - 1];

    private static readonly Gen<string> Number = Gen.Select(
        Gen.Int[0, 99],
        BasePart,
        (code, basePart) => NoticeNumber.Compose($"{code:D2}", basePart).Value
    );

    public static TheoryData<string, bool> Vectors()
    {
        var data = new TheoryData<string, bool>();
        foreach (var row in Reference.Rows("vectors/notice_numbers.tsv"))
        {
            data.Add(row[0], row[1..3].All(flag => string.Equals(flag, "1", StringComparison.Ordinal)));
        }

        return data;
    }

    [ReferenceTheory]
    [MemberData(nameof(Vectors))]
    public void Known_notice_numbers_are_valid_or_invalid_as_listed(string number, bool valid) =>
        Assert.Equal(valid, NoticeNumber.TryParse(number, out _));

    [Fact]
    public void A_composed_number_has_aux_digit_3_segregation_code_base_and_check_digits()
    {
        var number = NoticeNumber.Compose("02", 1234567890123);

        Assert.Equal("302123456789012356", number.Value);
        Assert.Equal('3', number.AuxDigit);
        Assert.Equal("02123456789012356", number.Iuv);
        Assert.Equal("3021 2345 6789 0123 56", number.Grouped);
    }

    [Fact]
    public void A_short_base_is_filled_with_zeros() => Assert.Equal("3000000000000007", NoticeNumber.Compose("00", 7).Value[..16]);

    [Fact]
    public void A_notice_number_with_a_wrong_digit_is_refused() =>
        Gen.Select(Number, Gen.Int[0, 17], Gen.Char["0123456789"])
            .Where((number, place, digit) => number[place] != digit && (place > 0 || digit != '1'))
            .Sample(
                (number, place, digit) =>
                {
                    Assert.True(NoticeNumber.TryParse(number, out _));
                    Assert.False(NoticeNumber.TryParse(TextWith.Replaced(number, place, digit), out _));
                },
                iter: 20_000
            );

    [Fact]
    public void Aux_digit_1_has_no_check_digits() => Assert.True(NoticeNumber.TryParse("112345678901234567", out _));

    [Theory]
    [InlineData("001340000013900909", "340000013900909", "01")]
    [InlineData("302123456789012356", "02123456789012356", null)]
    [InlineData("302123456789012356", "02123456789012356", "01")]
    public void A_notice_number_is_found_from_its_iuv(string number, string iuv, string? applicationCode)
    {
        Assert.True(NoticeNumber.TryFromIuv(iuv, applicationCode, out var found));
        Assert.Equal(number, found.Value);
        Assert.Equal(iuv, found.Iuv);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("340000013900909", null)]
    [InlineData("340000013900909", "1")]
    [InlineData("340000013900908", "01")]
    [InlineData("RF23567483937849450550875", null)]
    public void An_iuv_without_a_valid_notice_number_has_none(string? iuv, string? applicationCode) =>
        Assert.False(NoticeNumber.TryFromIuv(iuv, applicationCode, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("3021 2345 6789 0123 56")]
    [InlineData("402123456789012356")]
    [InlineData("３02123456789012356")]
    public void Invalid_notice_numbers_are_refused(string? text) => Assert.False(NoticeNumber.TryParse(text, out _));

    [Fact]
    public void A_number_that_does_not_fit_is_not_composed()
    {
        Assert.Throws<ArgumentException>(() => NoticeNumber.Compose("1", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoticeNumber.Compose("01", Domain));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoticeNumber.Compose("01", -1));
    }

    [Fact]
    public void A_hundred_thousand_consecutive_counters_give_distinct_valid_numbers()
    {
        var cipher = new NoticeNumberCipher(Key);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var counter = 0L; counter < 100_000; counter++)
        {
            var number = NoticeNumber.Compose("00", cipher.Encipher(counter)).Value;
            Assert.True(NoticeNumber.TryParse(number, out _));
            Assert.True(numbers.Add(number), $"counter {counter} repeats a number");
        }
    }

    [Fact]
    public void Deciphering_restores_the_counter() =>
        BasePart.Sample(
            counter =>
            {
                var cipher = new NoticeNumberCipher(Key);
                var basePart = cipher.Encipher(counter);
                Assert.InRange(basePart, 0, Domain - 1);
                Assert.Equal(counter, cipher.Decipher(basePart));
                Assert.Equal(counter, cipher.Encipher(cipher.Decipher(counter)));
            },
            iter: 2_000
        );

    [Theory]
    [InlineData(0)]
    [InlineData(Domain - 1)]
    public void The_ends_of_the_range_are_enciphered_too(long counter)
    {
        var cipher = new NoticeNumberCipher(Key);

        Assert.Equal(counter, cipher.Decipher(cipher.Encipher(counter)));
    }

    [Fact]
    public void The_mapping_is_stable_so_that_numbers_do_not_repeat()
    {
        var cipher = new NoticeNumberCipher(Key);

        Assert.Equal([780345123996, 5982909962299, 7186663665160], new[] { 0L, 1L, Domain - 1 }.Select(cipher.Encipher));
    }

    [Fact]
    public void Another_key_gives_other_numbers() =>
        BasePart.Sample(counter =>
            Assert.NotEqual(
                new NoticeNumberCipher(Key).Encipher(counter),
                new NoticeNumberCipher(SHA256.HashData("another organization"u8)).Encipher(counter)
            )
        );

    [Fact]
    public void Consecutive_counters_are_spread_over_the_range()
    {
        var cipher = new NoticeNumberCipher(Key);
        var perTenth = Enumerable.Range(0, 10_000).CountBy(counter => cipher.Encipher(counter) / (Domain / 10)).ToArray();

        Assert.Equal(10, perTenth.Length);
        Assert.All(perTenth, tenth => Assert.InRange(tenth.Value, 800, 1_200));
    }

    [Fact]
    public void Threads_share_a_cipher()
    {
        var cipher = new NoticeNumberCipher(Key);
        var alone = Enumerable.Range(0, 2_000).Select(counter => cipher.Encipher(counter)).ToArray();
        var together = new long[alone.Length];
        Parallel.For(0, together.Length, counter => together[counter] = cipher.Encipher(counter));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Values_outside_the_range_and_short_keys_are_refused()
    {
        var cipher = new NoticeNumberCipher(Key);

        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Encipher(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Encipher(Domain));
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Decipher(Domain));
        Assert.Throws<ArgumentException>(() => new NoticeNumberCipher(new byte[31]));
    }
}
