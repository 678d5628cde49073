using System.Diagnostics.Metrics;
using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// Measures the work that waits. A job looks and the figures are kept, so that reading the measures never asks the database.
/// </summary>
internal sealed class Backlog : IDisposable
{
    public const string MeterName = "Lecce.Riscossione.Backlog";

    private readonly Db db;
    private readonly IClock clock;
    private readonly Meter meter;
    private Seen? last;

    public Backlog(Db db, IClock clock, IMeterFactory meters)
    {
        (this.db, this.clock, meter) = (db, clock, meters.Create(MeterName));
        Gauge(
            "webhooks.lag",
            seen => seen.LagSeconds,
            "How long the delivery that waits longest has been due, without paused endpoints",
            "s"
        );
        Gauge("webhooks.pending", seen => seen.Deliveries, "Deliveries that are due or to be tried again, without paused endpoints");
        Gauge("receipts.pending", seen => seen.Receipts, "Receipts kept whose payment is not recorded yet");
        Gauge("receipt_recoveries.pending", seen => seen.Recoveries, "Receipts that did not come and are asked for");
        Gauge("bulk_loads.unfinished", seen => seen.Loads, "Bulk loads received and not yet finished");
        Gauge("bulk_loads.rows.pending", seen => seen.LoadRows, "Rows of unfinished bulk loads that are still to be dealt with");
        Gauge(
            "bulk_loads.lag",
            seen => seen.LoadLagSeconds,
            "How long the unfinished bulk load that moved least recently has not moved",
            "s"
        );
        Gauge("archive.lag", seen => seen.ArchiveLagSeconds, "How long the document that waits longest for the archive has been due", "s");
        Gauge("archive.pending", seen => seen.Feeds, "Documents that the archive is not in step with");
        Gauge("archive.failed", seen => seen.FailedFeeds, "Documents that the archive refused, or that could not be sent");
        Gauge("archive.refused", seen => seen.RefusedOrganizations, "Organizations whose calls the archive refuses");
    }

    /// <summary>Looks once. While the database cannot be read, the measures are missing.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        try
        {
            last = await Read(cancellation);
        }
        catch
        {
            last = null;
            throw;
        }
    }

    public void Dispose() => meter.Dispose();

    private async Task<Seen?> Read(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var row = await db.Read(
            sql =>
                sql.Row<Row>(
                    """
                    SELECT (SELECT MIN(NextAttemptAt)
                              FROM WebhookDeliveries
                             WHERE State = 'pending'
                               AND EndpointId NOT IN (SELECT Id FROM WebhookEndpoints WHERE PausedAt IS NOT NULL)) AS OldestDueAt,
                           (SELECT COUNT(*)
                              FROM WebhookDeliveries
                             WHERE State = 'pending'
                               AND EndpointId NOT IN (SELECT Id FROM WebhookEndpoints WHERE PausedAt IS NOT NULL)) AS Deliveries,
                           (SELECT COUNT(*) FROM Receipts WHERE State = 'pending') AS Receipts,
                           (SELECT COUNT(*) FROM ReceiptRecoveries WHERE State = 'pending') AS Recoveries,
                           (SELECT COUNT(*) FROM BulkLoads WHERE State IN ('waiting', 'running', 'publishing', 'discarding')) AS Loads,
                           (SELECT SUM(ReceivedRows - RowsRead) FROM BulkLoads WHERE State IN ('waiting', 'running')) AS LoadRows,
                           (SELECT MIN(UpdatedAt)
                              FROM BulkLoads
                             WHERE State IN ('waiting', 'running', 'publishing', 'discarding')) AS LoadMovedAt,
                           (SELECT MIN(NextAttemptAt) FROM ArchiveFeeds WHERE State = 'pending') AS ArchiveDueAt,
                           (SELECT COUNT(*) FROM ArchiveFeeds WHERE State = 'pending') AS Feeds,
                           (SELECT COUNT(*) FROM ArchiveFeeds WHERE State = 'failed') AS FailedFeeds,
                           (SELECT COUNT(*)
                              FROM ArchiveOrganizations
                             WHERE PauseReason IN ('organization-refused', 'key-refused')) AS RefusedOrganizations
                    """
                ),
            cancellation
        );
        return row is null
            ? null
            : new Seen(
                SecondsSince(row.OldestDueAt, now),
                row.Deliveries,
                row.Receipts,
                row.Recoveries,
                row.Loads,
                row.LoadRows ?? 0,
                SecondsSince(row.LoadMovedAt, now),
                SecondsSince(row.ArchiveDueAt, now),
                row.Feeds,
                row.FailedFeeds,
                row.RefusedOrganizations
            );
    }

    private static long SecondsSince(Instant? moment, Instant now) =>
        moment is { } then && then < now ? (long)(now - then).TotalSeconds : 0;

    private void Gauge(string name, Func<Seen, long> value, string description, string? unit = null) =>
        meter.CreateObservableGauge(
            $"riscossione.{name}",
            () => last is { } seen ? [new Measurement<long>(value(seen))] : Array.Empty<Measurement<long>>(),
            unit,
            description
        );

    private sealed record Seen(
        long LagSeconds,
        long Deliveries,
        long Receipts,
        long Recoveries,
        long Loads,
        long LoadRows,
        long LoadLagSeconds,
        long ArchiveLagSeconds,
        long Feeds,
        long FailedFeeds,
        long RefusedOrganizations
    );

    private sealed record Row
    {
        public Instant? OldestDueAt { get; init; }
        public long Deliveries { get; init; }
        public long Receipts { get; init; }
        public long Recoveries { get; init; }
        public long Loads { get; init; }
        public long? LoadRows { get; init; }
        public Instant? LoadMovedAt { get; init; }
        public Instant? ArchiveDueAt { get; init; }
        public long Feeds { get; init; }
        public long FailedFeeds { get; init; }
        public long RefusedOrganizations { get; init; }
    }
}
