using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>A request of the Node; <paramref name="To"/> is the creditor that it addresses.</summary>
internal abstract record NodeRequest(NodeOperation Operation, NodeAddress To);

/// <summary>The creditor, its technological partner and the partner's station, as the Node knows them. Each 1..35 characters.</summary>
internal readonly record struct NodeAddress(string IdPa, string IdBrokerPa, string IdStation)
{
    /// <summary>The creditor that the Node addresses.</summary>
    /// <exception cref="NodeRefusal">It is not the fiscal code of an organization.</exception>
    public FiscalCode Creditor =>
        Kernel.FiscalCode.TryParse(IdPa, out var organization) && organization.IsElevenDigits ? organization : throw NodeRefusal.NotOurs();
}

/// <summary>"Is this notice payable, and how much is it?"</summary>
internal sealed record VerifyRequest(NodeAddress To, string NoticeNumber, string QrFiscalCode) : NodeRequest(NodeOperation.Verify, To);

/// <summary>"Someone is about to pay this notice: to which accounts does the money go?"</summary>
internal sealed record GetPaymentRequest(
    NodeOperation Operation,
    NodeAddress To,
    string NoticeNumber,
    string QrFiscalCode,
    long? AmountCents,
    TransferType? TransferType,
    LocalDate? DueDate
) : NodeRequest(Operation, To)
{
    /// <summary>1 or 2: the version of the primitive, which decides the form of the answer.</summary>
    public int Version => Operation == NodeOperation.GetPaymentV2 ? 2 : 1;
}

/// <summary>"This is the receipt of what was paid."</summary>
internal sealed record ReceiptRequest(NodeOperation Operation, NodeAddress To, ReceiptData Receipt) : NodeRequest(Operation, To)
{
    /// <summary>1 or 2: the version of the primitive that brought the receipt.</summary>
    public int Version => Operation == NodeOperation.SendReceiptV2 ? 2 : 1;
}

/// <summary>"Make me a notice for this service": <paramref name="Data"/> is the XML of the service's own fields.</summary>
internal sealed record DemandNoticeRequest(NodeAddress To, string ServiceCode, byte[] Data) : NodeRequest(NodeOperation.DemandNotice, To);

/// <summary>Where the payer's PSP wants the money to go.</summary>
internal enum TransferType
{
    /// <summary>No preference.</summary>
    PagoPa,

    /// <summary>The first transfer has to name a postal account.</summary>
    Postal,
}

/// <summary>The fields read from a receipt. The debtor and the payer are checked but not read: the raw message keeps them.</summary>
internal sealed record ReceiptData(
    string ReceiptId,
    string NoticeNumber,
    string FiscalCode,
    bool OutcomeOk,
    string CreditorReferenceId,
    long PaymentAmountCents,
    string CompanyName,
    IReadOnlyList<ReceiptTransfer> Transfers,
    ReceiptPsp Psp,
    string? PaymentMethod,
    long? FeeCents,
    Instant? PaymentDateTime,
    LocalDate? ApplicationDate,
    LocalDate? TransferDate,
    bool StandIn
);

/// <summary>
/// A share of the receipt. A stamp duty (MBD) has no <paramref name="Iban"/>, because its money does not reach an account of the creditor, but the
/// bytes of the signed <paramref name="Stamp"/>.
/// </summary>
internal sealed record ReceiptTransfer(
    int Id,
    long AmountCents,
    string FiscalCodePa,
    string? Iban,
    string Remittance,
    string Category,
    byte[]? Stamp = null
);

/// <summary>Who collected the money, and through which of its channels.</summary>
internal sealed record ReceiptPsp(string IdPsp, string CompanyName, string IdChannel);
