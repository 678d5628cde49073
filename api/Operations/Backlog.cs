using System.Diagnostics.Metrics;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Measures what waits to be done. It looks at its own pace and keeps what it saw, so that however often somebody reads the measures, the
/// database is asked no more than once in a while.
/// </summary>
internal sealed partial class Backlog : BackgroundService
{
    public const string MeterName = "Lecce.Riscossione.Backlog";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private readonly Db db;
    private readonly IClock clock;
    private readonly ILogger<Backlog> logger;
    private readonly Meter meter;
    private Seen? last;

    public Backlog(Db db, IClock clock, ILogger<Backlog> logger, IMeterFactory meters)
    {
        this.db = db;
        this.clock = clock;
        this.logger = logger;
        meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "riscossione.webhooks.lag",
            () => Of(seen => seen.LagSeconds),
            "s",
            "How long the delivery that waits longest has been due"
        );
        meter.CreateObservableGauge(
            "riscossione.webhooks.pending",
            () => Of(seen => seen.Deliveries),
            null,
            "Deliveries that are due or to be tried again"
        );
        meter.CreateObservableGauge(
            "riscossione.receipts.pending",
            () => Of(seen => seen.Receipts),
            null,
            "Receipts kept whose payment is not recorded yet"
        );
        meter.CreateObservableGauge(
            "riscossione.bulk_loads.unfinished",
            () => Of(seen => seen.Loads),
            null,
            "Bulk loads received and not yet finished"
        );
        meter.CreateObservableGauge(
            "riscossione.bulk_loads.rows.pending",
            () => Of(seen => seen.LoadRows),
            null,
            "Rows of unfinished bulk loads that are still to be dealt with"
        );
        meter.CreateObservableGauge(
            "riscossione.bulk_loads.lag",
            () => Of(seen => seen.LoadLagSeconds),
            "s",
            "How long the unfinished bulk load that moved least recently has not moved"
        );
    }

    /// <summary>Looks once.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var row = await db.Read(
            sql =>
                sql.Row<Row>(
                    """
                    SELECT (SELECT MIN(NextAttemptAt) FROM WebhookDeliveries WHERE State = 'pending') AS OldestDueAt,
                           (SELECT COUNT(*) FROM WebhookDeliveries WHERE State = 'pending') AS Deliveries,
                           (SELECT COUNT(*) FROM Receipts WHERE State = 'pending') AS Receipts,
                           (SELECT COUNT(*) FROM BulkLoads WHERE State IN ('waiting', 'running', 'publishing', 'discarding')) AS Loads,
                           (SELECT SUM(ReceivedRows - RowsRead) FROM BulkLoads WHERE State IN ('waiting', 'running')) AS LoadRows,
                           (SELECT MIN(UpdatedAt)
                              FROM BulkLoads
                             WHERE State IN ('waiting', 'running', 'publishing', 'discarding')) AS LoadMovedAt
                    """
                ),
            cancellation
        );
        last = row is null
            ? null
            : new Seen(
                SecondsSince(row.OldestDueAt, now),
                row.Deliveries,
                row.Receipts,
                row.Loads,
                row.LoadRows ?? 0,
                SecondsSince(row.LoadMovedAt, now)
            );
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
#pragma warning disable CA1031 // The database may be away for a while; a measure that is missing says so.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                last = null;
                NotSeen(failure, db.Dialect.IsOutage(failure) ? Codes.Unavailable.Value : Codes.InternalError.Value);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static long SecondsSince(Instant? moment, Instant now) =>
        moment is { } then && then < now ? (long)(now - then).TotalSeconds : 0;

    private IEnumerable<Measurement<long>> Of(Func<Seen, long> value) => last is { } seen ? [new Measurement<long>(value(seen))] : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "What waits to be done could not be measured: {Code}")]
    private partial void NotSeen(Exception failure, string code);

    private sealed record Seen(long LagSeconds, long Deliveries, long Receipts, long Loads, long LoadRows, long LoadLagSeconds);

    private sealed record Row
    {
        public Instant? OldestDueAt { get; init; }
        public long Deliveries { get; init; }
        public long Receipts { get; init; }
        public long Loads { get; init; }
        public long? LoadRows { get; init; }
        public Instant? LoadMovedAt { get; init; }
    }
}
