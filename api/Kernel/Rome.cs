using NodaTime;

namespace Lecce.Riscossione.Api.Kernel;

/// <summary>The calendar of due dates: Europe/Rome.</summary>
internal static class Rome
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Rome"];

    /// <summary>The Italian date of an instant.</summary>
    public static LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>24:00 local time, the first instant after the day.</summary>
    public static Instant EndOf(LocalDate date) => Zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
}
