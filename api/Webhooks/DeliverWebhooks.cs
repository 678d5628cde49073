using System.Security.Cryptography;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Sends the deliveries of the outbox. A delivery that is sent again has the same webhook-id.</summary>
internal sealed partial class DeliverWebhooks(
    Db db,
    EndpointSecrets secrets,
    WebhookSender sender,
    IClock clock,
    ILogger<DeliverWebhooks> logger
) : OutboundCalls<Delivery>(db, Schedule, clock, logger)
{
    /// <summary>The error of an attempt whose secret was protected with another master secret.</summary>
    public const string SecretNotReadable = "secret-not-readable";

    /// <summary>Ten attempts in all. The waits add up to 75.6 hours: the last attempt is 3.1 to 3.5 days after the first.</summary>
    private static readonly RetrySchedule Schedule = new(
        Duration.FromSeconds(5),
        Duration.FromMinutes(5),
        Duration.FromMinutes(30),
        Duration.FromHours(2),
        Duration.FromHours(5),
        Duration.FromHours(10),
        Duration.FromHours(14),
        Duration.FromHours(20),
        Duration.FromHours(24)
    );

    private static readonly BulkTable<(CallAttempt<Delivery> Attempt, Instant Until)> Outcomes = new BulkTable<(
        CallAttempt<Delivery> Attempt,
        Instant Until
    )>("WebhookDeliveries")
        .Code("EndpointId", row => row.Attempt.Call.EndpointId)
        .Code("EventId", row => row.Attempt.Call.EventId)
        .Code("State", _ => CallState.Pending)
        .Moment("ClaimedUntil", row => row.Until)
        .Key()
        .Code("State", row => row.Attempt.Outcome.State)
        .Number("Attempts", row => row.Attempt.Outcome.Attempts)
        .Moment("NextAttemptAt", row => row.Attempt.Outcome.NextAttemptAt)
        .Moment("ClaimedUntil", _ => null)
        .Number("LastStatus", row => row.Attempt.Outcome.Status)
        .Code("LastError", row => row.Attempt.Outcome.Error)
        .Moment("DeliveredAt", row => row.Attempt.Outcome.State == CallState.Delivered ? row.Attempt.EndedAt : null)
        .Number(
            "DeliveredInMs",
            row => row.Attempt.Outcome.State == CallState.Delivered ? (long)row.Attempt.Duration.TotalMilliseconds : null
        )
        .Text("DeliveredAnswer", row => row.Attempt.Outcome.State == CallState.Delivered ? row.Attempt.Text : null);

    /// <inheritdoc />
    protected override Task<IReadOnlyList<CallLane>> FindDue(Sql sql, Instant now) =>
        // EXISTS, not COUNT: how many deliveries wait does not matter.
        sql.Rows<CallLane>(
            """
            SELECT e.Id, COALESCE(e.DepartmentId, e.OrganizationFiscalCode) AS Share
              FROM WebhookEndpoints e
             WHERE e.PausedAt IS NULL
               AND EXISTS (SELECT 1
                             FROM WebhookDeliveries d
                            WHERE d.EndpointId     = e.Id
                              AND d.State          = 'pending'
                              AND d.NextAttemptAt <= @now
                              AND (d.ClaimedUntil IS NULL OR d.ClaimedUntil <= @now))
            """,
            new { now }
        );

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Delivery>> Claim(Sql sql, string laneId, CallClaim claim, int max) =>
        // COALESCE keeps the planner off the index by NextAttemptAt; the inner SELECT already has the keys.
        sql.Several(
            $"""
            UPDATE WebhookDeliveries
               SET ClaimedUntil = @Until
             WHERE EndpointId = @laneId
               AND State      = 'pending'
               AND COALESCE(NextAttemptAt, @Now) <= @Now
               AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
               AND EXISTS (SELECT 1 FROM WebhookEndpoints WHERE Id = @laneId AND PausedAt IS NULL)
               AND EventId IN (SELECT EventId
                                 FROM WebhookDeliveries
                                WHERE EndpointId     = @laneId
                                  AND State          = 'pending'
                                  AND NextAttemptAt <= @Now
                                  AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
                                ORDER BY NextAttemptAt, EventId
                                {sql.Dialect.FirstRows});
            SELECT d.EndpointId, d.EventId, d.Attempts, d.NextAttemptAt, e.Type, e.OccurredAt, e.Data
              FROM WebhookDeliveries d
             INNER JOIN Events e ON e.Id = d.EventId
             WHERE d.EndpointId     = @laneId
               AND d.State          = 'pending'
               AND d.NextAttemptAt <= @Now
               AND d.ClaimedUntil   = @Until
             ORDER BY d.NextAttemptAt, d.EventId
             {sql.Dialect.FirstRows};
            SELECT Id, Url, ProtectedSecret, PreviousProtectedSecret, PreviousValidUntil, Enabled, FailingSince,
                   COALESCE(PayloadVersion, '2026-11') AS PayloadVersion
              FROM WebhookEndpoints
             WHERE Id = @laneId
            """,
            new
            {
                laneId,
                claim.Now,
                claim.Until,
                limit = max,
            },
            async results =>
            {
                var deliveries = await results.Rows<Delivery>();
                var destination = await results.Row<Destination>();
                return (IReadOnlyList<Delivery>)[.. deliveries.Select(delivery => delivery with { Destination = destination! })];
            }
        );

    /// <inheritdoc />
    protected override Task<CallAnswer> Attempt(Delivery call, CancellationToken cancellation)
    {
        var destination = call.Destination;
        if (!destination.Enabled)
        {
            return Task.FromResult(new CallAnswer(Status: null, "endpoint-disabled", IsFinal: true, WasMade: false));
        }

        OpenDestination open;
        try
        {
            open = destination.Open(secrets, Clock.GetCurrentInstant());
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or OverflowException or UriFormatException)
        {
            // A failed attempt, which the list of deliveries shows. Later attempts succeed once the master secret is the right one again.
            var unreadable = new CallAnswer(Status: null, SecretNotReadable);
            DestinationUnreadable(Logger, failure, destination.Id, unreadable.Error!);
            return Task.FromResult(unreadable);
        }

        if (PayloadVersions.WriterOf(destination.PayloadVersion) is not { } write)
        {
            // Registered by a later version of this program.
            return Task.FromResult(new CallAnswer(Status: null, "payload-version-unknown"));
        }

        var body = write(call.Type, call.OccurredAt, call.Data);
        return sender.Post(open.Address, call.EventId.Value, destination.PayloadVersion, open.Secrets, body, cancellation);
    }

    /// <inheritdoc />
    protected override async Task Settle(Sql sql, IReadOnlyList<CallAttempt<Delivery>> attempts, CallClaim claim, Instant now)
    {
        await sql.Update(Outcomes, [.. attempts.Select(attempt => (attempt, claim.Until))]);
        await sql.Insert(AttemptRow.Table, AttemptRow.Of(attempts));
        if (await EndpointHealth.Note(sql, attempts, now) is { } reason)
        {
            EndpointDisabled(Logger, attempts[0].Call.EndpointId, reason);
        }
    }

    /// <inheritdoc />
    protected override void Report(CallAttempt<Delivery> attempt)
    {
        var (call, outcome) = (attempt.Call, attempt.Outcome);
        DeliveryMeter.Count(outcome.State, attempt.Duration);
        var level = outcome.State == CallState.Delivered ? LogLevel.Debug : LogLevel.Information;
        Attempted(Logger, level, call.EventId, call.EndpointId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
    }

    [LoggerMessage(Message = "Event {EventId} to endpoint {EndpointId}: attempt {Attempts}, {State}, status {Status}, error {Error}")]
    private static partial void Attempted(
        ILogger logger,
        LogLevel level,
        Id eventId,
        Id endpointId,
        int attempts,
        string state,
        int? status,
        string? error
    );

    [LoggerMessage(Level = LogLevel.Warning, Message = "Endpoint {EndpointId} is disabled: {Reason}")]
    private static partial void EndpointDisabled(ILogger logger, Id endpointId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be sent to endpoint {EndpointId}: {Code}")]
    private static partial void DestinationUnreadable(ILogger logger, Exception failure, Id endpointId, string code);
}
