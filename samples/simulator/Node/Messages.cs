using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>
/// The messages of paForNode. SOAP 1.1: the action is the bare name of the operation, and of a message only the outermost element has a
/// namespace.
/// </summary>
internal static class Messages
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace PaForNode = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";
    private static readonly XNamespace GeneralService = "http://PuntoAccessoPSP.spcoop.gov.it/GeneralService";

    // One form on every system: the same run gives the same bytes.
    private static readonly XmlWriterSettings Form = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    public static Message Verify(string organization, Station station, string noticeNumber) =>
        Compose("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", organization, station, QrCode(organization, noticeNumber));

    /// <param name="version">1 or 2.</param>
    /// <param name="organization">The creditor.</param>
    /// <param name="station">How the creditor is addressed.</param>
    /// <param name="noticeNumber">18 digits.</param>
    /// <param name="paymentNote">The cart's identifier; null without one.</param>
    public static Message GetPayment(int version, string organization, Station station, string noticeNumber, string? paymentNote) =>
        Compose(
            version == 1 ? "paGetPayment" : "paGetPaymentV2",
            version == 1 ? "paGetPaymentReq" : "paGetPaymentV2Request",
            organization,
            station,
            QrCode(organization, noticeNumber),
            paymentNote is null ? null : new XElement("paymentNote", paymentNote)
        );

    /// <param name="version">1 or 2.</param>
    /// <param name="organization">The addressee, which may be a secondary beneficiary.</param>
    /// <param name="station">How the addressee is addressed.</param>
    /// <param name="receipt">In the form of that version.</param>
    public static Message SendReceipt(int version, string organization, Station station, XElement receipt) =>
        Compose(
            version == 1 ? "paSendRT" : "paSendRTV2",
            version == 1 ? "paSendRTReq" : "paSendRTV2Request",
            organization,
            station,
            receipt
        );

    /// <summary>A PSP asks for a notice of one of the creditor's services.</summary>
    /// <param name="organization">The creditor.</param>
    /// <param name="station">How the creditor is addressed.</param>
    /// <param name="service">The service in the Node's catalogue, 5 characters.</param>
    /// <param name="subject">The service at the creditor, 5 characters.</param>
    /// <param name="data">What the payer entered, by the name of the field.</param>
    public static Message Demand(
        string organization,
        Station station,
        string service,
        string subject,
        IReadOnlyDictionary<string, string> data
    )
    {
        var root = new XElement(GeneralService + "service", data.Select(field => new XElement(GeneralService + field.Key, field.Value)));
        return Compose(
            "paDemandPaymentNotice",
            "paDemandPaymentNoticeRequest",
            organization,
            station,
            new XElement("idServizio", service),
            new XElement("idSoggettoServizio", subject),
            new XElement("datiSpecificiServizioRequest", Convert.ToBase64String(Bytes(root)))
        );
    }

    /// <summary>12.34 for 1,234 cents.</summary>
    public static string Euro(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static XElement QrCode(string organization, string noticeNumber) =>
        new("qrCode", new XElement("fiscalCode", organization), new XElement("noticeNumber", noticeNumber));

    private static Message Compose(string operation, string root, string organization, Station station, params object?[] content)
    {
        var envelope = new XElement(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Soap),
            new XAttribute(XNamespace.Xmlns + "pafn", PaForNode),
            new XElement(
                Soap + "Body",
                new XElement(
                    PaForNode + root,
                    new XElement("idPA", organization),
                    new XElement("idBrokerPA", station.BrokerFiscalCode),
                    new XElement("idStation", station.StationId),
                    content
                )
            )
        );
        return new Message(operation, Encoding.UTF8.GetString(Bytes(envelope)));
    }

    private static byte[] Bytes(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Form))
        {
            root.Save(writer);
        }

        return bytes.ToArray();
    }
}

/// <summary>One message to a creditor.</summary>
/// <param name="Operation">Its SOAP action.</param>
/// <param name="Text">The exact text, sent in UTF-8.</param>
internal sealed record Message(string Operation, string Text);
