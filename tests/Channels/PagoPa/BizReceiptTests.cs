using System.Text;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Payments.Recovery;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>A receipt in JSON: cents without rounding, the day of payment in every form that the service uses.</summary>
public class BizReceiptTests
{
    private static readonly BizStory Story = new("iur-1", "301000000012345678", 10_000);

    [Theory]
    [InlineData("272.6", 27_260)]
    [InlineData("100", 10_000)]
    [InlineData("0.07", 7)]
    [InlineData("1.0E+2", 10_000)]
    [InlineData("\"45.86\"", 4_586)]
    [InlineData("999999999.99", 99_999_999_999)]
    public void Euros_become_cents_exactly_as_numbers_or_texts(string amount, long cents)
    {
        var receipt = Read(Story with { Amount = amount });

        Assert.Equal((cents, cents), (receipt.PaymentAmountCents, receipt.Transfers[0].AmountCents));
    }

    [Theory]
    [InlineData(""" "paymentDateTime":"2026-11-20","paymentDateTimeFormatted":"2026-11-20T18:30:15" """, "2026-11-20T17:30:15Z")]
    [InlineData(""" "paymentDateTime":"2026-11-20T18:30:15.123456","paymentDateTimeFormatted":null """, "2026-11-20T17:30:15.123456Z")]
    [InlineData(""" "paymentDateTime":"2026-11-20T18:30" """, "2026-11-20T17:30:00Z")]
    [InlineData(""" "paymentDateTimeFormatted":"2026-11-20T18:30:15Z" """, "2026-11-20T18:30:15Z")]
    [InlineData(""" "paymentDateTime":"2026-07-20","paymentDateTimeFormatted":"ieri" """, "2026-07-19T22:00:00Z")]
    [InlineData(""" "paymentDateTime":null,"applicationDate":"2026-11-20" """, "2026-11-19T23:00:00Z")]
    [InlineData(""" "paymentDateTime":"20/11/2026" """, null)]
    public void The_moment_of_payment_is_the_most_precise_that_a_member_names(string members, string? expected) =>
        Assert.Equal(
            expected is null ? (Instant?)null : InstantPattern.ExtendedIso.Parse(expected).Value,
            Read(Story with { PaidAt = members.Trim() }).PaymentDateTime
        );

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"PG1hcmNhRGFCb2xsby8+\"", "<marcaDaBollo/>")]
    public void A_stamp_may_be_there_or_not(string mbd, string? stamp) =>
        Assert.Equal(
            stamp,
            Assert.Single(Read(Story with { Mbd = mbd }).Transfers).Stamp is { } bytes ? Encoding.UTF8.GetString(bytes) : null
        );

    private static ReceiptData Read(BizStory story) =>
        BizReceipt.Read(Encoding.UTF8.GetBytes(story.Json), new WantedReceipt(Sample.CodeOf(Psp.Lecce), story.Iur, Iuv: null));
}
