using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Makes the events of a range due again, in steps of 500. A step is made only while it leaves at most <see cref="MaxWaiting"/> deliveries
/// waiting: a long range does not delay new events, and a receiver that fails is sent no more.
/// </summary>
internal sealed class RecoverWebhooks(Db db, IClock clock)
{
    public const int MaxWaiting = 1000;
    private const int EventsPerStep = 500;

    /// <summary>Steps of one recovery in one run: a range with few events of the endpoint's must not keep the others waiting.</summary>
    private const int MaxSteps = 100;

    /// <summary>Continues every running recovery whose endpoint is not paused. Instances may do so at once: a step counts only from the place where it began.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var running = await db.Read(
            sql =>
                sql.Rows<Running>(
                    """
                    SELECT r.Id, r.EndpointId, r.Since, r.Until, r.OnlyFailed, r.LastEventId, w.OrganizationFiscalCode AS Organization,
                           w.Enabled
                      FROM WebhookRecoveries r
                     INNER JOIN WebhookEndpoints w ON w.Id = r.EndpointId
                     WHERE r.State = 'running'
                       AND w.PausedAt IS NULL
                    """
                ),
            cancellation
        );
        foreach (var recovery in running)
        {
            await Continue(recovery, cancellation);
        }
    }

    private async Task Continue(Running recovery, CancellationToken cancellation)
    {
        if (!recovery.Enabled)
        {
            await db.Transact(sql => End(sql, recovery, WebhookRecoveryState.Stopped), cancellation);
            return;
        }

        for (var step = 0; step < MaxSteps; step++)
        {
            var found = await db.Read(sql => FindNext(sql, recovery), cancellation);
            if (found is null || !await db.Transact(sql => Take(sql, recovery, found), cancellation))
            {
                return;
            }

            recovery = recovery with { LastEventId = found[^1].Id };
        }
    }

    /// <summary>The next events of the range; null while too many deliveries of the endpoint wait.</summary>
    private static async Task<IReadOnlyList<RangeEvent>?> FindNext(Sql sql, Running recovery)
    {
        var waiting = await sql.Value<int>(
            $"""
            SELECT COUNT(*)
              FROM (SELECT EventId
                      FROM WebhookDeliveries
                     WHERE EndpointId = @EndpointId
                       AND State      = 'pending'
                     ORDER BY NextAttemptAt
                     {sql.Dialect.FirstRows}) AS waiting
            """,
            new { recovery.EndpointId, limit = MaxWaiting }
        );
        return waiting > MaxWaiting - EventsPerStep
            ? null
            // As in the list of events, the range ends at the first event from a minute after its end: ids may be later than their moments.
            : await sql.Rows<RangeEvent>(
                $"""
                SELECT e.Id, e.Type, e.DepartmentId, d.State
                  FROM Events e
                  LEFT JOIN WebhookDeliveries d ON d.EndpointId = @EndpointId
                                               AND d.EventId    = e.Id
                 WHERE e.OrganizationFiscalCode = @Organization
                   AND e.Id         > @LastEventId
                   AND e.Id         < COALESCE((SELECT MIN(late.Id)
                                                  FROM Events late
                                                 WHERE late.OrganizationFiscalCode = @Organization
                                                   AND late.Id         > @firstLateId
                                                   AND late.OccurredAt >= @late), @afterAll)
                   AND e.OccurredAt >= @Since
                   AND e.OccurredAt < @Until
                   {(recovery.OnlyFailed ? "AND d.State = 'failed'" : "")}
                 ORDER BY e.Id
                 {sql.Dialect.FirstRows}
                """,
                new
                {
                    recovery.EndpointId,
                    recovery.Organization,
                    recovery.LastEventId,
                    recovery.Since,
                    recovery.Until,
                    late = recovery.Until + EventOrder.MaxSkew,
                    firstLateId = Id.FirstAt(recovery.Until + EventOrder.MaxSkew),
                    afterAll = FindWebhookAttempts.AfterAll,
                    limit = EventsPerStep,
                }
            );
    }

    /// <summary>Makes events due for the endpoint; false when the range has no more, or when another instance has made this step.</summary>
    private async Task<bool> Take(Sql sql, Running recovery, IReadOnlyList<RangeEvent> found)
    {
        if (found.Count == 0)
        {
            await End(sql, recovery, WebhookRecoveryState.Completed);
            return false;
        }

        if (await Advance(sql, recovery, found[^1].Id) == 0)
        {
            return false;
        }

        var now = clock.GetCurrentInstant();
        var made = await Redelivery.Restart(sql, recovery.EndpointId, [.. found.Where(e => e.State is not null).Select(e => e.Id)], now);
        foreach (var alike in found.Where(e => e.State is null).GroupBy(e => (e.DepartmentId, e.Type)))
        {
            made += await Outbox.Address(
                sql,
                recovery.Organization,
                alike.Key.DepartmentId,
                alike.Key.Type,
                alike.Select(e => e.Id),
                recovery.EndpointId,
                now
            );
        }

        await sql.Execute(
            "UPDATE WebhookRecoveries SET Events = Events + @made WHERE EndpointId = @EndpointId AND Id = @Id",
            new
            {
                recovery.EndpointId,
                recovery.Id,
                made,
            }
        );
        if (found.Count == EventsPerStep)
        {
            return true;
        }

        await End(sql, recovery, WebhookRecoveryState.Completed);
        return false;
    }

    private static Task<int> Advance(Sql sql, Running recovery, Id last) =>
        sql.Execute(
            """
            UPDATE WebhookRecoveries
               SET LastEventId = @last
             WHERE EndpointId  = @EndpointId
               AND Id          = @Id
               AND State       = 'running'
               AND LastEventId = @LastEventId
            """,
            new
            {
                recovery.EndpointId,
                recovery.Id,
                recovery.LastEventId,
                last,
            }
        );

    private Task<int> End(Sql sql, Running recovery, string state) =>
        sql.Execute(
            """
            UPDATE WebhookRecoveries
               SET State = @state, EndedAt = @now
             WHERE EndpointId = @EndpointId
               AND Id         = @Id
               AND State      = 'running'
            """,
            new
            {
                recovery.EndpointId,
                recovery.Id,
                state,
                now = clock.GetCurrentInstant(),
            }
        );

    private sealed record Running
    {
        public Id Id { get; init; }
        public Id EndpointId { get; init; }
        public Instant Since { get; init; }
        public Instant Until { get; init; }
        public bool OnlyFailed { get; init; }

        /// <summary>Where the next step begins.</summary>
        public Id LastEventId { get; init; }
        public FiscalCode Organization { get; init; }
        public bool Enabled { get; init; }
    }

    private sealed record RangeEvent
    {
        public Id Id { get; init; }
        public string Type { get; init; } = "";
        public Id? DepartmentId { get; init; }

        /// <summary>The state of the delivery to the endpoint; null without one.</summary>
        public string? State { get; init; }
    }
}
