using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Gives up deliveries that have waited too long for an endpoint that is paused: a resumption brings what is recent, a recovery the rest.
/// </summary>
internal sealed partial class GiveUpPausedDeliveries(Db db, WebhookOptions options, IClock clock, ILogger<GiveUpPausedDeliveries> logger)
{
    private const int RowsPerTransaction = 500;
    private const int MaxTransactions = 200;

    /// <summary>Gives up in short transactions, up to a number of deliveries for each endpoint; the next run continues.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var before = now - options.MaxPausedWait;
        foreach (var endpointId in await db.Read(sql => FindPaused(sql, before), cancellation))
        {
            var count = await db.Repeat(sql => GiveUp(sql, endpointId, before, now), RowsPerTransaction, cancellation, MaxTransactions);
            if (count > 0)
            {
                GaveUp(logger, count, endpointId);
            }
        }
    }

    private static Task<IReadOnlyList<Id>> FindPaused(Sql sql, Instant before) =>
        sql.Rows<Id>(
            """
            SELECT e.Id
              FROM WebhookEndpoints e
             WHERE e.PausedAt IS NOT NULL
               AND EXISTS (SELECT 1
                             FROM WebhookDeliveries d
                            WHERE d.EndpointId    = e.Id
                              AND d.State         = 'pending'
                              AND d.NextAttemptAt < @before)
            """,
            new { before }
        );

    /// <summary>Gives up the deliveries that have been due longest, while the pause lasts; those that an instance still attempts stay.</summary>
    private static Task<int> GiveUp(Sql sql, Id endpointId, Instant before, Instant now) =>
        sql.Execute(
            $"""
            UPDATE WebhookDeliveries
               SET State = 'failed', LastStatus = NULL, LastError = 'endpoint-paused'
             WHERE EndpointId = @endpointId
               AND State      = 'pending'
               AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
               AND EXISTS (SELECT 1 FROM WebhookEndpoints WHERE Id = @endpointId AND PausedAt IS NOT NULL)
               AND EventId IN (SELECT EventId
                                 FROM WebhookDeliveries
                                WHERE EndpointId    = @endpointId
                                  AND State         = 'pending'
                                  AND NextAttemptAt < @before
                                ORDER BY NextAttemptAt, EventId
                                {sql.Dialect.FirstRows})
            """,
            new
            {
                endpointId,
                before,
                now,
                limit = RowsPerTransaction,
            }
        );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Gave up {Count} deliveries that waited too long for the paused endpoint {EndpointId}"
    )]
    private static partial void GaveUp(ILogger logger, int count, Id endpointId);
}
