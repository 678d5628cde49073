using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;

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
    public void A_long_street_gives_way_to_its_civic_number(string civicNumber, string line)
    {
        var row = new DocumentRow { DebtorStreet = "Via dei Martiri della Liberazione del Mezzogiorno", DebtorCivicNumber = civicNumber };

        Assert.Equal([line], Lines(row));
    }

    [Fact]
    public void A_long_town_gives_way_to_its_province_and_country()
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
    public void What_is_not_known_of_an_address_has_no_line()
    {
        Assert.Equal(["Lecce"], Lines(new DocumentRow { DebtorCity = "Lecce" }));
        Assert.Equal(["12"], Lines(new DocumentRow { DebtorCivicNumber = "12" }));
        Assert.Empty(Lines(new DocumentRow()));
    }

    private static IEnumerable<string> Lines(DocumentRow row) =>
        NoticeText.AddressLines(row, mostPerLine: 40).Select(line => line.ToString());
}
