using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

internal static class CancelNoticeBatch
{
    /// <summary>Ends a batch; the worker stops between two groups of notices.</summary>
    public static async Task<Ok<NoticeBatch>> Handle(string id, Caller caller, Db db, IClock clock, CancellationToken cancellation) =>
        TypedResults.Ok(
            await db.Transact(
                async sql =>
                {
                    var batch = await NoticeBatchRow.Find(sql, id, caller);
                    await sql.Execute(
                        """
                        UPDATE NoticeBatches
                           SET State = 'cancelled', UpdatedAt = @now, FinishedAt = @now
                         WHERE Id = @Id
                           AND State IN ('waiting', 'running')
                        """,
                        new { batch.Id, now = clock.GetCurrentInstant() }
                    );
                    var after = await NoticeBatchRow.Find(sql, id, caller);
                    return after.State == NoticeBatchState.Cancelled
                        ? after.Published()
                        : throw new Refusal(Codes.TransitionNotAllowed, "La stampa massiva è già finita: non c'è nulla da interrompere.");
                },
                cancellation
            )
        );
}
