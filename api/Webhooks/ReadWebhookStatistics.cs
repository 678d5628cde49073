using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
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

    /// <summary>Durata media, in millisecondi, dei tentativi riusciti; assente se non ve ne sono.</summary>
    [Range(0, 60_000)]
    public int? MeanMs { get; init; }

    /// <summary>Durata entro la quale è finito il 95 % dei tentativi riusciti, in millisecondi; assente se non ve ne sono.</summary>
    [Range(0, 60_000)]
    public int? Percentile95Ms { get; init; }
}

internal static class ReadWebhookStatistics
{
    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>Counts the deliveries of the endpoint from the first id that the week can have.</summary>
    public static Task<WebhookStatistics> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation)
    {
        var endpointId = WebhookEndpoint.IdOf(id);
        var now = clock.GetCurrentInstant();
        return db.Snapshot(
            async sql =>
            {
                _ = await WebhookEndpoint.Get(sql, endpointId, caller);
                var waiting = (await FindWaiting(sql, endpointId))!;
                var ended = await FindEnded(sql, endpointId, now);
                return new WebhookStatistics
                {
                    Waiting = waiting.Count,
                    OldestWaitingSeconds = waiting.OldestAt is { } at ? (int)Math.Max(0, (now - at).TotalSeconds) : null,
                    Last24Hours = Sum([.. ended.Where(one => one.IsOfLastDay)]),
                    Last7Days = Sum(ended),
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

    /// <summary>How many deliveries ended in the same way after the same milliseconds, the shortest first.</summary>
    private static Task<IReadOnlyList<EndedDeliveries>> FindEnded(Sql sql, Id endpointId, Instant now) =>
        sql.Rows<EndedDeliveries>(
            """
            SELECT State, DeliveredInMs, IsOfLastDay, COUNT(*) AS Count
              FROM (SELECT d.State, d.DeliveredInMs, CASE WHEN e.OccurredAt >= @day THEN 1 ELSE 0 END AS IsOfLastDay
                      FROM WebhookDeliveries d
                     INNER JOIN Events e ON e.Id = d.EventId
                     WHERE d.EndpointId  = @endpointId
                       AND d.EventId    >= @firstId
                       AND d.State      <> 'pending'
                       AND e.OccurredAt >= @week) ended
             GROUP BY State, DeliveredInMs, IsOfLastDay
             ORDER BY DeliveredInMs
            """,
            new
            {
                endpointId,
                firstId = Id.FirstAt(now - Week),
                day = now - Day,
                week = now - Week,
            }
        );

    private static WebhookPeriodStatistics Sum(IReadOnlyList<EndedDeliveries> ended)
    {
        var timed = ended.Where(one => one.DeliveredInMs is not null).ToList();
        var count = timed.Sum(one => one.Count);
        return new WebhookPeriodStatistics
        {
            Delivered = ended.Where(one => one.State == CallState.Delivered).Sum(one => one.Count),
            Failed = ended.Where(one => one.State == CallState.Failed).Sum(one => one.Count),
            MeanMs = count == 0 ? null : (int)(timed.Sum(one => (long)one.DeliveredInMs!.Value * one.Count) / count),
            Percentile95Ms = count == 0 ? null : Percentile95(timed, count),
        };
    }

    /// <summary>The shortest duration that at least 95 of 100 did not exceed.</summary>
    private static int Percentile95(IReadOnlyList<EndedDeliveries> shortestFirst, int count)
    {
        var rank = ((count * 95L) + 99) / 100;
        var passed = 0L;
        return shortestFirst.First(one => (passed += one.Count) >= rank).DeliveredInMs!.Value;
    }

    private sealed record WaitingDeliveries
    {
        public int Count { get; init; }
        public Instant? OldestAt { get; init; }
    }

    private sealed record EndedDeliveries
    {
        public string State { get; init; } = "";

        /// <summary>How long the attempt that delivered lasted; null for failures and for deliveries of versions that did not measure it.</summary>
        public int? DeliveredInMs { get; init; }
        public bool IsOfLastDay { get; init; }
        public int Count { get; init; }
    }
}
