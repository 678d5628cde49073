using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Forgets, every hour and a little at a time, what the rules of the edge need no longer.</summary>
internal sealed partial class Sweep(Db db, IClock clock, ILogger<Sweep> logger) : BackgroundService
{
    private const int RowsPerTransaction = 500;
    private const int MostTransactions = 200;

    /// <summary>How long an answer can be had again.</summary>
    public static readonly Duration AnswersAreKept = Duration.FromDays(7);
    private static readonly Duration WindowsAreKept = Duration.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Deletes what is too old, up to a number of rows that bothers nobody; the next hour goes on.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        try
        {
            var moreAnswers = true;
            for (var round = 0; round < MostTransactions && moreAnswers; round++)
            {
                moreAnswers = await db.Transact(sql => ForgetAnswers(sql, now - AnswersAreKept), cancellation) == RowsPerTransaction;
            }
        }
        finally
        {
            // Also when the answers could not be swept: one kind must not keep the other from being forgotten.
            await db.Transact(sql => ForgetWindows(sql, now - WindowsAreKept), cancellation);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Run(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever goes wrong (database away, disk full), the next hour tries again.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(failure, db.Dialect.IsOutage(failure) ? Codes.Unavailable.Value : Codes.InternalError.Value);
            }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is too old could not be swept: {Code}; the next hour tries again")]
    private partial void Failed(Exception failure, string code);
}
