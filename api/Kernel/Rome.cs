using NodaTime;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The calendar that due dates follow: Europe/Rome.</summary>
internal static class Rome
{
    /// <summary>Italian legal time.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Rome"];

    /// <summary>What day it is in Italy at that instant.</summary>
    public static LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>24:00 local time, the first instant that no longer belongs to the day.</summary>
    public static Instant EndOf(LocalDate date) => Zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
}
