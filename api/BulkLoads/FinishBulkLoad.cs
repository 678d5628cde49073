using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Ends a load. A load that continues on failure is complete after its last row. The documents of an atomic load or a dry run are published or
/// deleted in short transactions; the load stores the last finished line, where the next turn continues.
/// </summary>
internal static class FinishBulkLoad
{
    /// <summary>Called after the last row: closes the load, or begins to publish or delete its staged documents.</summary>
    public static async Task EndOfRows(Sql sql, BulkLoadRow load, Instant now)
    {
        var current = await BulkLoadRow.Find(sql, load.Id.Value, caller: null);
        if (current.State != LoadState.Running)
        {
            throw new TurnLost();
        }

        switch (load.Mode)
        {
            case LoadMode.ContinueOnFailure:
                await Close(sql, current, LoadState.Completed, now);
                break;
            case LoadMode.Atomic when current.Rejected == 0:
                await Begin(sql, load.Id, LoadState.Publishing, LoadState.Completed);
                break;
            default:
                await Begin(sql, load.Id, LoadState.Discarding, load.Mode == LoadMode.DryRun ? LoadState.Completed : LoadState.Failed);
                break;
        }
    }

    /// <summary>Publishes or deletes the next staged documents; returns how many, zero when none is left.</summary>
    public static async Task<int> Step(Sql sql, Id loadId, int max, Instant now)
    {
        var load = await BulkLoadRow.Find(sql, loadId.Value, caller: null);
        if (load.State is not (LoadState.Publishing or LoadState.Discarding))
        {
            return 0;
        }

        var rows = await sql.Rows<ResultRow>(
            $"""
            SELECT Line, DocumentId
              FROM BulkLoadResults
             WHERE LoadId = @Id
               AND Line > @FinishedLine
               AND Outcome = 'issued'
             ORDER BY Line
             {sql.Dialect.FirstRows}
            """,
            new
            {
                load.Id,
                load.FinishedLine,
                limit = max,
            }
        );
        if (rows is [])
        {
            await Close(sql, load, load.StateAtEnd!, now);
            return 0;
        }

        await Advance(sql, load, rows[^1].Line, now);
        var documents = rows.Select(row => row.DocumentId).OfType<Id>().ToList();
        if (load.State == LoadState.Publishing)
        {
            await StagedDocuments.Publish(sql, documents);
        }
        else
        {
            await StagedDocuments.Delete(sql, documents);
            await Forget(sql, load, rows[^1].Line);
        }

        return rows.Count;
    }

    /// <summary>Begins to publish or to delete the staged documents.</summary>
    public static Task<int> Begin(Sql sql, Id loadId, string state, string stateAtEnd) =>
        sql.Execute(
            "UPDATE BulkLoads SET State = @state, StateAtEnd = @stateAtEnd, FailedTurns = 0 WHERE Id = @loadId",
            new
            {
                loadId,
                state,
                stateAtEnd,
            }
        );

    /// <summary>Ends a load and tells its department.</summary>
    public static async Task Close(Sql sql, BulkLoadRow load, string state, Instant now)
    {
        var issued = load.IsStaged && state is LoadState.Failed or LoadState.Cancelled ? 0 : load.Issued;
        await sql.Execute(
            """
            UPDATE BulkLoads
               SET State         = @state,
                   Issued        = @issued,
                   FailureCode   = CASE WHEN @state = 'failed' THEN FailureCode END,
                   FailureDetail = CASE WHEN @state = 'failed' THEN FailureDetail END,
                   FinishedAt    = @now,
                   UpdatedAt     = @now
             WHERE Id = @Id
            """,
            new
            {
                load.Id,
                state,
                issued,
                now,
            }
        );
        var completed = new BulkLoadCompleted(
            load.Id.Value,
            state,
            load.Mode,
            load.RowsRead,
            issued,
            load.Unchanged,
            load.Replaced,
            load.Cancelled,
            load.Rejected
        );
        await Outbox.Append(sql, OutboxEvent.Of(load.OrganizationFiscalCode, load.DepartmentId, completed, now));
    }

    private static async Task Advance(Sql sql, BulkLoadRow load, long line, Instant now)
    {
        var moved = await sql.Execute(
            """
            UPDATE BulkLoads
               SET FinishedLine = @line,
                   FailedTurns  = 0,
                   UpdatedAt    = @now
             WHERE Id           = @Id
               AND FinishedLine = @FinishedLine
            """,
            new
            {
                load.Id,
                load.FinishedLine,
                line,
                now,
            }
        );
        if (moved == 0)
        {
            throw new TurnLost();
        }
    }

    /// <summary>Clears the ids of deleted documents. The outcome of a dry run remains: the row would be issued.</summary>
    private static Task<int> Forget(Sql sql, BulkLoadRow load, long line) =>
        sql.Execute(
            """
            UPDATE BulkLoadResults
               SET DocumentId = NULL,
                   Outcome    = @outcome
             WHERE LoadId = @Id
               AND Line > @FinishedLine
               AND Line <= @line
               AND Outcome = 'issued'
            """,
            new
            {
                load.Id,
                load.FinishedLine,
                line,
                outcome = load.StateAtEnd == LoadState.Completed ? RowOutcome.Issued : RowOutcome.Discarded,
            }
        );
}
