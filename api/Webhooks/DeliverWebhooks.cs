using System.Collections.Concurrent;
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

    // A receiver that answers quickly is given more at a time: what a delivery costs is mostly its share of the two transactions.
    private const int FewestPerBatch = MostAtOncePerEndpoint;
    private const int MostPerBatch = 256;
    private static readonly Duration QuickBatch = Duration.FromSeconds(1);

    // No attempt begins when less than this is left of the claim: it must not pass while an answer is waited for.
    private static readonly Duration LongestAttempt = Duration.FromSeconds(20);

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

    /// <summary>Asks of each endpoint whether it has one that is due: how many wait does not matter.</summary>
    private Task<IReadOnlyList<Id>> EndpointsWithDue(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return db.Read(
            sql =>
                sql.Rows<Id>(
                    """
                    SELECT e.Id
                      FROM WebhookEndpoints e
                     WHERE EXISTS (SELECT 1
                                     FROM WebhookDeliveries d
                                    WHERE d.EndpointId     = e.Id
                                      AND d.State          = 'pending'
                                      AND d.NextAttemptAt <= @now
                                      AND (d.ClaimedUntil IS NULL OR d.ClaimedUntil <= @now))
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
            // Stopping: what was not answered is claimed again once its claim has passed.
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
        var (attempted, most) = (0, FewestPerBatch);
        while (true)
        {
            var began = clock.GetCurrentInstant();
            var count = await DeliverBatch(endpointId, most, cancellation);
            if (count == 0)
            {
                return attempted;
            }

            attempted += count;
            most = clock.GetCurrentInstant() - began < QuickBatch ? Math.Min(most * 2, MostPerBatch) : FewestPerBatch;
        }
    }

    /// <summary>
    /// Claims some deliveries, attempts them, writes their outcomes; gives how many it attempted. When the program stops meanwhile, what
    /// receivers have answered is written down first.
    /// </summary>
    private async Task<int> DeliverBatch(Id endpointId, int most, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            var now = clock.GetCurrentInstant();
            var until = DeliveryClaims.Until(now);
            var claimed = await db.Transact(sql => DeliveryClaims.Take(sql, endpointId, now, until, most), cancellation);
            var attempts = claimed.Deliveries.Count == 0 ? [] : await Attempt(claimed, until, cancellation);
            if (attempts.Count > 0)
            {
                // Not called off: receivers would be sent again what they have accepted.
                await db.Transact(sql => DeliveryClaims.Settle(sql, attempts, until, clock.GetCurrentInstant()), CancellationToken.None);
            }

            foreach (var (delivery, outcome) in attempts)
            {
                Tell(delivery, outcome);
            }

            cancellation.ThrowIfCancellationRequested();
            return attempts.Count;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>
    /// Attempts deliveries to one endpoint, a few at a time. Those for which no time is left, or which the end of the program cuts short,
    /// are taken again when the claim has passed.
    /// </summary>
    private async Task<IReadOnlyList<(Delivery Delivery, DeliveryOutcome Outcome)>> Attempt(
        ClaimedDeliveries claimed,
        Instant until,
        CancellationToken cancellation
    )
    {
        var destination = claimed.Destination;
        if (!destination.Enabled)
        {
            return [.. claimed.Deliveries.Select(delivery => (delivery, delivery.Abandoned()))];
        }

        var (secret, address) = (secrets.Reveal(destination.Id, destination.ProtectedSecret), new Uri(destination.Url));
        var waiting = new ConcurrentQueue<Delivery>(claimed.Deliveries);
        var lanes = Enumerable.Range(0, Math.Min(MostAtOncePerEndpoint, waiting.Count)).Select(_ => AttemptWaiting());
        return [.. (await Task.WhenAll(lanes)).SelectMany(attempts => attempts)];

        async Task<List<(Delivery Delivery, DeliveryOutcome Outcome)>> AttemptWaiting()
        {
            using var signer = new Signer(secret);
            var attempts = new List<(Delivery Delivery, DeliveryOutcome Outcome)>();
            try
            {
                while (
                    !cancellation.IsCancellationRequested
                    && clock.GetCurrentInstant() < until - LongestAttempt
                    && waiting.TryDequeue(out var delivery)
                )
                {
                    attempts.Add((delivery, await Attempt(delivery, address, signer, cancellation)));
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Nobody knows whether the receiver got this one.
            }

            return attempts;
        }
    }

    private async Task<DeliveryOutcome> Attempt(Delivery delivery, Uri address, Signer signer, CancellationToken cancellation)
    {
        var body = WebhookSender.Body(delivery.Type, delivery.OccurredAt, delivery.Data);
        var answer = await sender.Post(address, delivery.EventId.Value, signer, body, cancellation);
        return delivery.After(answer, clock.GetCurrentInstant());
    }

    private void Tell(Delivery delivery, DeliveryOutcome outcome)
    {
        DeliveryMeter.Count(outcome.State);
        var level = outcome.State == DeliveryState.Delivered ? LogLevel.Debug : LogLevel.Information;
        Attempted(level, delivery.EventId, delivery.EndpointId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
    }

    [LoggerMessage(Message = "Event {EventId} to endpoint {EndpointId}: attempt {Attempts}, {State}, status {Status}, error {Error}")]
    private partial void Attempted(LogLevel level, Id eventId, Id endpointId, int attempts, string state, int? status, string? error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for webhook deliveries that are due")]
    private partial void LookFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not go on delivering to endpoint {EndpointId}")]
    private partial void LaneFailed(Exception failure, Id endpointId);
}
