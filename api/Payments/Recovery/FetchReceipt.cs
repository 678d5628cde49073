using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Payments.Recovery;

/// <summary>
/// Asks a channel for the receipt of a payment: one call of at most 15 seconds, without any effect. A failure of the service is an answer, no
/// exception.
/// </summary>
internal delegate Task<FetchedReceipt> FetchReceipt(WantedReceipt wanted, CancellationToken cancellation);

/// <summary>Where receipts are fetched from.</summary>
/// <param name="IsConfigured">False when this installation has no such service.</param>
/// <param name="Fetch">Asks the service.</param>
internal sealed record ReceiptSource(bool IsConfigured, FetchReceipt Fetch);

/// <summary>A receipt that is missing.</summary>
/// <param name="Organization">The creditor.</param>
/// <param name="Iur">The receipt's identifier.</param>
/// <param name="Iuv">The payment's identifier, when it is known.</param>
internal sealed record WantedReceipt(FiscalCode Organization, string Iur, string? Iuv);

/// <summary>What became of one call.</summary>
internal abstract record FetchedReceipt
{
    private FetchedReceipt() { }

    /// <summary>The receipt that was asked for, of a payment that succeeded.</summary>
    /// <param name="Receipt">As it is stored, but for its payment.</param>
    /// <param name="Payment">The payment that it proves, with the name under which a receipt sent by the channel would record it.</param>
    internal sealed record Found(NewReceipt Receipt, IncomingPayment Payment) : FetchedReceipt;

    /// <summary>No receipt, or one that proves nothing.</summary>
    /// <param name="Error">One of <see cref="RecoveryError"/>.</param>
    /// <param name="Status">The HTTP status; null when none came.</param>
    /// <param name="RetryAfter">How long the service asks us to wait.</param>
    internal sealed record Missing(string Error, int? Status = null, Duration? RetryAfter = null) : FetchedReceipt;
}
