using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>What became of the last cart of a checkout. Payment is not among these words: the ledger knows it.</summary>
internal static class CartState
{
    public const string Opening = "opening";
    public const string Open = "open";
    public const string Failed = "failed";
}

/// <summary>The status of a checkout, from its cart and from the ledger.</summary>
internal static class CheckoutStatus
{
    public const string Opening = "opening";
    public const string Open = "open";
    public const string Paid = "paid";
    public const string PartlyPaid = "partly-paid";
    public const string Unpaid = "unpaid";
    public const string Failed = "failed";

    /// <summary>The payment page keeps a cart for this time (seen in its public code, not specified).</summary>
    public static readonly Duration CartLife = Duration.FromMinutes(10);

    /// <summary>A payment activated in the last moment of the cart ends within this time, the life of an activation.</summary>
    public static readonly Duration ActivationLife = Duration.FromMinutes(30);

    /// <summary>The status at an instant.</summary>
    /// <param name="cart">One of <see cref="CartState"/>.</param>
    /// <param name="expiresAt">When the last cart that was opened ends; null when there never was one.</param>
    /// <param name="notices">How many notices the checkout has.</param>
    /// <param name="paid">How many of them are paid, through any channel.</param>
    /// <param name="now">The instant.</param>
    public static string Of(string cart, Instant? expiresAt, int notices, int paid, Instant now) =>
        paid == notices ? Paid
        : paid > 0 ? PartlyPaid
        // An earlier cart may still be paid while the next one is asked for, or was refused.
        : now < expiresAt + ActivationLife ? Open
        : cart == CartState.Opening ? Opening
        : cart == CartState.Failed ? Failed
        : Unpaid;
}
