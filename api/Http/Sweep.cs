using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Deletes the kept answers and the rate limit windows that are too old.</summary>
internal sealed class Sweep(Db db, IClock clock)
{
    private const int RowsPerTransaction = 500;
    private const int MaxTransactions = 200;

    /// <summary>How long an answer can be had again.</summary>
    public static readonly Duration AnswersAreKept = Duration.FromDays(7);
    private static readonly Duration WindowsAreKept = Duration.FromHours(1);

    /// <summary>Deletes old rows in short transactions, up to a number of rows; the next run continues.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        try
        {
            await db.Repeat(sql => ForgetAnswers(sql, now - AnswersAreKept), RowsPerTransaction, cancellation, MaxTransactions);
        }
        finally
        {
            // Also when deleting the answers failed.
            await db.Transact(sql => ForgetWindows(sql, now - WindowsAreKept), cancellation);
        }
    }

    private static Task<int> ForgetAnswers(Sql sql, Instant before) =>
        sql.Execute(
            $"""
            DELETE FROM IdempotentAnswers
             WHERE KeyHash IN (SELECT KeyHash FROM IdempotentAnswers WHERE StoredAt < @before ORDER BY StoredAt {sql.Dialect.FirstRows})
            """,
            new { before, limit = RowsPerTransaction }
        );

    private static Task<int> ForgetWindows(Sql sql, Instant before) =>
        sql.Execute("DELETE FROM RateLimitWindows WHERE StartedAt < @before", new { before });
}
