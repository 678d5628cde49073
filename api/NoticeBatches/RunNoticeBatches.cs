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
                foreach (var id in await db.Read(Unfinished, stoppingToken))
                {
                    worked |= await Carry(id, stoppingToken);
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

    /// <summary>Makes the next notices of a batch; false when somebody else has it.</summary>
    private async Task<bool> Carry(Id id, CancellationToken cancellation)
    {
        var lease = await Lease.TryTake(db, $"notice-batch:{id}", clock, LeaseLength, cancellation);
        if (lease is null)
        {
            return false;
        }

        try
        {
            await new NoticeGroup(db, clock, lease, logger).Make(id, cancellation);
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

    private static Task<IReadOnlyList<Id>> Unfinished(Sql sql) =>
        sql.Rows<Id>("SELECT Id FROM NoticeBatches WHERE State IN ('waiting', 'running') ORDER BY UpdatedAt, Id");

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not carry on notice batches")]
    private partial void CarryFailed(Exception failure);
}
