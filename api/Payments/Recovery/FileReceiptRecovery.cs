using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>
/// Records a missing receipt, in the transaction of the request or of the line of a reporting flow that shows it.
/// </summary>
internal static class FileReceiptRecovery
{
    /// <summary>
    /// Adds a recovery unless there is one. One that was given up starts again; one without an IUV takes that of this request.
    /// </summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="wanted">The receipt; the creditor is one of ours.</param>
    /// <param name="source">Where it is to be fetched from.</param>
    /// <param name="actor">Who files it: a key or a channel.</param>
    /// <param name="notBefore">The time of the first attempt: a receipt that may still be on its way is not asked for at once.</param>
    /// <param name="now">The instant of the request.</param>
    /// <exception cref="Refusal">
    /// <see cref="Codes.ReceiptRecoveryDiffers"/>: filed with another IUV. <see cref="Codes.ReceiptRecoveryOff"/>: there is nowhere to fetch it
    /// from.
    /// </exception>
    public static async Task<(ReceiptRecoveryRow Recovery, bool IsNew)> File(
        Sql sql,
        WantedReceipt wanted,
        ReceiptSource source,
        string actor,
        Instant notBefore,
        Instant now
    )
    {
        var known = await Find(sql, wanted);
        if (known is not null && wanted.Iuv is not null && known.Iuv is not null && wanted.Iuv != known.Iuv)
        {
            throw new Refusal(
                Codes.ReceiptRecoveryDiffers,
                "La ricevuta con questo IUR è già cercata con un altro IUV: verificarli entrambi."
            );
        }

        if (known is { Iuv: null, State: RecoveryState.Pending or RecoveryState.Failed } && wanted.Iuv is not null)
        {
            await AddIuv(sql, known.Id, wanted.Iuv);
            known = known with { Iuv = wanted.Iuv };
        }

        if (known is not null && known.State != RecoveryState.Failed)
        {
            return (known, IsNew: false);
        }

        if (!source.IsConfigured)
        {
            throw new Refusal(
                Codes.ReceiptRecoveryOff,
                "Questa installazione non può chiedere le ricevute a pagoPA: chi la gestisce deve indicare il servizio nelle impostazioni."
            );
        }

        await (known is null ? Insert(sql, wanted, actor, notBefore, now) : Begin(sql, known.Id, notBefore));
        await EndWhereReceived(sql, wanted, now);
        return ((await Find(sql, wanted))!, IsNew: known is null);
    }

    private static Task<ReceiptRecoveryRow?> Find(Sql sql, WantedReceipt wanted) =>
        sql.Row<ReceiptRecoveryRow>(
            $"""
            SELECT {ReceiptRecoveryRow.Columns}
              FROM {ReceiptRecoveryRow.WithReceipt}
             WHERE x.OrganizationFiscalCode = @Organization
               AND x.Iur                    = @Iur
            """,
            wanted
        );

    private static Task<int> Insert(Sql sql, WantedReceipt wanted, string actor, Instant notBefore, Instant now) =>
        sql.Execute(
            """
            INSERT INTO ReceiptRecoveries
                (Id, OrganizationFiscalCode, Iur, Iuv, State, Attempts, NextAttemptAt, Actor, CreatedAt)
            VALUES (@id, @Organization, @Iur, @Iuv, 'pending', 0, @notBefore, @actor, @now)
            """,
            new
            {
                id = Id.New(now),
                wanted.Organization,
                wanted.Iur,
                wanted.Iuv,
                notBefore,
                actor,
                now,
            }
        );

    private static Task<int> AddIuv(Sql sql, Id id, string iuv) =>
        sql.Execute("UPDATE ReceiptRecoveries SET Iuv = @iuv WHERE Id = @id AND Iuv IS NULL", new { id, iuv });

    private static Task<int> Begin(Sql sql, Id id, Instant notBefore) =>
        sql.Execute(
            """
            UPDATE ReceiptRecoveries
               SET State = 'pending', Attempts = 0, NextAttemptAt = @notBefore, LastStatus = NULL, LastError = NULL, EndedAt = NULL
             WHERE Id    = @id
               AND State = 'failed'
            """,
            new { id, notBefore }
        );

    private static Task<int> EndWhereReceived(Sql sql, WantedReceipt wanted, Instant now) =>
        sql.Execute(
            """
            UPDATE ReceiptRecoveries
               SET State = 'already-received', EndedAt = @now
             WHERE OrganizationFiscalCode = @Organization
               AND Iur                    = @Iur
               AND EXISTS (SELECT 1
                             FROM Receipts r
                            WHERE r.OrganizationFiscalCode = @Organization
                              AND r.Channel                = 'pagopa'
                              AND r.ReceiptId              = @Iur)
            """,
            new
            {
                wanted.Organization,
                wanted.Iur,
                now,
            }
        );
}
