using System.Globalization;
using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>The contents of the two codes, and their agreement with the printed amount.</summary>
public sealed class NoticeCodesTests
{
    private static readonly FiscalCode Creditor = Sample.CodeOf("80008510754");
    private static readonly NoticeNumber Number = NoticeNumber.Compose("01", 1);

    [ReferenceTheory]
    [MemberData(nameof(ValidQr))]
    public void The_qr_code_has_the_form_of_the_published_examples(string text)
    {
        var parts = text.Split('|');
        Assert.Equal(["PAGOPA", "002"], parts[..2]);
        Assert.Equal(
            (18, 11, parts[4].TrimStart('0')),
            (parts[2].Length, parts[3].Length, long.Parse(parts[4], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))
        );
        var ours = NoticeCodes.Qr(Number, Creditor, long.Parse(parts[4], CultureInfo.InvariantCulture)).Split('|');
        Assert.Equal(parts.Select((part, index) => index is 2 or 3 ? "" : part), ours.Select((part, index) => index is 2 or 3 ? "" : part));
    }

    public static TheoryData<string> ValidQr =>
        Reference.IsPresent ? [.. Reference.Rows("vectors/qr_strings.tsv").Where(row => row[1] == "1").Select(row => row[0])] : [""];

    [ReferenceTheory]
    [MemberData(nameof(ValidPostal))]
    public void The_postal_code_has_the_form_of_the_published_examples(string text)
    {
        var account = text[35..47];
        var cents = long.Parse(text[49..59], CultureInfo.InvariantCulture);
        var ours = NoticeCodes.Postal(Number, account, cents, Creditor, new PostalDebt(Creditor, "", ""));
        Assert.Equal(text[..15] + Number + text[33..66] + Creditor, ours[..77]);
    }

    public static TheoryData<string> ValidPostal =>
        Reference.IsPresent ? [.. Reference.Rows("vectors/poste_datamatrix.tsv").Where(row => row[1] == "1").Select(row => row[0])] : [""];

    [Fact]
    public void The_postal_code_has_256_plain_characters_whatever_names_it_holds() =>
        Gen.Select(Gen.String, Gen.String)
            .Sample(
                (name, subject) =>
                {
                    var text = NoticeCodes.Postal(Number, "506730", 1, Creditor, new PostalDebt(Creditor, name, subject));
                    return text.Length == 256
                        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || " &'-.:_,=;".Contains(letter, StringComparison.Ordinal))
                        && text[^13..] == "            A";
                }
            );

    [Theory]
    [InlineData("Łukasz Groß", "LUKASZ GROSS")]
    [InlineData("D’Àlessi-Niño & Co.", "D'ALESSI-NINO & CO.")]
    [InlineData("Ştefan Țurcanu (ğ) №5", "STEFAN TURCANU  G  NO5")]
    [InlineData("Æsa Øyvind Þórr ß", "AESA OYVIND THORR SS")]
    [InlineData("Ελένη Παπά", "ELENI PAPA")]
    [InlineData("Юлия Щербакова", "YULIYA SHCHERBAKOVA")]
    [InlineData("Nguyễn Thị Ánh", "NGUYEN THI ANH")]
    [InlineData("王小明", "WANGXIAOMING")]
    [InlineData("Ros\u200Bsi\u00AD Ma\uFE0Fria", "ROSSI MARIA")]
    [InlineData("dell´Acqua ʻAlī", "DELL'ACQUA 'ALI")]
    [InlineData("n° 5 😀 bis", "NO 5   BIS")]
    public void Names_are_reduced_to_upper_case_ascii(string name, string plain) =>
        Assert.Equal(plain.PadRight(40), NoticeCodes.Postal(Number, "1", 1, Creditor, new PostalDebt(Creditor, name, ""))[93..133]);

    [Fact]
    public void Printed_text_and_both_codes_agree_for_every_amount_up_to_ten_thousand_euros()
    {
        for (var cents = 1L; cents <= 1_000_000; cents++)
        {
            AssertAgree(cents);
        }
    }

    [Fact]
    public void Printed_text_and_both_codes_agree_for_any_amount() => Gen.Long[1, Amount.MaxCents].Sample(AssertAgree, iter: 10_000);

    [Fact]
    public void An_amount_that_the_codeline_cannot_hold_has_no_bulletin()
    {
        var notice = new SampleNotice { Postal = true, AmountCents = NoticeCodes.MaxPostalCents };
        Assert.NotNull(notice.Content.Whole!.Bulletin);
        Assert.Null((notice with { AmountCents = NoticeCodes.MaxPostalCents + 1 }).Content.Whole!.Bulletin);
    }

    [Fact]
    public void The_account_is_printed_as_people_write_it_and_its_code_has_twelve_digits()
    {
        var bulletin = new SampleNotice { Postal = true }
            .Content
            .Whole!
            .Bulletin!;
        Assert.Equal(("506730", "12000000506730"), (bulletin.Account, bulletin.DataMatrix[33..47]));
    }

    private static void AssertAgree(long cents)
    {
        var printed = Amount.ToItalianText(cents);
        var digits = printed.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        var qr = NoticeCodes.Qr(Number, Creditor, cents);
        var agree =
            long.Parse(digits, CultureInfo.InvariantCulture) == cents && qr.EndsWith($"|{digits.TrimStart('0')}", StringComparison.Ordinal);
        if (cents <= NoticeCodes.MaxPostalCents)
        {
            var postal = NoticeCodes.Postal(Number, "506730", cents, Creditor, new PostalDebt(Creditor, "", ""));
            agree &= postal[49..59] == digits.PadLeft(10, '0') && postal[47..49] == "10";
        }

        Assert.True(agree, $"{cents} cents are printed as {printed}");
    }
}
