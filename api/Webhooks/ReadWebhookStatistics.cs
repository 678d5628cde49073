using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Misure delle consegne a un destinatario.</summary>
public sealed record WebhookStatistics
{
    /// <summary>Consegne in attesa, ora.</summary>
    [Range(0, int.MaxValue)]
    public required int Waiting { get; init; }

    /// <summary>Da quanti secondi è accaduto l'evento che attende da più tempo; assente se nessuno attende.</summary>
    [Range(0, int.MaxValue)]
    public int? OldestWaitingSeconds { get; init; }

    /// <summary>Eventi delle ultime 24 ore.</summary>
    public required WebhookPeriodStatistics Last24Hours { get; init; }

    /// <summary>Eventi degli ultimi 7 giorni.</summary>
    public required WebhookPeriodStatistics Last7Days { get; init; }
}

/// <summary>Misure delle consegne finite degli eventi di un periodo.</summary>
public sealed record WebhookPeriodStatistics
{
    /// <summary>Consegne riuscite.</summary>
    [Range(0, int.MaxValue)]
    public required int Delivered { get; init; }

    /// <summary>Consegne abbandonate.</summary>
    [Range(0, int.MaxValue)]
    public required int Failed { get; init; }

    /// <summary>Durata media, in millisecondi, delle ultime 10.000 consegne riuscite; assente se non ve ne sono.</summary>
    [Range(0, 60_000)]
    public int? MeanMs { get; init; }

    /// <summary>
    /// Durata entro la quale è finito il tentativo del 95 % delle ultime 10.000 consegne riuscite, in millisecondi; assente se non ve ne sono.
    /// </summary>
    [Range(0, 60_000)]
    public int? Percentile95Ms { get; init; }
}

internal static class ReadWebhookStatistics
{
    /// <summary>Durations of one period that are read: the latest.</summary>
    public const int MaxDurations = 10_000;

    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration Week = Duration.FromDays(7);

    public static Task<WebhookStatistics> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Snapshot(
            async sql =>
            {
                var endpoint = await WebhookEndpoint.Get(sql, endpointId, caller);
                var waiting = (await FindWaiting(sql, endpointId))!;
                var ofDay = await FindFirst(sql, endpoint.Organization, now - Day);
                var ofWeek = await FindFirst(sql, endpoint.Organization, now - Week);
                var ended = (await CountEnded(sql, endpointId, ofDay, ofWeek))!;
                return new WebhookStatistics
                {
                    Waiting = waiting.Count,
                    OldestWaitingSeconds = waiting.OldestAt is { } at ? (int)Math.Max(0, (now - at).TotalSeconds) : null,
                    Last24Hours = Period(ended.DeliveredOfDay, ended.FailedOfDay, await FindDurations(sql, endpointId, ofDay)),
                    Last7Days = Period(ended.Delivered, ended.Failed, await FindDurations(sql, endpointId, ofWeek)),
                };
            },
            cancellation
        );
    }

    private static Task<WaitingDeliveries?> FindWaiting(Sql sql, Id endpointId) =>
        sql.Row<WaitingDeliveries>(
            """
            SELECT (SELECT COUNT(*) FROM WebhookDeliveries WHERE EndpointId = @endpointId AND State = 'pending') AS Count,
                   (SELECT OccurredAt
                      FROM Events
                     WHERE Id = (SELECT MIN(EventId)
                                   FROM WebhookDeliveries
                                  WHERE EndpointId = @endpointId
                                    AND State      = 'pending')) AS OldestAt
            """,
            new { endpointId }
        );

    /// <summary>The first event from a moment, from which deliveries are counted by their keys; what no id reaches when none has happened.</summary>
    private static async Task<string> FindFirst(Sql sql, string organization, Instant since) =>
        await sql.Value<string>(
            """
            SELECT MIN(Id)
              FROM Events
             WHERE OrganizationFiscalCode = @organization
               AND Id         >= @firstId
               AND OccurredAt >= @since
            """,
            new
            {
                organization,
                firstId = Id.FirstAt(since),
                since,
            }
        ) ?? FindWebhookAttempts.AfterAll;

    /// <summary>One pass without sorting: an endpoint may have hundreds of thousands of deliveries in a week.</summary>
    private static Task<EndedDeliveries?> CountEnded(Sql sql, Id endpointId, string ofDay, string ofWeek) =>
        sql.Row<EndedDeliveries>(
            """
            SELECT COUNT(CASE WHEN State = 'delivered' THEN 1 END) AS Delivered,
                   COUNT(CASE WHEN State = 'delivered' AND EventId >= @ofDay THEN 1 END) AS DeliveredOfDay,
                   COUNT(CASE WHEN State = 'failed' THEN 1 END) AS Failed,
                   COUNT(CASE WHEN State = 'failed' AND EventId >= @ofDay THEN 1 END) AS FailedOfDay
              FROM WebhookDeliveries
             WHERE EndpointId = @endpointId
               AND EventId   >= @ofWeek
            """,
            new
            {
                endpointId,
                ofDay,
                ofWeek,
            }
        );

    /// <summary>How many of the latest deliveries of a period lasted the same milliseconds, the shortest first.</summary>
    private static Task<IReadOnlyList<TimedDeliveries>> FindDurations(Sql sql, Id endpointId, string first) =>
        sql.Rows<TimedDeliveries>(
            $"""
            SELECT DeliveredInMs, COUNT(*) AS Count
              FROM (SELECT DeliveredInMs
                      FROM WebhookDeliveries
                     WHERE EndpointId = @endpointId
                       AND EventId   >= @first
                       AND State      = 'delivered'
                       AND DeliveredInMs IS NOT NULL
                     ORDER BY EventId DESC
                     {sql.Dialect.FirstRows}) latest
             GROUP BY DeliveredInMs
             ORDER BY DeliveredInMs
            """,
            new
            {
                endpointId,
                first,
                limit = MaxDurations,
            }
        );

    private static WebhookPeriodStatistics Period(int delivered, int failed, IReadOnlyList<TimedDeliveries> shortestFirst)
    {
        var count = shortestFirst.Sum(one => one.Count);
        return new WebhookPeriodStatistics
        {
            Delivered = delivered,
            Failed = failed,
            MeanMs = count == 0 ? null : (int)(shortestFirst.Sum(one => (long)one.DeliveredInMs * one.Count) / count),
            Percentile95Ms = count == 0 ? null : Percentile95(shortestFirst, count),
        };
    }

    /// <summary>The shortest duration that at least 95 of 100 did not exceed.</summary>
    private static int Percentile95(IReadOnlyList<TimedDeliveries> shortestFirst, int count)
    {
        var rank = ((count * 95L) + 99) / 100;
        var passed = 0L;
        return shortestFirst.First(one => (passed += one.Count) >= rank).DeliveredInMs;
    }

    private sealed record WaitingDeliveries
    {
        public int Count { get; init; }
        public Instant? OldestAt { get; init; }
    }

    private sealed record EndedDeliveries
    {
        public int Delivered { get; init; }
        public int DeliveredOfDay { get; init; }
        public int Failed { get; init; }
        public int FailedOfDay { get; init; }
    }

    private sealed record TimedDeliveries
    {
        public int DeliveredInMs { get; init; }
        public int Count { get; init; }
    }
}
