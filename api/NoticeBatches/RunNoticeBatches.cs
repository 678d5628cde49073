using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Carries batches on, one at a time in each instance and group by group in turn, so that neither requests nor loads wait for paper.
/// </summary>
internal sealed partial class RunNoticeBatches(Db db, IClock clock, ILogger<RunNoticeBatches> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly Duration LeaseLength = Duration.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var worked = false;
                foreach (var batch in await db.Read(Unfinished, stoppingToken))
                {
                    worked |= await Carry(batch, stoppingToken);
                }

                await Task.Delay(worked ? TimeSpan.Zero : BetweenLooks, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; batches go on when it is back.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                CarryFailed(failure);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Chooses the documents of a batch, or makes its next notices; false when somebody else has it.</summary>
    private async Task<bool> Carry(UnfinishedBatch batch, CancellationToken cancellation)
    {
        var lease = await Lease.TryTake(db, $"notice-batch:{batch.Id}", clock, LeaseLength, cancellation);
        if (lease is null)
        {
            return false;
        }

        try
        {
            await (
                batch.IsChosen
                    ? new NoticeGroup(db, clock, lease, logger).Make(batch.Id, cancellation)
                    : new NoticeSelection(db, clock, lease).WriteDown(batch.Id, cancellation)
            );
            return true;
        }
        catch (LeaseLost)
        {
            return false;
        }
        finally
        {
            await lease.Release(CancellationToken.None);
        }
    }

    private static Task<IReadOnlyList<UnfinishedBatch>> Unfinished(Sql sql) =>
        sql.Rows<UnfinishedBatch>(
            """
            SELECT Id, CASE WHEN Conditions IS NULL THEN 1 ELSE 0 END AS IsChosen
              FROM NoticeBatches
             WHERE State IN ('waiting', 'running')
             ORDER BY UpdatedAt, Id
            """
        );

    private sealed record UnfinishedBatch
    {
        public Id Id { get; init; }
        public bool IsChosen { get; init; }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not carry on notice batches")]
    private partial void CarryFailed(Exception failure);
}
