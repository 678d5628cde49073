using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.Checkout;

/// <summary>Ends a visit to the payment page. Every notice of a cart is activated before the first is paid.</summary>
internal sealed class EndCart(
    Creditor creditor,
    NodeMemory memory,
    NoticeArchive archive,
    SimulatorClock clock,
    SimulatorOptions options,
    Transcripts transcripts
)
{
    private const int MaxNote = 210;

    /// <summary>Plays an outcome. A cart that has ended stays as it is, except that one taken in charge can still be paid or refused.</summary>
    /// <returns>The transcript; null when nothing was asked of the creditor.</returns>
    public async Task<Transcript?> Run(Cart cart, CartOutcome outcome, CancellationToken cancellation)
    {
        await cart.Turn.WaitAsync(cancellation);
        try
        {
            var isSettling = cart.State == CartState.Waiting && outcome is CartOutcome.Pay or CartOutcome.Refuse;
            return cart.State == CartState.Open || isSettling ? await End(cart, Magic(cart, outcome, isSettling), cancellation) : null;
        }
        finally
        {
            cart.Turn.Release();
        }
    }

    /// <summary>An address ko@, annulla@ or attesa@ decides what the pay button does, so that a browser test needs no other button.</summary>
    private static CartOutcome Magic(Cart cart, CartOutcome outcome, bool isSettling) =>
        outcome != CartOutcome.Pay || isSettling
            ? outcome
            : cart.Request.EmailNotice?.Split('@')[0] switch
            {
                "ko" => CartOutcome.Refuse,
                "annulla" => CartOutcome.Cancel,
                "attesa" => CartOutcome.Wait,
                _ => outcome,
            };

    private async Task<Transcript?> End(Cart cart, CartOutcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case CartOutcome.Pay or CartOutcome.Close:
                var (paid, steps) = await Pay(cart, cancellation);
                cart.State =
                    !paid ? CartState.Refused
                    : outcome == CartOutcome.Pay ? CartState.Paid
                    : CartState.Closed;
                return transcripts.Keep(paid ? "Carrello pagato" : "Carrello non pagabile", "checkout", noticeNumber: null, steps);
            case CartOutcome.Cancel:
                cart.State = CartState.Cancelled;
                return null;
            case CartOutcome.Wait:
                cart.State = CartState.Waiting;
                return null;
            default:
                cart.State = CartState.Refused;
                return null;
        }
    }

    private async Task<(bool Paid, IReadOnlyList<Step> Steps)> Pay(Cart cart, CancellationToken cancellation)
    {
        List<(Play Play, Activation Activation)> activated = [];
        List<Step> steps = [];
        foreach (var notice in cart.Request.PaymentNotices)
        {
            var play = new Play(creditor, memory, clock, options, archive, notice.Key, cancellation) { Note = NoteOf(cart) };
            var activation = await play.Activate(Psp.Checkout);
            if (activation is not null)
            {
                activated.Add((play, activation));
            }

            steps.AddRange(play.Steps);
            if (activation?.AmountCents != notice.Amount)
            {
                // Refused, or the amount is no longer that of the cart: none is paid.
                activated.ForEach(one => one.Play.Expire());
                return (false, steps);
            }
        }

        foreach (var (play, activation) in activated)
        {
            steps.Add(await play.Send(play.Receipt(activation)));
        }

        return (true, steps);
    }

    private static string? NoteOf(Cart cart) => cart.Request.IdCart is { Length: > 0 } id ? id[..Math.Min(id.Length, MaxNote)] : null;
}

/// <summary>How a visit to the payment page ends.</summary>
internal enum CartOutcome
{
    /// <summary>Paid; back to the Ok address.</summary>
    Pay,

    /// <summary>Back to the Cancel address.</summary>
    Cancel,

    /// <summary>The card is refused; back to the Error address.</summary>
    Refuse,

    /// <summary>Taken in charge; back to the Waiting address.</summary>
    Wait,

    /// <summary>Paid, but the payer closes the page and does not return.</summary>
    Close,
}
