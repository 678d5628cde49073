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
