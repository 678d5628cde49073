using NodaTime;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The Italian calendar of due dates.</summary>
internal static class BusinessDays
{
    /// <summary>
    /// The date, or the next working day when it is a Saturday, a Sunday or a national holiday (law 260/1949 as amended; art. 7 d.l. 70/2011 for
    /// Saturdays).
    /// </summary>
    public static LocalDate Roll(LocalDate date)
    {
        while (date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || IsHoliday(date))
        {
            date = date.PlusDays(1);
        }

        return date;
    }

    private static bool IsHoliday(LocalDate date) =>
        (date.Month, date.Day) is (1, 1) or (1, 6) or (4, 25) or (5, 1) or (6, 2) or (8, 15) or (11, 1) or (12, 8) or (12, 25) or (12, 26)
        // Saint Francis is a national holiday again from 2026 (law 151/2025).
        || (date is { Month: 10, Day: 4, Year: >= 2026 })
        || date == EasterSunday(date.Year).PlusDays(1);

    /// <summary>The Gregorian computus (Meeus, Jones and Butcher).</summary>
    private static LocalDate EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = (8 * b + 13) / 25;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 19 * l) / 433;
        var month = (h + l - 7 * m + 90) / 25;
        var day = (h + l - 7 * m + 33 * month + 19) % 32;
        return new LocalDate(year, month, day);
    }
}
