using System.Collections.Concurrent;
using Lecce.Riscossione.Samples.Simulator.Node;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Checkout;

/// <summary>The latest carts, in memory.</summary>
internal sealed class Carts(NodeMemory memory, SimulatorClock clock)
{
    /// <summary>How long a cart can be paid.</summary>
    public static readonly Duration Life = Duration.FromMinutes(10);

    private const int MaxKept = 10_000;
    private readonly ConcurrentDictionary<string, Cart> kept = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> opened = new();
    private readonly ConcurrentQueue<CannedAnswer> canned = new();

    public Cart Open(CartRequest request)
    {
        var cart = new Cart(Guid.ParseExact(memory.DrawToken(), "N").ToString(), request, clock.Now + Life);
        kept[cart.Id] = cart;
        opened.Enqueue(cart.Id);
        if (opened.Count > MaxKept && opened.TryDequeue(out var oldest))
        {
            kept.TryRemove(oldest, out _);
        }

        return cart;
    }

    /// <summary>A cart by its identifier, expired if its time has passed.</summary>
    public Cart? Find(string id)
    {
        if (!kept.TryGetValue(id, out var cart))
        {
            return null;
        }

        if (cart.State == CartState.Open && clock.Now >= cart.ExpiresAt)
        {
            cart.State = CartState.Expired;
        }

        return cart;
    }

    /// <summary>Answers a later <c>POST /carts</c> in this way, once.</summary>
    public void Can(CannedAnswer answer) => canned.Enqueue(answer);

    public CannedAnswer? NextCanned() => canned.TryDequeue(out var answer) ? answer : null;

    public void Reset()
    {
        kept.Clear();
        opened.Clear();
        canned.Clear();
    }
}

/// <summary>An answer that the service gives for reasons of its own.</summary>
/// <param name="Status">302 (as usual), 401, 422, 500 or 502.</param>
/// <param name="DelayMs">Waited for first, up to 60,000.</param>
internal sealed record CannedAnswer(int Status, int DelayMs = 0);
