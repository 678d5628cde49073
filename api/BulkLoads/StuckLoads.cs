using System.Data.Common;
using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using NodaTime;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// Loads that make no progress. A turn is counted when it starts, so that a turn that crashes the process counts too; every stored batch resets
/// the count. A load that stores rows ends after <see cref="MaxFailedTurns"/> turns in a row. A load that publishes or discards must be
/// all or nothing: it keeps retrying, after the other loads of its department.
/// </summary>
internal static class StuckLoads
{
    public const int MaxFailedTurns = 5;
    private const int MaxRests = 12;

    /// <summary>True when others of its department go by.</summary>
    public static bool IsStuck(BulkLoadRow load) => load.FailedTurns >= MaxFailedTurns;

    /// <summary>How long a load rests after turns that got no further.</summary>
    public static TimeSpan Rest(BulkLoadRow load, BulkLoadOptions options) =>
        TimeSpan.FromMilliseconds(options.RestMs * (long)Math.Clamp(load.FailedTurns, 1, MaxRests));

    /// <summary>Writes down why a turn got no further, and ends the load after too many; says whether it did.</summary>
    public static async Task<(BulkLoadRow Load, bool Ended)> Note(Sql sql, Id loadId, Exception? cause, Instant now)
    {
        var load = await BulkLoadRow.Find(sql, loadId.Value, caller: null);
        if (load.State is not (LoadState.Running or LoadState.Publishing or LoadState.Discarding))
        {
            return (load, false);
        }

        if (load.State != LoadState.Running || !IsStuck(load))
        {
            await RecordFailure(sql, load, Codes.RowsNotStored, Detail(cause), now);
            return (load, false);
        }

        await End(sql, load, Codes.RowsNotStored, Detail(cause), now);
        return (load, true);
    }

    /// <summary>Ends a load that makes no progress and records why. An atomic load leaves no documents.</summary>
    public static async Task End(Sql sql, BulkLoadRow load, RefusalCode code, string detail, Instant now)
    {
        await RecordFailure(sql, load, code, detail, now);
        await (
            load.IsStaged
                ? FinishBulkLoad.Begin(sql, load.Id, LoadState.Discarding, LoadState.Failed)
                : FinishBulkLoad.Close(sql, load, LoadState.Failed, now)
        );
    }

    private static Task<int> RecordFailure(Sql sql, BulkLoadRow load, RefusalCode code, string detail, Instant now) =>
        sql.Execute(
            "UPDATE BulkLoads SET FailureCode = @code, FailureDetail = @detail, UpdatedAt = @now WHERE Id = @Id",
            new
            {
                load.Id,
                code = code.Value,
                detail,
                now,
            }
        );

    /// <summary>Takes back the count of a turn that was not to blame: the program stops, or the database is away.</summary>
    public static Task<int> Forgive(Sql sql, Id loadId) =>
        sql.Execute("UPDATE BulkLoads SET FailedTurns = FailedTurns - 1 WHERE Id = @loadId AND FailedTurns > 0", new { loadId });

    /// <summary>The cause in words for the department; the log has the exception.</summary>
    private static string Detail(Exception? cause) =>
        cause switch
        {
            NoticeNumberCollision => "I numeri avviso da assegnare risultano già in uso: segnalare il caricamento all'assistenza.",
            EntryOutdated =>
                "I documenti interessati cambiano di continuo: attendere che le altre modifiche finiscano e inviare di nuovo le righe rimaste.",
            Refusal refusal => refusal.Detail,
            DbException failure => string.Create(
                CultureInfo.InvariantCulture,
                $"La base dati rifiuta i documenti da questa riga in poi (errore {failure.ErrorCode}): segnalare il caricamento all'assistenza, poi inviare di nuovo le righe rimaste."
            ),
            null => "Il programma si è interrotto più volte su queste righe: segnalare il caricamento all'assistenza.",
            _ =>
                "I documenti da questa riga in poi non si registrano per un errore imprevisto: segnalare il caricamento all'assistenza, poi inviare di nuovo le righe rimaste.",
        };
}
