using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// Sends what the outbox holds. Every endpoint has its own lane, and <see cref="DeliverySlots"/> decide how many lanes move at once, so that a slow
/// receiver, or a department with many, does not delay others. A delivery is sent at least once: an instance that ends before it writes the
/// outcome loses its claim, and the delivery is sent again under the same webhook-id.
/// </summary>
internal sealed partial class DeliverWebhooks(
    Db db,
    EndpointSecrets secrets,
    WebhookSender sender,
    IClock clock,
    ILogger<DeliverWebhooks> logger
) : BackgroundService
{
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

    private readonly DeliverySlots slots = new(DeliverySlots.SlowAttempt);

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
                    if (!lanes.TryGetValue(endpoint.Id, out var lane) || lane.IsCompleted)
                    {
                        lanes[endpoint.Id] = RunLane(endpoint, stoppingToken);
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
                LookFailed(failure, Codes.Unavailable.Value);
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
    private Task<IReadOnlyList<DueEndpoint>> EndpointsWithDue(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        return db.Read(
            sql =>
                sql.Rows<DueEndpoint>(
                    """
                    SELECT e.Id, COALESCE(e.DepartmentId, e.OrganizationFiscalCode) AS Share
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

    private async Task RunLane(DueEndpoint endpoint, CancellationToken cancellation)
    {
        try
        {
            await DeliverTo(endpoint, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping: what was not answered is claimed again once its claim has passed.
        }
#pragma warning disable CA1031 // A lane that fails must not stop the others; a later look starts it again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LaneFailed(failure, endpoint.Id, Codes.InternalError.Value);
            await Task.Delay(AfterFailure, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> DeliverTo(DueEndpoint endpoint, CancellationToken cancellation)
    {
        var (attempted, most) = (0, FewestPerBatch);
        while (true)
        {
            var began = clock.GetCurrentInstant();
            var count = await DeliverBatch(endpoint, most, cancellation);
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
    private async Task<int> DeliverBatch(DueEndpoint endpoint, int most, CancellationToken cancellation)
    {
        using var place = await slots.Enter(endpoint, cancellation);
        var now = clock.GetCurrentInstant();
        var until = DeliveryClaims.Until(now);
        var claimed = await db.Transact(sql => DeliveryClaims.Take(sql, endpoint.Id, now, until, most), cancellation);
        var (attempts, longest) = claimed.Deliveries.Count == 0 ? ([], TimeSpan.Zero) : await Attempt(claimed, until, cancellation);
        if (attempts.Count > 0)
        {
            var allFailed = attempts.All(attempt => attempt.Outcome.State != DeliveryState.Delivered);
            slots.Note(endpoint.Id, isTroubled: allFailed || longest >= DeliverySlots.SlowAttempt);
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

    /// <summary>
    /// Attempts deliveries to one endpoint, a few at a time, and says how long the longest attempt took. Those for which no time is left, or
    /// which the end of the program cuts short, are taken again when the claim has passed.
    /// </summary>
    private async Task<(IReadOnlyList<(Delivery Delivery, DeliveryOutcome Outcome)> Attempts, TimeSpan Longest)> Attempt(
        ClaimedDeliveries claimed,
        Instant until,
        CancellationToken cancellation
    )
    {
        var destination = claimed.Destination;
        if (!destination.Enabled)
        {
            return ([.. claimed.Deliveries.Select(delivery => (delivery, delivery.Abandoned()))], TimeSpan.Zero);
        }

        byte[] secret;
        Uri address;
        try
        {
            (secret, address) = (secrets.Reveal(destination.Id, destination.ProtectedSecret), new Uri(destination.Url));
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or OverflowException or UriFormatException)
        {
            // A failed attempt, on the schedule of all others and visible in the list of deliveries: the next tries end like this one until
            // the master secret is the right one again.
            var unreadable = new Answer(Status: null, "secret-not-readable", RetryAfter: null);
            DestinationUnreadable(failure, destination.Id, unreadable.Error!);
            return (
                [.. claimed.Deliveries.Select(delivery => (delivery, delivery.After(unreadable, clock.GetCurrentInstant())))],
                TimeSpan.Zero
            );
        }

        var longestTicks = 0L;
        var waiting = new ConcurrentQueue<Delivery>(claimed.Deliveries);
        var lanes = Enumerable.Range(0, Math.Min(MostAtOncePerEndpoint, waiting.Count)).Select(_ => AttemptWaiting());
        var attempts = (await Task.WhenAll(lanes)).SelectMany(lane => lane).ToList();
        return (attempts, TimeSpan.FromTicks(longestTicks));

        async Task<List<(Delivery Delivery, DeliveryOutcome Outcome)>> AttemptWaiting()
        {
            using var signer = new Signer(secret);
            var made = new List<(Delivery Delivery, DeliveryOutcome Outcome)>();
            try
            {
                while (
                    !cancellation.IsCancellationRequested
                    && clock.GetCurrentInstant() < until - LongestAttempt
                    && waiting.TryDequeue(out var delivery)
                )
                {
                    var began = Stopwatch.GetTimestamp();
                    made.Add((delivery, await Attempt(delivery, address, signer, cancellation)));
                    KeepLongest(Stopwatch.GetElapsedTime(began).Ticks);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Whether the receiver got this one is not known.
            }

            return made;
        }

        void KeepLongest(long ticks)
        {
            for (var seen = Volatile.Read(ref longestTicks); ticks > seen; )
            {
                seen = Interlocked.CompareExchange(ref longestTicks, ticks, seen) is var found && found == seen ? ticks : found;
            }
        }
    }

    private async Task<DeliveryOutcome> Attempt(Delivery delivery, Uri address, Signer signer, CancellationToken cancellation)
    {
        try
        {
            var body = WebhookSender.Body(delivery.Type, delivery.OccurredAt, delivery.Data);
            var answer = await sender.Post(address, delivery.EventId.Value, signer, body, cancellation);
            return delivery.After(answer, clock.GetCurrentInstant());
        }
#pragma warning disable CA1031 // One delivery that cannot be attempted must not keep the others of its endpoint from being settled.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            AttemptFailed(failure, delivery.EventId, delivery.EndpointId, Codes.InternalError.Value);
            return delivery.After(new Answer(Status: null, Codes.InternalError.Value, RetryAfter: null), clock.GetCurrentInstant());
        }
    }

    private void Tell(Delivery delivery, DeliveryOutcome outcome)
    {
        DeliveryMeter.Count(outcome.State);
        var level = outcome.State == DeliveryState.Delivered ? LogLevel.Debug : LogLevel.Information;
        Attempted(level, delivery.EventId, delivery.EndpointId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
    }

    [LoggerMessage(Message = "Event {EventId} to endpoint {EndpointId}: attempt {Attempts}, {State}, status {Status}, error {Error}")]
    private partial void Attempted(LogLevel level, Id eventId, Id endpointId, int attempts, string state, int? status, string? error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not look for webhook deliveries that are due: {Code}")]
    private partial void LookFailed(Exception failure, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not continue delivering to endpoint {EndpointId}: {Code}")]
    private partial void LaneFailed(Exception failure, Id endpointId, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be sent to endpoint {EndpointId}: {Code}")]
    private partial void DestinationUnreadable(Exception failure, Id endpointId, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {EventId} could not be sent to endpoint {EndpointId}: {Code}")]
    private partial void AttemptFailed(Exception failure, Id eventId, Id endpointId, string code);
}
