using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>
/// How many files of batches one instance writes at the same moment (<c>Riscossione:NoticeBatches:MostDownloads</c>, by default 2). Each
/// takes a processor for as long as it lasts: more would keep other requests waiting.
/// </summary>
internal sealed class NoticeDownloads(IConfiguration configuration)
{
    private const int UsualMost = 2;
    private const int RetryAfterSeconds = 60;
    private readonly int most = configuration.GetValue("Riscossione:NoticeBatches:MostDownloads", UsualMost);
    private int running;

    /// <summary>Takes a place among those that write a file, when there is room for one more.</summary>
    /// <exception cref="Refusal"><see cref="Codes.NoticeBatchBusy"/>.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref running) <= most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref running);
        throw new Refusal(Codes.NoticeBatchBusy, "Altri stanno scaricando stampe massive: riprovare dopo i secondi di Retry-After.")
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };
    }

    /// <summary>Held from the first to the last byte.</summary>
    internal sealed class Place(NoticeDownloads downloads) : IDisposable
    {
        private bool left;

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                Interlocked.Decrement(ref downloads.running);
            }
        }
    }
}
