using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Sends documents to the archive. Each organization has a lane and each document one row, so that a document has one call at a time; the call sends
/// the document as it is when it is claimed.
/// </summary>
internal sealed partial class FeedArchive(Db db, ArchiveCalls calls, IClock clock, ILogger<FeedArchive> logger)
    : OutboundCalls<ArchiveFeed>(db, Schedule, clock, logger)
{
    // Less than the 20 seconds that a claim allows an attempt.
    private static readonly TimeSpan MaxAttempt = TimeSpan.FromSeconds(18);

    /// <summary>Fifteen attempts in all over about eleven days.</summary>
    private static readonly RetrySchedule Schedule = new(
        Duration.FromSeconds(5),
        Duration.FromMinutes(1),
        Duration.FromMinutes(5),
        Duration.FromMinutes(30),
        Duration.FromHours(2),
        Duration.FromHours(6),
        Duration.FromHours(12),
        Duration.FromDays(1),
        Duration.FromDays(1),
        Duration.FromDays(1),
        Duration.FromDays(1),
        Duration.FromDays(2),
        Duration.FromDays(2),
        Duration.FromDays(2)
    );

    /// <summary>The outcome, unless the number of requests differs: a feed that became due again during its call stays due.</summary>
    private static readonly BulkTable<Settled> Outcomes = new BulkTable<Settled>("ArchiveFeeds")
        .Code("DocumentId", row => row.Feed.DocumentId)
        .Moment("ClaimedUntil", row => row.Until)
        .Number("Requests", row => row.Feed.Requests)
        .Key()
        .Code("State", row => row.State)
        .Number("Attempts", row => row.Outcome.Attempts)
        .Moment("NextAttemptAt", row => row.Outcome.NextAttemptAt);

    /// <summary>What the archive holds now, in every case; ends the claim.</summary>
    private static readonly BulkTable<Settled> Holdings = new BulkTable<Settled>("ArchiveFeeds")
        .Code("DocumentId", row => row.Feed.DocumentId)
        .Moment("ClaimedUntil", row => row.Until)
        .Key()
        .Code("Position", row => row.Holding.Position)
        .Number("SentVersion", row => row.SentVersion)
        .Bytes("SentHash", row => row.Holding.SentHash)
        .Moment("SentAt", row => row.SentAt)
        .Text("FedOrdinals", row => Json(row.Holding.Fed))
        .Text("MarkedOrdinals", row => Json(row.Holding.Marked))
        .Moment("RevisitAt", row => row.Holding.RevisitAt)
        .Moment("ClaimedUntil", _ => null)
        .Number("OpenClaims", row => row.Outcome.State == CallState.Delivered ? 0 : row.Feed.OpenClaims)
        .Number("LastStatus", row => row.Outcome.Status)
        .Code("LastError", row => row.Outcome.Error ?? row.Holding.NotFed);

    /// <summary>Sends what is due, unless this installation is not connected to the archive.</summary>
    public Task Run(CancellationToken cancellation) => calls.IsConnected ? StartDue(cancellation) : Task.CompletedTask;

    /// <inheritdoc />
    protected override Task<IReadOnlyList<CallLane>> FindDue(Sql sql, Instant now) =>
        sql.Rows<CallLane>(
            """
            SELECT o.Id, o.OrganizationFiscalCode AS Share
              FROM ArchiveOrganizations o
             WHERE (o.PausedUntil IS NULL OR o.PausedUntil <= @now)
               AND EXISTS (SELECT 1
                             FROM ArchiveFeeds f
                            WHERE f.LaneId         = o.Id
                              AND f.State          = 'pending'
                              AND f.NextAttemptAt <= @now
                              AND (f.ClaimedUntil IS NULL OR f.ClaimedUntil <= @now))
            """,
            new { now }
        );

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<ArchiveFeed>> Claim(Sql sql, string laneId, CallClaim claim, int max)
    {
        // COALESCE keeps the planner off the index by NextAttemptAt; the inner SELECT already has the keys.
        var (feeds, creditor) = await sql.Several(
            $"""
            UPDATE ArchiveFeeds
               SET ClaimedUntil = @Until, OpenClaims = OpenClaims + 1
             WHERE LaneId = @laneId
               AND State  = 'pending'
               AND COALESCE(NextAttemptAt, @Now) <= @Now
               AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
               AND NOT EXISTS (SELECT 1 FROM ArchiveOrganizations o WHERE o.Id = @laneId AND o.PausedUntil > @Now)
               AND DocumentId IN (SELECT DocumentId
                                    FROM ArchiveFeeds
                                   WHERE LaneId         = @laneId
                                     AND State          = 'pending'
                                     AND NextAttemptAt <= @Now
                                     AND (ClaimedUntil IS NULL OR ClaimedUntil <= @Now)
                                   ORDER BY NextAttemptAt, DocumentId
                                   {sql.Dialect.FirstRows});
            SELECT LaneId, DocumentId, Requests, Position, SentVersion, SentHash, SentAt, FedOrdinals, MarkedOrdinals, RevisitAt, OpenClaims,
                   Attempts, NextAttemptAt
              FROM ArchiveFeeds
             WHERE LaneId         = @laneId
               AND State          = 'pending'
               AND NextAttemptAt <= @Now
               AND ClaimedUntil   = @Until
             ORDER BY NextAttemptAt, DocumentId;
            SELECT o.FiscalCode, o.Name, o.DefaultDueDays, COALESCE(o.AcaEnabled, 0) AS IsEnabled,
                   CASE WHEN l.PauseReason IS NULL THEN 0 ELSE 1 END AS WasPaused
              FROM ArchiveOrganizations l
             INNER JOIN Organizations o ON o.FiscalCode = l.OrganizationFiscalCode
             WHERE l.Id = @laneId;
            SELECT d.Id, d.Name
              FROM Departments d
             INNER JOIN ArchiveOrganizations l ON l.OrganizationFiscalCode = d.OrganizationFiscalCode
             WHERE l.Id = @laneId
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
                var claimed = await results.Rows<ArchiveFeed>();
                var creditor = await results.Row<ArchiveCreditor>();
                creditor!.DepartmentNames = (await results.Rows<DepartmentName>()).ToDictionary(one => one.Id, one => one.Name);
                return (claimed, creditor);
            }
        );
        return feeds.Count == 0 ? [] : await WithDocuments(sql, feeds, creditor);
    }

    /// <inheritdoc />
    protected override async Task<CallAnswer> Attempt(ArchiveFeed call, CancellationToken cancellation)
    {
        if (call.Creditor.Pause is { } pause)
        {
            return new CallAnswer(Status: null, pause.Reason, WasMade: false);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(MaxAttempt);
        try
        {
            return await new ArchiveSteps(calls, call, Clock.GetCurrentInstant()).Run(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CallAnswer(Status: null, "timeout");
        }
    }

    /// <inheritdoc />
    protected override async Task Settle(Sql sql, IReadOnlyList<CallAttempt<ArchiveFeed>> attempts, CallClaim claim, Instant now)
    {
        var settled = attempts.Select(attempt => new Settled(attempt.Call, attempt.Outcome, claim.Until, now)).ToList();
        await sql.Update(Outcomes, settled);
        await sql.Update(Holdings, settled);
        var (lane, creditor) = (attempts[0].Call.LaneId, attempts[0].Call.Creditor);
        if (creditor.Pause is not null || creditor.WasPaused)
        {
            await sql.Execute(
                "UPDATE ArchiveOrganizations SET PausedUntil = @Until, PauseReason = @Reason WHERE Id = @lane",
                new
                {
                    lane,
                    creditor.Pause?.Until,
                    creditor.Pause?.Reason,
                }
            );
        }
    }

    /// <inheritdoc />
    protected override void Report(CallAttempt<ArchiveFeed> attempt)
    {
        var (call, outcome) = (attempt.Call, attempt.Outcome);
        ArchiveMeter.Count(outcome.State);
        if (call.Creditor.Pause is { } pause && outcome.Error == pause.Reason && outcome.Status is not null)
        {
            Paused(Logger, call.Creditor.FiscalCode.Value, outcome.Status, pause.Reason, pause.Until);
            return;
        }

        var level = outcome.State switch
        {
            CallState.Delivered => LogLevel.Debug,
            CallState.Failed => LogLevel.Error,
            _ => LogLevel.Information,
        };
        Attempted(Logger, level, call.DocumentId, outcome.Attempts, outcome.State, outcome.Status, outcome.Error);
    }

    private static string? Json(IReadOnlyList<int> ordinals) => ordinals.Count == 0 ? null : StoredJson.Write(ordinals);

    private static async Task<IReadOnlyList<ArchiveFeed>> WithDocuments(Sql sql, IReadOnlyList<ArchiveFeed> feeds, ArchiveCreditor creditor)
    {
        var ids = feeds.Select(feed => feed.DocumentId).ToList();
        var documents = (await DocumentStore.LoadMany(sql, ids)).ToDictionary(document => document.Row.Id);
        var elsewhere = (
            await sql.Rows<PaidInstallment>(
                $"""
                SELECT a.DocumentId, a.InstallmentOrdinal
                  FROM PaymentApplications a
                 INNER JOIN Payments p ON p.Id = a.PaymentId
                 WHERE a.DocumentId IN ({sql.Dialect.TextsOf("@ids")})
                   AND p.Channel <> 'pagopa'
                """,
                new { ids = StoredJson.Write(ids.Select(id => id.Value)) }
            )
        ).ToLookup(paid => paid.DocumentId, paid => paid.InstallmentOrdinal);
        return
        [
            .. feeds.Select(feed =>
                feed with
                {
                    Document = documents[feed.DocumentId],
                    Creditor = creditor,
                    PaidElsewhere = elsewhere[feed.DocumentId].ToHashSet(),
                    Holding = feed.Stored(),
                }
            ),
        ];
    }

    [LoggerMessage(Message = "Document {DocumentId} to the archive: attempt {Attempts}, {State}, status {Status}, error {Error}")]
    private static partial void Attempted(
        ILogger logger,
        LogLevel level,
        Id documentId,
        int attempts,
        string state,
        int? status,
        string? error
    );

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The archive takes no calls of organization {Organization}: status {Status}, {Reason}; the next one is made at {Until}"
    )]
    private static partial void Paused(ILogger logger, string organization, int? status, string reason, Instant until);

    private sealed record DepartmentName
    {
        public Id Id { get; init; }
        public string Name { get; init; } = "";
    }

    private sealed record PaidInstallment
    {
        public Id DocumentId { get; init; }
        public int InstallmentOrdinal { get; init; }
    }

    private sealed record Settled(ArchiveFeed Feed, CallOutcome Outcome, Instant Until, Instant Now)
    {
        public ArchiveHolding Holding => Feed.Holding;

        public string State =>
            Outcome.State == CallState.Delivered && Holding is { Position: FeedPosition.None, NotFed: not null }
                ? FeedState.Skipped
                : Outcome.State;

        public long? SentVersion => Outcome.State == CallState.Delivered ? Feed.Document.Row.Version : Feed.SentVersion;

        public Instant? SentAt => Holding.WasSent ? Now : Feed.SentAt;
    }
}
