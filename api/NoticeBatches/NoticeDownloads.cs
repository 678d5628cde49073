using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// Limits the downloads of batches in one instance, because each takes a processor while it is drawn: in all
/// (<c>Riscossione:NoticeBatches:MaxDownloads</c>, by default 4), for one caller (<c>Riscossione:NoticeBatches:MaxDownloadsPerCaller</c>, by default
/// 2), and in slowness (<c>Riscossione:NoticeBatches:MinDownloadBytesPerSecond</c>, by default 32 KiB/s on average).
/// </summary>
internal sealed partial class NoticeDownloads(IConfiguration configuration, ILogger<NoticeDownloads> logger)
{
    private const int UsualMax = 4;
    private const int UsualMaxPerCaller = 2;
    private const int UsualMinBytesPerSecond = 32 * 1024;
    private const int RetryAfterSeconds = 60;

    // How long a reader may read nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int max = configuration.GetValue("Riscossione:NoticeBatches:MaxDownloads", UsualMax);
    private readonly int maxPerCaller = configuration.GetValue("Riscossione:NoticeBatches:MaxDownloadsPerCaller", UsualMaxPerCaller);
    private readonly int minBytesPerSecond = configuration.GetValue(
        "Riscossione:NoticeBatches:MinDownloadBytesPerSecond",
        UsualMinBytesPerSecond
    );
    private readonly Lock counting = new();
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);

    /// <summary>Takes a place for one download, until it is disposed.</summary>
    /// <param name="caller">The <see cref="Access.Caller.Actor"/>.</param>
    /// <exception cref="Refusal"><see cref="Codes.TooManyDownloads"/> at the limit of the caller, <see cref="Codes.NoticeBatchBusy"/> at that of the instance.</exception>
    public IDisposable Enter(string caller)
    {
        lock (counting)
        {
            var own = running.GetValueOrDefault(caller);
            if (own >= maxPerCaller)
            {
                throw new Refusal(
                    Codes.TooManyDownloads,
                    $"Con questa credenziale sono già in corso {own} scaricamenti di stampe massive, il massimo: attendere che ne finisca uno."
                )
                {
                    RetryAfterSeconds = RetryAfterSeconds,
                };
            }

            if (running.Values.Sum() >= max)
            {
                throw new Refusal(Codes.NoticeBatchBusy, "Altri stanno scaricando stampe massive: riprovare dopo i secondi di Retry-After.")
                {
                    RetryAfterSeconds = RetryAfterSeconds,
                };
            }

            running[caller] = own + 1;
        }

        return new Place(this, caller);
    }

    /// <summary>Puts an answer under the minimum rate.</summary>
    public void LimitSlowness(HttpContext context) =>
        SlowReader.Limit(context, minBytesPerSecond, Patience, () => TooSlow(context.TraceIdentifier, minBytesPerSecond));

    private void Leave(string caller)
    {
        lock (counting)
        {
            if (--running[caller] == 0)
            {
                running.Remove(caller);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The download of request {RequestId} was ended: its client read less than {MinBytesPerSecond} bytes a second"
    )]
    private partial void TooSlow(string requestId, int minBytesPerSecond);

    /// <summary>Held from the first to the last byte.</summary>
    private sealed class Place(NoticeDownloads downloads, string caller) : IDisposable
    {
        private bool left;

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                downloads.Leave(caller);
            }
        }
    }
}
