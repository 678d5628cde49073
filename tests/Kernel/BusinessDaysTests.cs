using Lecce.Riscossione.Api.Kernel;
using NodaTime.Text;

namespace Lecce.Riscossione.Tests.Kernel;

public class BusinessDaysTests
{
    [Theory]
    [InlineData("2026-11-23", "2026-11-23")] // a Monday like any other
    [InlineData("2026-11-21", "2026-11-23")] // a Saturday
    [InlineData("2026-11-22", "2026-11-23")] // a Sunday
    [InlineData("2026-12-25", "2026-12-28")] // Christmas on a Friday, Saint Stephen on a Saturday
    [InlineData("2027-01-01", "2027-01-04")]
    [InlineData("2026-01-06", "2026-01-07")]
    [InlineData("2025-04-25", "2025-04-28")]
    [InlineData("2026-05-01", "2026-05-04")]
    [InlineData("2026-06-02", "2026-06-03")]
    [InlineData("2025-08-15", "2025-08-18")]
    [InlineData("2027-11-01", "2027-11-02")]
    [InlineData("2026-12-08", "2026-12-09")]
    [InlineData("2024-12-26", "2024-12-27")]
    public void A_date_rolls_over_saturdays_sundays_and_national_holidays(string date, string expected) => AssertRolls(date, expected);

    [Theory]
    [InlineData("2005-03-28")]
    [InlineData("2008-03-24")]
    [InlineData("2013-04-01")]
    [InlineData("2019-04-22")]
    [InlineData("2024-04-01")]
    [InlineData("2025-04-21")]
    [InlineData("2026-04-06")]
    [InlineData("2038-04-26")]
    public void Easter_Monday_is_a_holiday(string monday) =>
        AssertRolls(monday, LocalDatePattern.Iso.Format(LocalDatePattern.Iso.Parse(monday).Value.PlusDays(1)));

    [Theory]
    [InlineData("2023-10-04", "2023-10-04")]
    [InlineData("2024-10-04", "2024-10-04")]
    [InlineData("2027-10-04", "2027-10-05")]
    [InlineData("2028-10-04", "2028-10-05")]
    public void Saint_Francis_is_a_holiday_from_2026_on(string date, string expected) => AssertRolls(date, expected);

    private static void AssertRolls(string date, string expected) =>
        Assert.Equal(expected, LocalDatePattern.Iso.Format(BusinessDays.Roll(LocalDatePattern.Iso.Parse(date).Value)));
}
