using CsCheck;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Tests.Notices;

public class NoticeTextTests
{
    [Fact]
    public void An_ordinary_street_is_printed_whole_above_its_town()
    {
        var row = new DocumentRow
        {
            DebtorStreet = "Via Giuseppe Libertini",
            DebtorCivicNumber = "12",
            DebtorPostalCode = "73100",
            DebtorCity = "Lecce",
            DebtorProvince = "LE",
            DebtorCountry = "IT",
        };

        Assert.Equal(["Via Giuseppe Libertini 12", "73100 Lecce (LE)"], Lines(row));
    }

    [Theory]
    [InlineData("12", "Via dei Martiri della Liberazione de… 12")]
    [InlineData("1234/BIS scala B", "Via dei Martiri della… 1234/BIS scala B")]
    public void A_long_street_is_shortened_before_its_civic_number(string civicNumber, string line)
    {
        var row = new DocumentRow { DebtorStreet = "Via dei Martiri della Liberazione del Mezzogiorno", DebtorCivicNumber = civicNumber };

        Assert.Equal([line], Lines(row));
    }

    [Fact]
    public void A_long_town_is_shortened_before_its_province_and_country()
    {
        var row = new DocumentRow
        {
            DebtorPostalCode = "12345678",
            DebtorCity = "Llanfairpwllgwyngyllgogerychwyrndrobwll",
            DebtorProvince = "LE",
            DebtorCountry = "GB",
        };

        Assert.Equal(["12345678 Llanfairpwllgwyngyllgo… (LE) GB"], Lines(row));
    }

    [Fact]
    public void Unknown_parts_of_an_address_have_no_line()
    {
        Assert.Equal(["Lecce"], Lines(new DocumentRow { DebtorCity = "Lecce" }));
        Assert.Equal(["12"], Lines(new DocumentRow { DebtorCivicNumber = "12" }));
        Assert.Empty(Lines(new DocumentRow()));
    }

    [Theory]
    [InlineData("SANZIONE CDS N. 77/B/2026 TARGA ZZ987XX DEL 03/02/2026", "Sanzione CDS n. 77/B/2026 targa ZZ987XX del 03/02/2026")]
    [InlineData("SALDO TARI TEFA 2026", "Saldo TARI TEFA 2026")]
    [InlineData("ACCONTO DELL'IMU (TASI ESCLUSA)", "Acconto dell'IMU (TASI esclusa)")]
    [InlineData("RIDUZIONE PER ISEE BASSO", "Riduzione per ISEE basso")]
    [InlineData("SOSTA DEL VEICOLO AB 123 CD IN ZTL", "Sosta del veicolo AB 123 CD in ZTL")]
    [InlineData("II RATA DI ACCONTO", "II rata di acconto")]
    [InlineData("VIOLAZIONE DEL D.LGS. 285 DEL 1992", "Violazione del D.LGS. 285 del 1992")]
    [InlineData("TARI TEFA", "TARI TEFA")]
    [InlineData("Mensa scolastica IC STOMEO", "Mensa scolastica IC STOMEO")]
    [InlineData("mensa di novembre", "Mensa di novembre")]
    public void Capitals_become_lower_case_except_in_acronyms_and_words_with_digits(string subject, string printed) =>
        Assert.Equal(printed, NoticeText.Sentence(subject, 90));

    [Theory]
    [InlineData("Ros\u200Bsi\u00AD\uFEFF Ma\u2060ria", "Rossi Maria")]
    [InlineData("Rossi\u0007 Ma\u0000ria", "Rossi Maria")]
    [InlineData("Rossi\uFE0F\u034F Maria\u3164", "Rossi Maria")]
    [InlineData("Rossi\u00A0\t\r\nMaria", "Rossi Maria")]
    public void Invisible_characters_vanish_and_blanks_become_one_space(string name, string printed) =>
        Assert.Equal(printed, NoticeText.Shortened(name, 70));

    [Fact]
    public void No_text_prevents_a_notice() =>
        Gen.Char.Array[0, 60].Sample(letters => NoticeText.Sentence(new string(letters) + "\uFFFF\uD800", 90).Length <= 181);

    private static IEnumerable<string> Lines(DocumentRow row) =>
        NoticeText.AddressLines(row, maxPerLine: 40).Select(line => line.ToString());
}
