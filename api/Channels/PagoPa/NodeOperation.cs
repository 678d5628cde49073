namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>One of the six operations that the pagoPA Node may call on a creditor, with the element names that its contract gives it.</summary>
internal sealed record NodeOperation(string Name, string RequestElement, string ResponseElement)
{
    public static readonly NodeOperation Verify = new("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", "paVerifyPaymentNoticeRes");
    public static readonly NodeOperation GetPayment = new("paGetPayment", "paGetPaymentReq", "paGetPaymentRes");
    public static readonly NodeOperation GetPaymentV2 = new("paGetPaymentV2", "paGetPaymentV2Request", "paGetPaymentV2Response");
    public static readonly NodeOperation SendReceipt = new("paSendRT", "paSendRTReq", "paSendRTRes");
    public static readonly NodeOperation SendReceiptV2 = new("paSendRTV2", "paSendRTV2Request", "paSendRTV2Response");
    public static readonly NodeOperation DemandNotice = new(
        "paDemandPaymentNotice",
        "paDemandPaymentNoticeRequest",
        "paDemandPaymentNoticeResponse"
    );

    public static IReadOnlyList<NodeOperation> All { get; } = [Verify, GetPayment, GetPaymentV2, SendReceipt, SendReceiptV2, DemandNotice];

    /// <summary>The operation that a SOAPAction header names, with or without its quotes; null when it names none.</summary>
    public static NodeOperation? OfSoapAction(string? header)
    {
        var name = header?.Trim().Trim('"');
        return All.FirstOrDefault(operation => string.Equals(operation.Name, name, StringComparison.Ordinal));
    }

    /// <summary>The operation whose request has this root element; null when none has.</summary>
    public static NodeOperation? OfRequestElement(string localName) =>
        All.FirstOrDefault(operation => string.Equals(operation.RequestElement, localName, StringComparison.Ordinal));
}
