using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>Stops a load for a while, lets it go on, or ends it. Between two batches is where it stops.</summary>
internal static class SteerBulkLoad
{
    public static Task<Ok<BulkLoad>> Pause(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation) =>
        Change(id, caller, db, cancellation, (sql, load) => Move(sql, load, LoadState.Paused, clock, LoadState.Waiting, LoadState.Running));

    public static Task<Ok<BulkLoad>> Resume(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation) =>
        Change(
            id,
            caller,
            db,
            cancellation,
            (sql, load) =>
                load.State == LoadState.Running ? Task.CompletedTask : Move(sql, load, LoadState.Waiting, clock, LoadState.Paused)
        );

    /// <summary>Issued documents stay issued, except those of an atomic load.</summary>
    public static Task<Ok<BulkLoad>> Cancel(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation) =>
        Change(
            id,
            caller,
            db,
            cancellation,
            async (sql, load) =>
            {
                if (load.State == LoadState.Cancelled || load.StateAtEnd == LoadState.Cancelled)
                {
                    return;
                }

                RequireState(load, LoadState.Waiting, LoadState.Running, LoadState.Paused);
                if (load.IsStaged)
                {
                    await FinishBulkLoad.Begin(sql, load.Id, LoadState.Discarding, LoadState.Cancelled);
                }
                else
                {
                    await FinishBulkLoad.Close(sql, load, LoadState.Cancelled, clock.GetCurrentInstant());
                }
            }
        );

    private static async Task<Ok<BulkLoad>> Change(
        string id,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        Func<Sql, BulkLoadRow, Task> change
    ) =>
        TypedResults.Ok(
            await db.Transact(
                async sql =>
                {
                    await Claim(sql, id);
                    await change(sql, await BulkLoadRow.Find(sql, id, caller));
                    return (await BulkLoadRow.Find(sql, id, caller)).Published();
                },
                cancellation
            )
        );

    /// <summary>Makes a batch that is being stored wait for us, or us for it: what is then read stays true until we are done.</summary>
    private static Task<int> Claim(Sql sql, string id) =>
        sql.Execute("UPDATE BulkLoads SET UpdatedAt = UpdatedAt WHERE Id = @id", new { id });

    private static async Task Move(Sql sql, BulkLoadRow load, string to, IClock clock, params string[] from)
    {
        if (load.State == to)
        {
            return;
        }

        RequireState(load, from);
        await sql.Execute(
            "UPDATE BulkLoads SET State = @to, UpdatedAt = @now WHERE Id = @Id",
            new
            {
                load.Id,
                to,
                now = clock.GetCurrentInstant(),
            }
        );
    }

    private static void RequireState(BulkLoadRow load, params string[] states)
    {
        if (!states.Contains(load.State, StringComparer.Ordinal))
        {
            throw new Refusal(
                Codes.TransitionNotAllowed,
                $"Il caricamento è nello stato «{load.State}», che non ammette questa operazione: rileggerlo prima di riprovare."
            );
        }
    }
}
