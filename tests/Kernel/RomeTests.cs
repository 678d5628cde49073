using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Tests.Kernel;

public class RomeTests
{
    public static TheoryData<LocalDate, Instant, int> Days =>
        new()
        {
            { new LocalDate(2026, 1, 15), Instant.FromUtc(2026, 1, 15, 23, 0), 24 },
            { new LocalDate(2026, 7, 15), Instant.FromUtc(2026, 7, 15, 22, 0), 24 },
            { new LocalDate(2026, 3, 29), Instant.FromUtc(2026, 3, 29, 22, 0), 23 },
            { new LocalDate(2026, 10, 25), Instant.FromUtc(2026, 10, 25, 23, 0), 25 },
        };

    [Theory]
    [MemberData(nameof(Days))]
    public void A_day_ends_at_24_local_time_also_when_the_clocks_change(LocalDate day, Instant end, int hours)
    {
        Assert.Equal(end, Rome.EndOf(day));
        Assert.Equal(Duration.FromHours(hours), Rome.EndOf(day) - Rome.EndOf(day.PlusDays(-1)));
        Assert.Equal(day, Rome.DateOf(end - Duration.Epsilon));
        Assert.Equal(day.PlusDays(1), Rome.DateOf(end));
    }
}
