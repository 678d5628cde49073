using System.Diagnostics;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>The load was paused or cancelled, or another instance runs it: its batch is not stored.</summary>
internal sealed class TurnLost() : Exception("This turn no longer has the load.");

/// <summary>
/// Runs one load for one turn. Each batch is stored in one transaction with its results and the load's next line, so that after a crash the
/// next turn continues from the last commit.
/// </summary>
internal sealed class LoadTurn(
    Db db,
    BulkLoadOptions options,
    NoticeNumbers noticeNumbers,
    IClock clock,
    ILogger logger,
    SemaphoreSlim writing,
    Lease lease
)
{
    private const int MaxUnits = 2_000;

    /// <summary>How long a load waits after its instance has died: longer than a batch takes, short enough for a person who waits.</summary>
    public static readonly Duration LeaseLength = Duration.FromSeconds(6);

    /// <summary>Stores batches until no row is left, the turn is lost, or other loads wait (<paramref name="isOver"/>).</summary>
    /// <exception cref="NoticeNumberCollision">A drawn number is taken; the next turn draws others.</exception>
    /// <exception cref="EntryOutdated">A document that existed is gone; the next turn prepares from the same place.</exception>
    public async Task Run(BulkLoadRow load, Func<bool> isOver, CancellationToken cancellation)
    {
        if (load.Format == LoadFormat.Csv && !load.KeysChecked && !await CheckKeys(load, cancellation))
        {
            return;
        }

        var creditor = await db.Snapshot(
            sql => Creditor.OfDepartment(sql, load.DepartmentId, RevenueTypeLimit.Read(load.RevenueTypes)),
            cancellation
        );
        var planner = new RowPlanner(load, creditor, clock.GetCurrentInstant(), logger);
        var preparation = new BatchPreparation(db, load, planner, creditor.Tenant.SegregationCode, noticeNumbers)
        {
            // After a failed turn, batches start with one document, so that every document before the faulty one is stored.
            Scattered =
                load.Format == LoadFormat.Csv ? await db.Read(sql => ScatteredKeys.Of(sql, load.Id), cancellation) : ScatteredKeys.None,
            UnitsPerBatch = load.FailedTurns > 1 ? 1 : Math.Clamp(options.MinUnits, 1, MaxUnits),
        };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var preparing = preparation.Run(enough.Token);
        try
        {
            await foreach (var batch in preparation.Ready(cancellation))
            {
                preparation.UnitsPerBatch = await StoreInTurn(load, batch, preparation.UnitsPerBatch, cancellation);
                await lease.Keep(cancellation);
                if (isOver())
                {
                    return;
                }
            }

            await db.Transact(sql => FinishBulkLoad.EndOfRows(sql, load, clock.GetCurrentInstant()), cancellation);
        }
        finally
        {
            await enough.CancelAsync();
            await preparing;
        }
    }

    /// <summary>Finds the documents whose rows are not together; false when there are so many that the load ends.</summary>
    private async Task<bool> CheckKeys(BulkLoadRow load, CancellationToken cancellation)
    {
        var scattered = await new FindScatteredKeys(db, lease, load).Run(cancellation);
        return await db.Transact(
            async sql =>
            {
                await lease.Require(sql);
                var current = await BulkLoadRow.Find(sql, load.Id.Value, caller: null);
                if (current.State != LoadState.Running)
                {
                    throw new TurnLost();
                }

                if (scattered is null)
                {
                    await StuckLoads.End(
                        sql,
                        current,
                        Codes.RowsNotTogether,
                        "Le righe di troppi documenti non sono consecutive: ordinare il file per externalId e inviarlo di nuovo. Nessuna riga ha avuto effetto.",
                        clock.GetCurrentInstant()
                    );
                    return false;
                }

                await sql.Insert(ScatteredKeyRow.Table, [.. scattered]);
                await sql.Execute("UPDATE BulkLoads SET KeysChecked = 1, FailedTurns = 0 WHERE Id = @Id", new { load.Id });
                return true;
            },
            cancellation
        );
    }

    /// <summary>
    /// Publishes or deletes the staged documents of a load until none is left, the lease is lost, or <paramref name="isOver"/> says that other
    /// loads wait.
    /// </summary>
    public async Task Finish(Id loadId, Func<bool> isOver, CancellationToken cancellation)
    {
        for (var units = Math.Max(1, options.MinUnits); ; )
        {
            var (done, elapsedMs) = await FinishInTurn(loadId, units, cancellation);
            await lease.Keep(cancellation);
            if (done == 0 || isOver())
            {
                return;
            }

            units = NextUnits(units, done, elapsedMs);
        }
    }

    /// <summary>Stores a batch when it is this load's turn to write; returns the number of units for the next batches.</summary>
    private async Task<int> StoreInTurn(BulkLoadRow load, LoadBatch batch, int units, CancellationToken cancellation)
    {
        // The loads of an instance queue here and store one batch each in turn.
        await writing.WaitAsync(cancellation);
        try
        {
            var (elapsedMs, results) = await db.Transact(sql => Store(sql, load, batch), cancellation);
            BulkLoadMeter.Count(load.Mode, results);
            return NextUnits(units, batch.Rows.Count, elapsedMs);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<(int Done, long ElapsedMs)> FinishInTurn(Id loadId, int max, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            return await db.Transact(
                async sql =>
                {
                    var started = Stopwatch.GetTimestamp();
                    await lease.Require(sql);
                    var done = await FinishBulkLoad.Step(sql, loadId, max, clock.GetCurrentInstant());
                    return (done, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                },
                cancellation
            );
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The number of units that fill a transaction, estimated from the last one; at most twice as many.</summary>
    private int NextUnits(int units, int done, long elapsedMs)
    {
        var max = Math.Min(MaxUnits, units * 2);
        return (int)Math.Clamp(done * (long)options.TransactionMs / Math.Max(1, elapsedMs), Math.Clamp(options.MinUnits, 1, max), max);
    }

    private async Task<(long ElapsedMs, IReadOnlyList<ResultRow> Results)> Store(Sql sql, BulkLoadRow load, LoadBatch batch)
    {
        var started = Stopwatch.GetTimestamp();
        var now = clock.GetCurrentInstant();
        await lease.Require(sql);
        await Advance(sql, load.Id, batch, now);
        var accepted = batch.Rows.Where(row => row.Entry is not null).ToList();
        var rules = new LoadRules(load.Id, load.IsStaged, RevenueTypeLimit.Read(load.RevenueTypes));
        var issue = new IssueBatch(sql, load.DepartmentId, load.Actor, now, rules);
        var outcomes = await issue.Store([.. accepted.Select(row => row.Entry!)]);
        var results = Results(load.Id, batch.Rows, outcomes);
        await sql.Insert(ResultRow.Table, results);
        await Count(sql, load.Id, results);
        return ((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, results);
    }

    /// <summary>Moves the load's next line from the start of the batch to its end; fails if another instance has moved it.</summary>
    private static async Task Advance(Sql sql, Id loadId, LoadBatch batch, Instant now)
    {
        var moved = await sql.Execute(
            """
            UPDATE BulkLoads
               SET NextLine      = @To,
                   RowsRead      = RowsRead + @Lines,
                   FailedTurns   = 0,
                   FailureCode   = NULL,
                   FailureDetail = NULL,
                   UpdatedAt     = @now
             WHERE Id       = @loadId
               AND State    = 'running'
               AND NextLine = @From
            """,
            new
            {
                loadId,
                batch.From,
                batch.To,
                batch.Lines,
                now,
            }
        );
        if (moved == 0)
        {
            throw new TurnLost();
        }
    }

    private static Task Count(Sql sql, Id loadId, IReadOnlyList<ResultRow> results) =>
        sql.Execute(
            """
            UPDATE BulkLoads
               SET Issued    = Issued + @issued,
                   Unchanged = Unchanged + @unchanged,
                   Replaced  = Replaced + @replaced,
                   Cancelled = Cancelled + @cancelled,
                   Rejected  = Rejected + @rejected
             WHERE Id = @loadId
            """,
            new
            {
                loadId,
                issued = results.Count(row => row.Outcome == RowOutcome.Issued),
                unchanged = results.Count(row => row.Outcome == RowOutcome.Unchanged),
                replaced = results.Count(row => row.Outcome == RowOutcome.Replaced),
                cancelled = results.Count(row => row.Outcome == RowOutcome.Cancelled),
                rejected = results.Count(row => row.Outcome == RowOutcome.Rejected),
            }
        );

    private static List<ResultRow> Results(Id loadId, IReadOnlyList<PlannedRow> rows, IReadOnlyList<IssueOutcome> outcomes)
    {
        var results = new List<ResultRow>(rows.Count);
        var next = 0;
        foreach (var row in rows)
        {
            var outcome = row.Entry is null ? null : outcomes[next++];
            results.Add(
                (row.Refusal ?? outcome?.Refusal) is { } refusal
                    ? ResultRow.Rejected(loadId, row.Line, row.ExternalId, refusal)
                    : new ResultRow
                    {
                        LoadId = loadId,
                        Line = row.Line,
                        Outcome = Word(outcome!.Result),
                        ExternalId = row.ExternalId,
                        DocumentId = outcome.DocumentId,
                    }
            );
        }

        return results;
    }

    private static string Word(IssueResult result) =>
        result switch
        {
            IssueResult.Issued => RowOutcome.Issued,
            IssueResult.Unchanged => RowOutcome.Unchanged,
            IssueResult.Replaced => RowOutcome.Replaced,
            IssueResult.Cancelled => RowOutcome.Cancelled,
            _ => RowOutcome.Rejected,
        };
}
