using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>Deletes old attempts. Their deliveries stay.</summary>
internal sealed class SweepWebhookAttempts(Db db, IClock clock)
{
    private const int RowsPerTransaction = 500;
    private const int MaxTransactions = 200;

    /// <summary>How long an attempt can be read.</summary>
    public static readonly Duration AttemptsAreKept = Duration.FromDays(30);

    /// <summary>Deletes old rows in short transactions, up to a number of rows; the next run continues.</summary>
    public Task Run(CancellationToken cancellation)
    {
        var before = clock.GetCurrentInstant() - AttemptsAreKept;
        return db.Repeat(sql => Delete(sql, before), RowsPerTransaction, cancellation, MaxTransactions);
    }

    private static Task<int> Delete(Sql sql, Instant before) =>
        // The oldest instants first; attempts that began at the same instant are deleted together.
        sql.Execute(
            $"""
            DELETE FROM WebhookAttempts
             WHERE StartedAt IN (SELECT StartedAt
                                   FROM WebhookAttempts
                                  WHERE StartedAt < @before
                                  ORDER BY StartedAt
                                  {sql.Dialect.FirstRows})
            """,
            new { before, limit = RowsPerTransaction }
        );
}
