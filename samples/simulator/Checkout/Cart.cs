using Lecce.Riscossione.Samples.Simulator.Node;
using NodaTime;

namespace Lecce.Riscossione.Samples.Simulator.Checkout;

/// <summary>What a payer is to pay in one visit. It reserves nothing.</summary>
internal sealed class Cart(string id, CartRequest request, Instant expiresAt)
{
    public string Id => id;

    public CartRequest Request => request;

    public Instant ExpiresAt => expiresAt;

    public long TotalCents => request.PaymentNotices.Sum(notice => notice.Amount);

    /// <summary>Held while an outcome is played: a double click plays one.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public string State { get; set; } = CartState.Open;

    /// <summary>Where the payer returns to, exactly as the creditor gave it; null while the cart is open and after a closed page.</summary>
    public string? ReturnUrl =>
        State switch
        {
            CartState.Paid => request.ReturnUrls.ReturnOkUrl,
            CartState.Cancelled => request.ReturnUrls.ReturnCancelUrl,
            CartState.Waiting => request.ReturnUrls.ReturnWaitingUrl,
            CartState.Refused or CartState.Expired => request.ReturnUrls.ReturnErrorUrl,
            _ => null,
        };
}

/// <summary>Where a cart stands.</summary>
internal static class CartState
{
    public const string Open = "open";
    public const string Paid = "paid";
    public const string Cancelled = "cancelled";
    public const string Refused = "refused";

    /// <summary>Taken in charge: paid or refused later.</summary>
    public const string Waiting = "waiting";

    /// <summary>Paid; the payer closed the page before returning.</summary>
    public const string Closed = "closed";

    /// <summary>Ten minutes passed.</summary>
    public const string Expired = "expired";
}

/// <summary>The body of <c>POST /carts</c>, version 2, with the names of its contract.</summary>
internal sealed record CartRequest(
    IReadOnlyList<CartNotice> PaymentNotices,
    ReturnUrls ReturnUrls,
    string? EmailNotice,
    string? IdCart,
    bool AllCcp
);

/// <param name="NoticeNumber">18 digits.</param>
/// <param name="FiscalCode">The creditor, 11 digits.</param>
/// <param name="Amount">In cents.</param>
/// <param name="CompanyName">At most 140 characters.</param>
/// <param name="Description">At most 140 characters.</param>
internal sealed record CartNotice(string NoticeNumber, string FiscalCode, long Amount, string CompanyName, string Description)
{
    public Notice Key => new(FiscalCode, NoticeNumber);
}

internal sealed record ReturnUrls(string ReturnOkUrl, string ReturnCancelUrl, string ReturnErrorUrl, string ReturnWaitingUrl);
