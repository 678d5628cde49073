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
    private const int MostAtOnce = 64;
    private const int MostAtOncePerEndpoint = 4;
    private const int RowsPerLook = 64;

    // Longer than the sender's timeout and the two transactions around it: nobody loses a claim while still at work.
    private static readonly Duration ClaimLength = Duration.FromMinutes(1);

    // Looking is one read of a small index, and it also finds what another instance committed: no signal from the writers is needed, and
    // none can be forgotten.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim slots = new(MostAtOnce);

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
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MostAtOncePerEndpoint, CancellationToken = cancellation };
        while (await Due(endpointId, cancellation) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(
                due,
                parallel,
                async (delivery, token) =>
                {
                    if (await Deliver(delivery, token))
                    {
                        Interlocked.Increment(ref attempted);
                    }
                }
            );
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

    /// <summary>Attempts one delivery; false when somebody else has it in hand.</summary>
    private async Task<bool> Deliver(Delivery delivery, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            if (await Claim(delivery, cancellation) is not { } claimedUntil)
            {
                return false;
            }

            var outcome = delivery.Enabled ? await Attempt(delivery, cancellation) : delivery.Abandoned();
            await Record(delivery, claimedUntil, outcome, cancellation);
            Attempted(delivery.EventId, delivery.EndpointId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
            return true;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// Takes a delivery, or gives null. The condition is in the UPDATE itself: of two instances that both saw the row free, the second finds
    /// zero rows, without any lock hint; the attempts counted tell a row that was meanwhile attempted and put back.
    /// </summary>
    private async Task<Instant?> Claim(Delivery delivery, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var until = now + ClaimLength;
        var claimed = await db.Transact(
            sql =>
                sql.Execute(
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
                ),
            cancellation
        );
        return claimed == 1 ? until : null;
    }

    private async Task<DeliveryOutcome> Attempt(Delivery delivery, CancellationToken cancellation)
    {
        var secret = secrets.Reveal(delivery.EndpointId, delivery.ProtectedSecret);
        var body = WebhookSender.Body(delivery.Type, delivery.OccurredAt, delivery.Data);
        var answer = await sender.Post(new Uri(delivery.Url), delivery.EventId.Value, secret, body, cancellation);
        return delivery.After(answer, clock.GetCurrentInstant());
    }

    /// <summary>Writes the outcome, unless the claim passed and the delivery is somebody else's by now.</summary>
    private Task Record(Delivery delivery, Instant claimedUntil, DeliveryOutcome outcome, CancellationToken cancellation) =>
        db.Transact(
            async sql =>
            {
                var now = clock.GetCurrentInstant();
                var row = new
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
                };
                await sql.Execute(
                    """
                    UPDATE WebhookDeliveries
                    SET State = @State, Attempts = @Attempts, NextAttemptAt = @NextAttemptAt, ClaimedUntil = NULL,
                        LastStatus = @Status, LastError = @Error, DeliveredAt = @DeliveredAt
                    WHERE EndpointId = @EndpointId AND EventId = @EventId AND State = 'pending' AND ClaimedUntil = @claimedUntil
                    """,
                    row
                );
                if (outcome.EndpointIsGone)
                {
                    await WebhookEndpoint.Disable(sql, delivery.EndpointId, now);
                }
            },
            cancellation
        );

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
