using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Sends what the outbox holds. Every endpoint has its own lane, so that a slow receiver delays nobody but itself. A delivery is sent at
/// least once: whoever claimed it and died before writing the outcome loses the claim, and it is sent again under the same webhook-id.
/// </summary>
internal sealed partial class DeliverWebhooks(
    Db db,
    EndpointSecrets secrets,
    WebhookSender sender,
    IClock clock,
    ILogger<DeliverWebhooks> logger
) : BackgroundService
{
    private const int MostEndpointsAtOnce = 64;
    private const int MostAtOncePerEndpoint = 8;
    private const int RowsPerLook = 64;

    // Longer than the sender's timeout and the two transactions around it: nobody loses a claim while still at work.
    private static readonly Duration ClaimLength = Duration.FromMinutes(1);

    // Looking is one read of a small index, and it also finds what another instance committed: no signal from the writers is needed, and
    // none can be forgotten.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim slots = new(MostEndpointsAtOnce);

    /// <summary>One pass: attempts everything that is due now, and says how many deliveries it attempted.</summary>
    internal async Task<int> DeliverDue(CancellationToken cancellation)
    {
        var endpoints = await EndpointsWithDue(cancellation);
        var attempted = await Task.WhenAll(endpoints.Select(endpoint => DeliverTo(endpoint, cancellation)));
        return attempted.Sum();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = new Dictionary<Id, Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var endpoint in await EndpointsWithDue(stoppingToken))
                {
                    if (!lanes.TryGetValue(endpoint, out var lane) || lane.IsCompleted)
                    {
                        lanes[endpoint] = RunLane(endpoint, stoppingToken);
                    }
                }

                await Task.Delay(BetweenLooks, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The database may be away for a while; deliveries go on when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LookFailed(failure);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(lanes.Values);
    }

    public override void Dispose()
    {
        slots.Dispose();
        base.Dispose();
    }

    private Task<IReadOnlyList<Id>> EndpointsWithDue(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return db.Read(
            sql =>
                sql.Rows<Id>(
                    """
                    SELECT DISTINCT EndpointId
                    FROM WebhookDeliveries
                    WHERE State = 'pending' AND NextAttemptAt <= @now AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
                    """,
                    new { now }
                ),
            cancellation
        );
    }

    private async Task RunLane(Id endpointId, CancellationToken cancellation)
    {
        try
        {
            await DeliverTo(endpointId, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping: what was under way is claimed again once its claim has passed.
        }
#pragma warning disable CA1031 // A lane that fails must not stop the others; a later look starts it again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LaneFailed(failure, endpointId);
            await Task.Delay(AfterFailure, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> DeliverTo(Id endpointId, CancellationToken cancellation)
    {
        var attempted = 0;
        while (await Due(endpointId, cancellation) is { Count: > 0 } due)
        {
            foreach (var batch in due.Chunk(MostAtOncePerEndpoint))
            {
                attempted += await Deliver(batch, cancellation);
            }
        }

        return attempted;
    }

    private Task<IReadOnlyList<Delivery>> Due(Id endpointId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return db.Read(
            sql =>
                sql.Rows<Delivery>(
                    $"""
                    SELECT d.EndpointId, d.EventId, d.Attempts, d.NextAttemptAt,
                           e.Type, e.OccurredAt, e.Data,
                           w.Url, w.ProtectedSecret, w.Enabled
                    FROM WebhookDeliveries d
                    JOIN Events e ON e.Id = d.EventId
                    JOIN WebhookEndpoints w ON w.Id = d.EndpointId
                    WHERE d.EndpointId = @endpointId
                      AND d.State = 'pending' AND d.NextAttemptAt <= @now AND (d.ClaimedUntil IS NULL OR d.ClaimedUntil <= @now)
                    ORDER BY d.NextAttemptAt, d.EventId
                    {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        endpointId,
                        now,
                        limit = RowsPerLook,
                    }
                ),
            cancellation
        );
    }

    /// <summary>
    /// Attempts a few deliveries together: what each costs is mostly its two transactions. Gives how many; those that somebody else has in
    /// hand are left to him.
    /// </summary>
    private async Task<int> Deliver(Delivery[] batch, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            var (claimed, until) = await Claim(batch, cancellation);
            var outcomes = await Task.WhenAll(claimed.Select(delivery => Attempt(delivery, cancellation)));
            await Record([.. claimed.Zip(outcomes)], until, cancellation);
            foreach (var (delivery, outcome) in claimed.Zip(outcomes))
            {
                DeliveryMeter.Count(outcome.State);
                Attempted(delivery.EventId, delivery.EndpointId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
            }

            return claimed.Count;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// Takes deliveries. The condition is in the UPDATE itself: of two instances that both saw the row free, the second finds zero rows,
    /// without any lock hint; the attempts counted tell a row that was meanwhile attempted and put back.
    /// </summary>
    private async Task<(IReadOnlyList<Delivery> Claimed, Instant Until)> Claim(Delivery[] batch, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var until = now + ClaimLength;
        var claimed = await db.Transact(
            async sql =>
            {
                var taken = new List<Delivery>(batch.Length);
                foreach (var delivery in batch)
                {
                    if (await Claim(sql, delivery, now, until))
                    {
                        taken.Add(delivery);
                    }
                }

                return taken;
            },
            cancellation
        );
        return (claimed, until);
    }

    private static async Task<bool> Claim(Sql sql, Delivery delivery, Instant now, Instant until) =>
        await sql.Execute(
            """
            UPDATE WebhookDeliveries
            SET ClaimedUntil = @until
            WHERE EndpointId = @EndpointId AND EventId = @EventId AND State = 'pending' AND Attempts = @Attempts
              AND (ClaimedUntil IS NULL OR ClaimedUntil <= @now)
            """,
            new
            {
                delivery.EndpointId,
                delivery.EventId,
                delivery.Attempts,
                until,
                now,
            }
        ) == 1;

    private async Task<DeliveryOutcome> Attempt(Delivery delivery, CancellationToken cancellation)
    {
        if (!delivery.Enabled)
        {
            return delivery.Abandoned();
        }

        var secret = secrets.Reveal(delivery.EndpointId, delivery.ProtectedSecret);
        var body = WebhookSender.Body(delivery.Type, delivery.OccurredAt, delivery.Data);
        var answer = await sender.Post(new Uri(delivery.Url), delivery.EventId.Value, secret, body, cancellation);
        return delivery.After(answer, clock.GetCurrentInstant());
    }

    /// <summary>Writes outcomes, except where the claim passed and the delivery is somebody else's by now.</summary>
    private Task Record(
        IReadOnlyList<(Delivery Delivery, DeliveryOutcome Outcome)> attempts,
        Instant claimedUntil,
        CancellationToken cancellation
    ) =>
        db.Transact(
            async sql =>
            {
                var now = clock.GetCurrentInstant();
                foreach (var (delivery, outcome) in attempts)
                {
                    await Record(sql, delivery, outcome, claimedUntil, now);
                }
            },
            cancellation
        );

    private static async Task Record(Sql sql, Delivery delivery, DeliveryOutcome outcome, Instant claimedUntil, Instant now)
    {
        await sql.Execute(
            """
            UPDATE WebhookDeliveries
            SET State = @State, Attempts = @Attempts, NextAttemptAt = @NextAttemptAt, ClaimedUntil = NULL,
                LastStatus = @Status, LastError = @Error, DeliveredAt = @DeliveredAt
            WHERE EndpointId = @EndpointId AND EventId = @EventId AND State = 'pending' AND ClaimedUntil = @claimedUntil
            """,
            new
            {
                delivery.EndpointId,
                delivery.EventId,
                outcome.State,
                outcome.Attempts,
                outcome.NextAttemptAt,
                outcome.Status,
                outcome.Error,
                DeliveredAt = outcome.State == DeliveryState.Delivered ? now : (Instant?)null,
                claimedUntil,
            }
        );
        if (outcome.EndpointIsGone)
        {
            await WebhookEndpoint.Disable(sql, delivery.EndpointId, now);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Event {EventId} to endpoint {EndpointId}: attempt {Attempts}, {State}, status {Status}, error {Error}"
    )]
    private partial void Attempted(Id eventId, Id endpointId, int attempts, string state, int? status, string? error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for webhook deliveries that are due")]
    private partial void LookFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not go on delivering to endpoint {EndpointId}")]
    private partial void LaneFailed(Exception failure, Id endpointId);
}
