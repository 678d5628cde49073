using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Checkouts;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Api.SpontaneousPayments;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Api.Work;
using static System.TimeSpan;

namespace Lecce.Riscossione.Api;

/// <summary>The background work of the program: one entry for each job.</summary>
internal static class Jobs
{
    public static void AddJobs(this IServiceCollection services) =>
        services
            .AddJob<DeliverWebhooks>(
                new("webhooks", FromMilliseconds(100), (webhooks, stop) => webhooks.StartDue(stop))
                {
                    AtStop = webhooks => webhooks.Drain(),
                }
            )
            .AddJob<EventWatch>(new("event-watch", FromMilliseconds(100), (watch, stop) => watch.Look(stop)))
            .AddJob<RecoverWebhooks>(new("webhook-recoveries", FromSeconds(1), (recoveries, stop) => recoveries.Run(stop)))
            .AddJob<RunBulkLoads>(
                new("bulk-loads", FromMilliseconds(200), (loads, stop) => loads.StartNext(stop)) { AtStop = loads => loads.Drain() }
            )
            .AddJob<SweepBulkLoads>(new("bulk-load-sweep", FromMinutes(1), (sweep, stop) => sweep.Run(stop)) { RunsAtStart = true })
            .AddJob<RunNoticeBatches>(new("notice-batches", FromMilliseconds(200), (batches, stop) => batches.Round(stop)))
            .AddJob<RecordPendingReceipts>(new("pending-receipts", FromSeconds(30), (receipts, stop) => receipts.RecordPending(stop)))
            .AddJob<RecoverReceipts>(
                new("receipt-recoveries", FromSeconds(15), (recoveries, stop) => recoveries.StartDue(stop))
                {
                    AtStop = recoveries => recoveries.Drain(),
                }
            )
            .AddJob<FollowDocuments>(new("archive-changes", FromSeconds(1), (changes, stop) => changes.Run(stop)))
            .AddJob<FeedArchive>(
                new("archive", FromSeconds(1), (archive, stop) => archive.Run(stop)) { AtStop = archive => archive.Drain() }
            )
            .AddJob<AnnounceCheckouts>(new("checkouts", FromSeconds(5), (checkouts, stop) => checkouts.Run(stop)) { IsShared = true })
            .AddJob<FillReceiptTransfers>(
                new("receipt-transfers", FromHours(1), (transfers, stop) => transfers.Fill(stop)) { RunsAtStart = true }
            )
            .AddJob<CleanUpSpontaneousPayments>(
                new("spontaneous-payment-clean-up", FromHours(1), (payments, stop) => payments.Run(stop)) { IsShared = true }
            )
            .AddJob<KeyUses>(new("key-uses", FromSeconds(30), (uses, stop) => uses.Write(stop)) { AtStop = uses => uses.Write(default) })
            .AddJob<SweepWebhookAttempts>(new("webhook-attempt-sweep", FromHours(1), (sweep, stop) => sweep.Run(stop)) { IsShared = true })
            .AddJob<GiveUpPausedDeliveries>(
                new("paused-webhooks", FromHours(1), (deliveries, stop) => deliveries.Run(stop)) { IsShared = true }
            )
            .AddJob<Sweep>(new("sweep", FromHours(1), (sweep, stop) => sweep.Run(stop)) { IsShared = true })
            .AddJob<Backlog>(new("backlog", FromSeconds(15), (backlog, stop) => backlog.Look(stop)) { RunsAtStart = true });
}
