using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>Asks the payment page of pagoPA for a cart, at most once and within a few seconds. It answers for every failure of the service.</summary>
internal delegate Task<CartAnswer> OpenCart(Cart cart, CancellationToken cancellation);

/// <summary>What the payer is about to pay.</summary>
/// <param name="CheckoutId">Comes back with the receipt, for tracing only.</param>
/// <param name="Notices">1 to 5, distinct.</param>
/// <param name="ReturnUrls">Where the browser goes afterwards.</param>
/// <param name="Email">Where the payment page sends its own receipt; not stored.</param>
/// <param name="AllPostal">True if every transfer of every notice goes to a postal account.</param>
internal sealed record Cart(Id CheckoutId, IReadOnlyList<CartNotice> Notices, CartReturnUrls ReturnUrls, string? Email, bool AllPostal);

/// <summary>One notice of a cart, with its amount as the ledger has it now.</summary>
internal sealed record CartNotice(
    FiscalCode Organization,
    string OrganizationName,
    NoticeNumber NoticeNumber,
    long AmountCents,
    string Subject
);

/// <summary>Normalized and allowed addresses.</summary>
internal sealed record CartReturnUrls(string Ok, string Cancel, string Error, string Waiting);

/// <summary>What the payment page answered.</summary>
internal abstract record CartAnswer
{
    private CartAnswer() { }

    /// <summary>The cart is there: <paramref name="Url"/> shows it.</summary>
    internal sealed record Opened(string Url) : CartAnswer;

    /// <summary>The service does not take this cart. <paramref name="Title"/> is its own short text.</summary>
    internal sealed record Refused(string Title) : CartAnswer;

    /// <summary>No answer, or one that says nothing about this cart; <paramref name="Detail"/> is Italian.</summary>
    internal sealed record Unavailable(string Detail) : CartAnswer;
}
