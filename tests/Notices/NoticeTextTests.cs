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

        Assert.Equal(["Via Giuseppe Libertini 12", "73100 Lecce (LE)"], NoticeText.AddressLines(row, mostPerLine: 40));
    }

    [Fact]
    public void What_is_not_known_of_an_address_has_no_line()
    {
        Assert.Equal(["Lecce"], NoticeText.AddressLines(new DocumentRow { DebtorCity = "Lecce" }, mostPerLine: 40));
        Assert.Empty(NoticeText.AddressLines(new DocumentRow(), mostPerLine: 40));
    }
}
