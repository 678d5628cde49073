using System.Runtime.ExceptionServices;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Change;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>
/// Cancels spontaneous payments that were not made in time and, thirty days later, removes the personal data that are no longer needed. Name and
/// code of the debtor stay, so that late money can be recognized.
/// </summary>
internal sealed class CleanUpSpontaneousPayments(Db db, IClock clock)
{
    /// <summary>The actor of these changes.</summary>
    public const string Actor = "program";

    private const int DaysUntilEmptied = 30;
    private const int RowsPerRead = 200;

    /// <summary>Treats every payment that is due. One that fails does not stop the others: its failure is thrown at the end.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var today = Rome.DateOf(clock.GetCurrentInstant());
        ExceptionDispatchInfo? failure = null;
        var due = await db.Read(sql => FindDue(sql, today, after: null), cancellation);
        while (due.Count > 0)
        {
            foreach (var one in due)
            {
                try
                {
                    await db.Transact(sql => CleanUp(sql, one, today), cancellation);
                }
                catch (Exception exception) when (exception is not OperationCanceledException && !db.Dialect.IsOutage(exception))
                {
                    failure ??= ExceptionDispatchInfo.Capture(exception);
                }
            }

            due = await db.Read(sql => FindDue(sql, today, due[^1].Id), cancellation);
        }

        failure?.Throw();
    }

    private static Task<IReadOnlyList<DueRow>> FindDue(Sql sql, LocalDate today, Id? after) =>
        sql.Rows<DueRow>(
            $"""
            SELECT Id, DocumentId
              FROM SpontaneousPayments
             WHERE CleanUpOn <= @today
               {Sql.When(after, "AND Id > @after")}
             ORDER BY Id
             {sql.Dialect.FirstRows}
            """,
            new
            {
                today,
                after,
                limit = RowsPerRead,
            }
        );

    private async Task CleanUp(Sql sql, DueRow due, LocalDate today)
    {
        var now = clock.GetCurrentInstant();
        var state = "";
        await ChangeDocument.Apply(
            sql,
            due.DocumentId,
            document =>
            {
                state = document.Row.State;
                if (state == DocumentState.Issued)
                {
                    CancelDocument.Cancel(
                        document,
                        "Pagamento spontaneo non eseguito in tempo",
                        Actor,
                        now,
                        CancellationKind.SpontaneousExpired
                    );
                }
                else if (state == DocumentState.Cancelled)
                {
                    document.Note(new ContactsRemoved("Pagamento spontaneo non eseguito"), Actor, now);
                }
            }
        );
        switch (state)
        {
            case DocumentState.Issued:
                await sql.Execute(
                    "UPDATE SpontaneousPayments SET CleanUpOn = @cleanUpOn WHERE Id = @Id",
                    new { due.Id, cleanUpOn = today.PlusDays(DaysUntilEmptied) }
                );
                break;
            case DocumentState.Cancelled:
                await RemoveContacts.Of(sql, due.DocumentId);
                await sql.Execute(
                    "UPDATE SpontaneousPayments SET CleanUpOn = NULL, Data = NULL, Payer = NULL, SimilarityHash = NULL WHERE Id = @Id",
                    due
                );
                break;
            default:
                // Money came: it is kept as long as its document.
                await sql.Execute("UPDATE SpontaneousPayments SET CleanUpOn = NULL WHERE Id = @Id", due);
                break;
        }
    }

    private sealed record DueRow
    {
        public Id Id { get; init; }
        public Id DocumentId { get; init; }
    }
}
