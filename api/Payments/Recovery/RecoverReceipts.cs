using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>
/// Fetches the receipts that the channel did not send, and records their payments. A receipt, its payment and the end of the recovery are stored
/// in one transaction: when an instance ends before it, the receipt is asked for again.
/// </summary>
/// <remarks>
/// A lane is an organization. After "too many requests" or a refused key nothing is asked for any organization until the pause has ended; a key
/// that may not ask for one organization pauses that one.
/// </remarks>
internal sealed partial class RecoverReceipts(Db db, ReceiptSource source, IClock clock, ILogger<RecoverReceipts> logger)
    : OutboundCalls<ReceiptRecoveryRow>(db, Schedule, clock, logger)
{
    private const int DailyAttempts = 89;

    /// <summary>95 attempts in all, over 90 to 99 days. Most receipts that are late come within a day.</summary>
    private static readonly RetrySchedule Schedule = new([
        Duration.FromMinutes(15),
        Duration.FromHours(1),
        Duration.FromHours(3),
        Duration.FromHours(6),
        Duration.FromHours(12),
        .. Enumerable.Repeat(Duration.FromDays(1), DailyAttempts),
    ]);

    private readonly RecoveryPauses pauses = new();

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<CallLane>> FindDue(Sql sql, Instant now) =>
        !source.IsConfigured
            ? []
            : await sql.Rows<CallLane>(
                """
                SELECT o.FiscalCode AS Id, o.FiscalCode AS Share
                  FROM Organizations o
                 WHERE EXISTS (SELECT 1
                                 FROM ReceiptRecoveries x
                                WHERE x.OrganizationFiscalCode = o.FiscalCode
                                  AND x.State                  = 'pending'
                                  AND x.NextAttemptAt         <= @now
                                  AND (x.ClaimedUntil IS NULL OR x.ClaimedUntil <= @now))
                """,
                new { now }
            );

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<ReceiptRecoveryRow>> Claim(Sql sql, string laneId, CallClaim claim, int max)
    {
        var parameters = new
        {
            laneId,
            claim.Now,
            claim.Until,
            limit = max,
        };
        await sql.Execute(
            $"""
            UPDATE ReceiptRecoveries
               SET ClaimedUntil = @Until
             WHERE State = 'pending'
               AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
               AND Id IN (SELECT Id
                            FROM ReceiptRecoveries
                           WHERE OrganizationFiscalCode = @laneId
                             AND State                  = 'pending'
                             AND NextAttemptAt         <= @Now
                             AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
                           ORDER BY NextAttemptAt, Id
                           {sql.Dialect.FirstRows})
            """,
            parameters
        );
        return await sql.Rows<ReceiptRecoveryRow>(
            $"""
            SELECT {ReceiptRecoveryRow.Columns}
              FROM {ReceiptRecoveryRow.WithReceipt}
             WHERE x.OrganizationFiscalCode = @laneId
               AND x.State                  = 'pending'
               AND x.NextAttemptAt         <= @Now
               AND x.ClaimedUntil           = @Until
             ORDER BY x.NextAttemptAt, x.Id
            """,
            parameters
        );
    }

    /// <inheritdoc />
    protected override async Task<CallAnswer> Attempt(ReceiptRecoveryRow call, CancellationToken cancellation)
    {
        if (call.ReceiptId is not null)
        {
            return new CallAnswer(Status: null, Error: null, IsFinal: true, WasMade: false);
        }

        if (PauseOf(call) is { } pause)
        {
            return new CallAnswer(Status: null, pause.Error, WasMade: false);
        }

        switch (await source.Fetch(new WantedReceipt(call.OrganizationFiscalCode, call.Iur, call.Iuv), cancellation))
        {
            case FetchedReceipt.Found found:
                // Not cancelled when the program stops: the receipt would be fetched again.
                PaymentMeter.Count(await Db.Transact(sql => Record(sql, call, found), CancellationToken.None));
                return new CallAnswer(StatusCodes.Status200OK, Error: null);
            case FetchedReceipt.Missing missing:
                return new CallAnswer(missing.Status, missing.Error, missing.RetryAfter, WasMade: !TryPause(call, missing));
            default:
                throw new InvalidOperationException("An unknown answer.");
        }
    }

    /// <inheritdoc />
    protected override async Task Settle(Sql sql, IReadOnlyList<CallAttempt<ReceiptRecoveryRow>> attempts, CallClaim claim, Instant now)
    {
        foreach (var (call, outcome, _) in attempts)
        {
            var pause = RecoveryPauses.IsCause(outcome.Error) ? PauseOf(call) : null;
            await sql.Execute(
                """
                UPDATE ReceiptRecoveries
                   SET State         = @state,
                       Attempts      = @Attempts,
                       NextAttemptAt = @next,
                       ClaimedUntil  = NULL,
                       LastStatus    = @Status,
                       LastError     = @Error,
                       EndedAt       = @endedAt
                 WHERE Id           = @Id
                   AND State        = 'pending'
                   AND ClaimedUntil = @Until
                """,
                new
                {
                    call.Id,
                    claim.Until,
                    state = StateAfter(outcome),
                    outcome.Attempts,
                    next = pause?.Until ?? outcome.NextAttemptAt,
                    outcome.Status,
                    outcome.Error,
                    endedAt = outcome.State == CallState.Pending ? (Instant?)null : now,
                }
            );
        }

        if (attempts.FirstOrDefault(attempt => RecoveryPauses.IsCause(attempt.Outcome.Error)) is { Call: var paused })
        {
            await Postpone(sql, paused);
        }
    }

    /// <inheritdoc />
    protected override void Report(CallAttempt<ReceiptRecoveryRow> attempt)
    {
        var (call, outcome) = (attempt.Call, attempt.Outcome);
        RecoveryMeter.Count(outcome.Error ?? (outcome.Status is null ? RecoveryState.AlreadyReceived : RecoveryState.Recovered));
        Attempted(Logger, call.Id, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
    }

    /// <summary>Stores the receipt and records its payment, unless the channel has sent the receipt meanwhile.</summary>
    private async Task<RecordedPayment?> Record(Sql sql, ReceiptRecoveryRow call, FetchedReceipt.Found found)
    {
        var now = Clock.GetCurrentInstant();
        var receipt = found.Receipt.Row;
        if (await Receipts.IsStored(sql, receipt))
        {
            await End(sql, call, RecoveryState.AlreadyReceived, now);
            return null;
        }

        var recorded = await RecordPayment.Record(sql, found.Payment, now);
        var settled = receipt with
        {
            State = ReceiptState.Recorded,
            PaymentId = recorded.Payment.Id,
            DepartmentId = recorded.Payment.DepartmentId,
        };
        await Receipts.Store(sql, [found.Receipt with { Row = settled }]);
        await End(sql, call, RecoveryState.Recovered, now);
        return recorded;
    }

    private static Task<int> End(Sql sql, ReceiptRecoveryRow call, string state, Instant now) =>
        sql.Execute(
            """
            UPDATE ReceiptRecoveries
               SET State        = @state,
                   Attempts     = @attempts,
                   ClaimedUntil = NULL,
                   LastStatus   = @status,
                   LastError    = NULL,
                   EndedAt      = @now
             WHERE Id    = @Id
               AND State = 'pending'
            """,
            new
            {
                call.Id,
                state,
                attempts = call.Attempts + 1,
                status = StatusCodes.Status200OK,
                now,
            }
        );

    /// <summary>Moves what is due during a pause to its end, for every instance and across a restart.</summary>
    private async Task Postpone(Sql sql, ReceiptRecoveryRow call)
    {
        if (PauseOf(call) is not { } pause)
        {
            return;
        }

        await sql.Execute(
            $"""
            UPDATE ReceiptRecoveries
               SET NextAttemptAt = @Until
             WHERE State         = 'pending'
               AND NextAttemptAt < @Until
               AND OrganizationFiscalCode {(pause.IsOfAll ? "IN (SELECT FiscalCode FROM Organizations)" : "= @organization")}
            """,
            new { pause.Until, organization = call.OrganizationFiscalCode }
        );
    }

    /// <summary>True when the answer ends the calls for a while, which is logged.</summary>
    private bool TryPause(ReceiptRecoveryRow call, FetchedReceipt.Missing missing)
    {
        if (!RecoveryPauses.IsCause(missing.Error))
        {
            return false;
        }

        var until = pauses.Begin(call.OrganizationFiscalCode, missing, Clock.GetCurrentInstant()).Until;
        switch (missing.Error)
        {
            case RecoveryError.KeyRefused:
                KeyRefused(Logger, until);
                break;
            case RecoveryError.OrganizationRefused:
                OrganizationRefused(Logger, call.OrganizationFiscalCode.Value, until);
                break;
            default:
                AskedTooOften(Logger, until);
                break;
        }

        return true;
    }

    private RecoveryPause? PauseOf(ReceiptRecoveryRow call) => pauses.Find(call.OrganizationFiscalCode, Clock.GetCurrentInstant());

    private static string StateAfter(CallOutcome outcome) =>
        outcome.State switch
        {
            CallState.Delivered => RecoveryState.AlreadyReceived,
            CallState.Failed => RecoveryState.Failed,
            _ => RecoveryState.Pending,
        };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Receipt recovery {Id}: attempt {Attempts}, {State}, status {Status}, error {Error}"
    )]
    private static partial void Attempted(ILogger logger, Id id, int attempts, string state, int? status, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The service of receipts is asked too often: no receipt is asked for until {Until}")]
    private static partial void AskedTooOften(ILogger logger, Instant until);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The service of receipts refuses the key, see Riscossione:PagoPa:BizEvents:SubscriptionKey: no receipt is asked for until {Until}"
    )]
    private static partial void KeyRefused(ILogger logger, Instant until);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The service of receipts refuses organization {Organization}, for which the key may not be enabled: asked again after {Until}"
    )]
    private static partial void OrganizationRefused(ILogger logger, string organization, Instant until);
}
