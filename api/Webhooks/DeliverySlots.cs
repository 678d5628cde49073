using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>
/// How many endpoints one instance delivers to at the same moment. Each department has a share, so that one with many endpoints does not
/// delay another. Endpoints that answered badly have places of their own, so that they do not delay those that answer well.
/// </summary>
/// <param name="quickPlaceLength">
/// How long a batch may keep a place of the endpoints that answer well; a longer batch continues without a place. An endpoint that stops
/// answering delays the others by at most this time.
/// </param>
internal sealed class DeliverySlots(TimeSpan quickPlaceLength) : IDisposable
{
    /// <summary>Endpoints that answer well, of all departments.</summary>
    public const int MaxQuick = 64;

    /// <summary>Endpoints that answer well, of one department.</summary>
    public const int MaxQuickPerDepartment = 16;

    /// <summary>Endpoints that answered badly, of all departments.</summary>
    public const int MaxTroubled = 64;

    /// <summary>Endpoints that answered badly, of one department.</summary>
    public const int MaxTroubledPerDepartment = 4;

    /// <summary>An endpoint is troubled when the attempts of its last batch all failed, or when one of them lasted as long as this.</summary>
    public static readonly TimeSpan SlowAttempt = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim quick = new(MaxQuick);
    private readonly SemaphoreSlim troubled = new(MaxTroubled);
    private readonly ConcurrentDictionary<string, (SemaphoreSlim Quick, SemaphoreSlim Troubled)> departments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Id, bool> answeredBadly = new();

    /// <summary>Waits for a place, which is given back by disposing of it.</summary>
    /// <param name="endpoint">Whose deliveries are to be attempted.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IDisposable> Enter(DueEndpoint endpoint, CancellationToken cancellation)
    {
        var (ofQuick, ofTroubled) = departments.GetOrAdd(
            endpoint.Share,
            _ => (new SemaphoreSlim(MaxQuickPerDepartment), new SemaphoreSlim(MaxTroubledPerDepartment))
        );
        return answeredBadly.ContainsKey(endpoint.Id)
            ? await Place.Take(ofTroubled, troubled, Timeout.InfiniteTimeSpan, cancellation)
            : await Place.Take(ofQuick, quick, quickPlaceLength, cancellation);
    }

    /// <summary>Remembers how an endpoint answered; it decides which places the endpoint has the next time.</summary>
    public void Note(Id endpointId, bool isTroubled)
    {
        if (isTroubled)
        {
            answeredBadly[endpointId] = true;
        }
        else
        {
            answeredBadly.TryRemove(endpointId, out _);
        }
    }

    public void Dispose()
    {
        quick.Dispose();
        troubled.Dispose();
        foreach (var (ofQuick, ofTroubled) in departments.Values)
        {
            ofQuick.Dispose();
            ofTroubled.Dispose();
        }
    }

    /// <summary>One place of a department's share and one of the total, given back together and once.</summary>
    private sealed class Place : IDisposable
    {
        private readonly SemaphoreSlim share;
        private readonly SemaphoreSlim total;
        private readonly CancellationTokenSource end = new();
        private int isGivenBack;

        private Place(SemaphoreSlim share, SemaphoreSlim total, TimeSpan length)
        {
            (this.share, this.total) = (share, total);
            end.Token.UnsafeRegister(static place => ((Place)place!).GiveBack(), this);
            end.CancelAfter(length);
        }

        public static async Task<Place> Take(SemaphoreSlim share, SemaphoreSlim total, TimeSpan length, CancellationToken cancellation)
        {
            await share.WaitAsync(cancellation);
            try
            {
                await total.WaitAsync(cancellation);
            }
            catch
            {
                share.Release();
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
                share.Release();
            }
        }
    }
}

/// <summary>An endpoint with something due, and whose share of the places it uses.</summary>
internal sealed record DueEndpoint
{
    public Id Id { get; init; }

    /// <summary>The endpoint's department, or its organization where it belongs to no department.</summary>
    public string Share { get; init; } = "";
}
