using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Finds the documents whose feed is due: changed ones, those whose last day of payment has passed, and all of an organization that turned the
/// archive on or off. A transaction takes some hundreds, so that other writers do not wait for the load of a year.
/// </summary>
internal sealed class FollowDocuments(Db db, ArchiveCalls calls, IClock clock)
{
    private const int MaxPerTransaction = 500;

    public async Task Run(CancellationToken cancellation)
    {
        if (!calls.IsConnected)
        {
            return;
        }

        foreach (var lane in await db.Read(sql => FindLanes(sql, clock.GetCurrentInstant()), cancellation))
        {
            if (lane.LaneId is null)
            {
                await db.Transact(sql => Open(sql, lane), cancellation);
                continue;
            }

            if (lane.IsTurning)
            {
                await db.Repeat(sql => Turn(sql, lane), MaxPerTransaction, cancellation);
            }

            if (lane is { IsEnabled: true, HasUnread: true })
            {
                await db.Repeat(sql => Note(sql, lane), MaxPerTransaction, cancellation);
            }

            if (lane.HasToRevisit)
            {
                await db.Repeat(sql => Revisit(sql, lane), MaxPerTransaction, cancellation);
            }
        }
    }

    /// <summary>The organizations that feed the archive, or have fed it, with what there is to do for them.</summary>
    private static Task<IReadOnlyList<Lane>> FindLanes(Sql sql, Instant now) =>
        sql.Rows<Lane>(
            """
            SELECT o.FiscalCode, l.Id AS LaneId, COALESCE(o.AcaEnabled, 0) AS IsEnabled, COALESCE(l.IsOn, 0) AS IsOn, l.TurnedAfter,
                   CASE WHEN EXISTS (SELECT 1
                                       FROM PaymentDocuments d
                                      WHERE d.OrganizationFiscalCode = o.FiscalCode
                                        AND d.ReadVersion IS NULL
                                        AND d.State <> 'staged') THEN 1 ELSE 0 END AS HasUnread,
                   CASE WHEN EXISTS (SELECT 1
                                       FROM ArchiveFeeds f
                                      WHERE f.LaneId = l.Id
                                        AND f.RevisitAt <= @now) THEN 1 ELSE 0 END AS HasToRevisit
              FROM Organizations o
              LEFT JOIN ArchiveOrganizations l ON l.OrganizationFiscalCode = o.FiscalCode
             WHERE o.AcaEnabled = 1 OR l.Id IS NOT NULL
            """,
            new { now }
        );

    private Task Open(Sql sql, Lane lane) =>
        sql.Execute(
            "INSERT INTO ArchiveOrganizations (Id, OrganizationFiscalCode, IsOn) VALUES (@id, @FiscalCode, 1)",
            new { id = Id.New(clock.GetCurrentInstant()), lane.FiscalCode }
        );

    /// <summary>Makes the feed of each issued or changed document due.</summary>
    private async Task<int> Note(Sql sql, Lane lane)
    {
        var ids = await UnreadDocuments.Take(sql, lane.FiscalCode, MaxPerTransaction);
        await MakeDue(sql, lane, ids);
        await sql.Execute(
            $"""
            INSERT INTO ArchiveFeeds (LaneId, DocumentId, State, Position, Requests, Attempts, NextAttemptAt, OpenClaims)
            SELECT @LaneId, d.Id, 'pending', 'none', 1, 0, @now, 0
              FROM PaymentDocuments d
             WHERE d.Id IN ({sql.Dialect.TextsOf("@ids")})
               AND d.State IN ('issued', 'partially-paid')
               AND NOT EXISTS (SELECT 1 FROM ArchiveFeeds f WHERE f.LaneId = @LaneId AND f.DocumentId = d.Id)
            """,
            Parameters(lane, ids)
        );
        return ids.Count;
    }

    /// <summary>Makes a feed due when one of its installments can no longer be paid.</summary>
    private Task<int> Revisit(Sql sql, Lane lane) =>
        sql.Execute(
            $"""
            UPDATE ArchiveFeeds
               SET State = 'pending', Requests = Requests + 1, Attempts = 0, NextAttemptAt = @now, RevisitAt = NULL
             WHERE LaneId = @LaneId
               AND DocumentId IN (SELECT DocumentId
                                    FROM ArchiveFeeds
                                   WHERE LaneId = @LaneId
                                     AND RevisitAt <= @now
                                   ORDER BY RevisitAt
                                   {sql.Dialect.FirstRows})
            """,
            new
            {
                lane.LaneId,
                now = clock.GetCurrentInstant(),
                limit = MaxPerTransaction,
            }
        );

    /// <summary>
    /// Makes every feed of an organization due after it turned the archive off, or on again. The lane remembers the last document; turning again
    /// before the end begins with the first.
    /// </summary>
    private async Task<int> Turn(Sql sql, Lane lane)
    {
        var stored = (
            await sql.Row<Lane>("SELECT Id AS LaneId, IsOn, TurnedAfter FROM ArchiveOrganizations WHERE Id = @LaneId", new { lane.LaneId })
        )!;
        // Turned back before the end: the feeds that are due already have to be looked at again.
        var after = stored.IsOn == lane.IsEnabled ? null : stored.TurnedAfter;
        var ids = await sql.Rows<Id>(
            $"""
            SELECT DocumentId
              FROM ArchiveFeeds
             WHERE LaneId = @LaneId
               AND DocumentId > @after
             ORDER BY DocumentId
             {sql.Dialect.FirstRows}
            """,
            new
            {
                lane.LaneId,
                after = after?.Value ?? "",
                limit = MaxPerTransaction,
            }
        );
        await MakeDue(sql, lane, ids);
        var isLast = ids.Count < MaxPerTransaction;
        // Until the last part IsOn differs from what the organization wants.
        await sql.Execute(
            "UPDATE ArchiveOrganizations SET IsOn = @isOn, TurnedAfter = @last WHERE Id = @LaneId",
            new
            {
                lane.LaneId,
                isOn = isLast == lane.IsEnabled,
                last = isLast ? (Id?)null : ids[^1],
            }
        );
        return ids.Count;
    }

    private Task<int> MakeDue(Sql sql, Lane lane, IReadOnlyList<Id> ids) =>
        sql.Execute(
            $"""
            UPDATE ArchiveFeeds
               SET State = 'pending', Requests = Requests + 1, Attempts = 0, NextAttemptAt = @now
             WHERE LaneId = @LaneId
               AND DocumentId IN ({sql.Dialect.TextsOf("@ids")})
               AND Position <> 'ended'
            """,
            Parameters(lane, ids)
        );

    private object Parameters(Lane lane, IReadOnlyList<Id> ids) =>
        new
        {
            lane.LaneId,
            ids = StoredJson.Write(ids.Select(id => id.Value)),
            now = clock.GetCurrentInstant(),
        };

    private sealed record Lane
    {
        public FiscalCode FiscalCode { get; init; }

        /// <summary>Null for an organization that has just turned the archive on.</summary>
        public Id? LaneId { get; init; }
        public bool IsEnabled { get; init; }

        /// <summary>What the feeds were last told: <see cref="IsEnabled"/> unless the organization has turned since.</summary>
        public bool IsOn { get; init; }

        /// <summary>The last document that was told of a turn that has not ended.</summary>
        public Id? TurnedAfter { get; init; }
        public bool HasUnread { get; init; }
        public bool HasToRevisit { get; init; }
        public bool IsTurning => IsOn != IsEnabled || TurnedAfter is not null;
    }
}
