using System.Collections.Concurrent;

namespace Lecce.Riscossione.Api.Work;

/// <summary>
/// Limits the lanes in which one instance makes calls at once. Each department has a share and departments take turns, so that one with many
/// receivers does not delay another. Receivers that answered badly have places of their own, so that they do not delay those that answer well.
/// </summary>
/// <param name="quickPlaceLength">
/// How long a batch may keep a place of the receivers that answer well; a longer batch continues without a place. A receiver that stops
/// answering delays the others by at most this time.
/// </param>
internal sealed class CallSlots(TimeSpan quickPlaceLength) : IDisposable
{
    /// <summary>Receivers that answer well, of all departments.</summary>
    public const int MaxQuick = 64;

    /// <summary>Receivers that answer well, of one department.</summary>
    public const int MaxQuickPerShare = 16;

    /// <summary>Receivers that answered badly, of all departments.</summary>
    public const int MaxTroubled = 64;

    /// <summary>Receivers that answered badly, of one department.</summary>
    public const int MaxTroubledPerShare = 4;

    /// <summary>A receiver is troubled when the attempts of its last batch all failed, or when one of them lasted as long as this.</summary>
    public static readonly TimeSpan SlowAttempt = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim quick = new(MaxQuick);
    private readonly SemaphoreSlim troubled = new(MaxTroubled);
    private readonly ConcurrentDictionary<string, (Share Quick, Share Troubled)> shares = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> answeredBadly = new(StringComparer.Ordinal);

    /// <summary>Waits for a place, which is given back by disposing of it.</summary>
    /// <param name="lane">The lane whose calls are to be attempted.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IDisposable> Enter(CallLane lane, CancellationToken cancellation)
    {
        var (ofQuick, ofTroubled) = shares.GetOrAdd(lane.Share, _ => (new Share(MaxQuickPerShare), new Share(MaxTroubledPerShare)));
        return answeredBadly.ContainsKey(lane.Id)
            ? await Place.Take(ofTroubled, troubled, Timeout.InfiniteTimeSpan, cancellation)
            : await Place.Take(ofQuick, quick, quickPlaceLength, cancellation);
    }

    /// <summary>Remembers how a receiver answered, which decides its places the next time.</summary>
    public void Note(string laneId, bool isTroubled)
    {
        if (isTroubled)
        {
            answeredBadly[laneId] = true;
        }
        else
        {
            answeredBadly.TryRemove(laneId, out _);
        }
    }

    public void Dispose()
    {
        quick.Dispose();
        troubled.Dispose();
        foreach (var (ofQuick, ofTroubled) in shares.Values)
        {
            ofQuick.Dispose();
            ofTroubled.Dispose();
        }
    }

    /// <summary>The places of one department. Only one of its lanes waits for a place of the total: the queue of the total goes by departments.</summary>
    private sealed class Share(int max) : IDisposable
    {
        public SemaphoreSlim Places { get; } = new(max);
        public SemaphoreSlim Turn { get; } = new(1);

        public void Dispose()
        {
            Places.Dispose();
            Turn.Dispose();
        }
    }

    /// <summary>One place of a share and one of the total, given back together and once.</summary>
    private sealed class Place : IDisposable
    {
        private readonly Share share;
        private readonly SemaphoreSlim total;
        private readonly CancellationTokenSource end = new();
        private int isGivenBack;

        private Place(Share share, SemaphoreSlim total, TimeSpan length)
        {
            (this.share, this.total) = (share, total);
            end.Token.UnsafeRegister(static place => ((Place)place!).GiveBack(), this);
            end.CancelAfter(length);
        }

        public static async Task<Place> Take(Share share, SemaphoreSlim total, TimeSpan length, CancellationToken cancellation)
        {
            await share.Places.WaitAsync(cancellation);
            try
            {
                await share.Turn.WaitAsync(cancellation);
                try
                {
                    await total.WaitAsync(cancellation);
                }
                finally
                {
                    share.Turn.Release();
                }
            }
            catch
            {
                share.Places.Release();
                throw;
            }

            return new Place(share, total, length);
        }

        public void Dispose()
        {
            GiveBack();
            end.Dispose();
        }

        private void GiveBack()
        {
            if (Interlocked.Exchange(ref isGivenBack, 1) == 0)
            {
                total.Release();
                share.Places.Release();
            }
        }
    }
}
