using System.Globalization;
using CsCheck;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Tests.Kernel;

public class AmountTests
{
    private static readonly NumberFormatInfo Italian = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    [Fact]
    public void Every_amount_up_to_ten_thousand_euro_reads_back_to_the_cent()
    {
        for (var cents = 1L; cents <= 1_000_000; cents++)
        {
            RequireRoundTrip(cents);
        }
    }

    [Fact]
    public void Any_amount_reads_back_to_the_cent() => Gen.Long[0, Amount.MaxCents].Sample(RequireRoundTrip, iter: 10_000);

    [Fact]
    public void Amounts_are_written_as_the_framework_writes_decimals() =>
        Gen.OneOf(Gen.Long[-2_000_000, 2_000_000], Gen.Long)
            .Sample(
                cents =>
                {
                    Assert.Equal((cents / 100m).ToString("F2", CultureInfo.InvariantCulture), Amount.ToDecimalText(cents));
                    Assert.Equal((cents / 100m).ToString("N2", Italian), Amount.ToItalianText(cents));
                },
                iter: 10_000
            );

    [Theory]
    [InlineData(0, "0.00", "0,00")]
    [InlineData(5, "0.05", "0,05")]
    [InlineData(102_099, "1020.99", "1.020,99")]
    [InlineData(-102_099, "-1020.99", "-1.020,99")]
    [InlineData(Amount.MaxCents, "999999999.99", "999.999.999,99")]
    [InlineData(long.MinValue, "-92233720368547758.08", "-92.233.720.368.547.758,08")]
    public void Amounts_are_written_for_pagopa_and_for_people(long cents, string decimalText, string italianText)
    {
        Assert.Equal(decimalText, Amount.ToDecimalText(cents));
        Assert.Equal(italianText, Amount.ToItalianText(cents));
    }

    [Fact]
    public void A_number_of_euros_reads_as_the_framework_reads_decimals() =>
        Gen.Select(Gen.Long[0, 2_000_000_000_000], Gen.Int[0, 6], Gen.Int[-4, 8])
            .Sample(
                (digits, decimals, exponent) =>
                {
                    var power = (decimal)Math.Pow(10, decimals);
                    var text = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(digits / power).ToString($"F{decimals}", CultureInfo.InvariantCulture)}e{exponent}"
                    );
                    var cents = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) * 100;
                    var isWhole = cents == decimal.Truncate(cents) && cents <= Amount.MaxCents;

                    Assert.Equal(isWhole, Amount.TryParseNumber(text, out var read));
                    Assert.Equal(isWhole ? (long)cents : 0, read);
                },
                iter: 10_000
            );

    [Theory]
    [InlineData("0", 0)]
    [InlineData("272.6", 27_260)]
    [InlineData("272.600", 27_260)]
    [InlineData("1E2", 10_000)]
    [InlineData("12.5e-1", 125)]
    [InlineData("999999999.99", Amount.MaxCents)]
    [InlineData("0.00000000000000000000", 0)]
    public void A_number_of_euros_reads_to_the_cent(string text, long cents)
    {
        Assert.True(Amount.TryParseNumber(text, out var read));
        Assert.Equal(cents, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("0.001")]
    [InlineData("1e")]
    [InlineData("1e99999999999")]
    [InlineData("1e9")]
    [InlineData("1000000000")]
    [InlineData("NaN")]
    [InlineData("00000000000000000000000000000000000000001")]
    public void What_is_no_amount_in_cents_is_refused(string text) => Assert.False(Amount.TryParseNumber(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".99")]
    [InlineData("1")]
    [InlineData("1.9")]
    [InlineData("1.999")]
    [InlineData("1,99")]
    [InlineData("-1.99")]
    [InlineData("+1.99")]
    [InlineData(" 1.99")]
    [InlineData("1.99 ")]
    [InlineData("1.020.99")]
    [InlineData("1.0/")]
    [InlineData("١.99")]
    [InlineData("1000000000.00")]
    [InlineData("99999999999999999999999999.99")]
    public void Invalid_amounts_are_refused(string text)
    {
        Assert.False(Amount.TryParseDecimalText(text, out var cents));
        Assert.Equal(0, cents);
    }

    private static void RequireRoundTrip(long cents)
    {
        var text = Amount.ToDecimalText(cents);
        if (!Amount.TryParseDecimalText(text, out var read) || read != cents)
        {
            Assert.Fail($"{cents} was written {text} and read {read}.");
        }
    }
}
