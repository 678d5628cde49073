using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Lecce.Riscossione.Sdk;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>
/// Plays the pagoPA Node, with an invented PSP behind it. SOAP 1.1: the action is the bare name of the operation, and of a message only
/// the outermost element has a namespace.
/// </summary>
internal sealed class Node(HttpClient http, Organization creditor)
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Messages = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

    /// <summary>Asks whether a notice can be paid. Changes nothing.</summary>
    public Task<NodeAnswer> Verify(string noticeNumber) => Send("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", QrCode(noticeNumber));

    /// <summary>Asks how to split the money that is about to be paid. Changes nothing either: only a receipt does.</summary>
    public Task<NodeAnswer> Activate(string noticeNumber) => Send("paGetPaymentV2", "paGetPaymentV2Request", QrCode(noticeNumber));

    /// <summary>Tells that what was activated has been paid.</summary>
    /// <param name="receiptId">Identifies the payment; sent twice, it is refused the second time.</param>
    /// <param name="noticeNumber">What was paid.</param>
    /// <param name="activated">The answer to <see cref="Activate"/>, whose words the receipt repeats.</param>
    /// <param name="paidAt">Told in Italian time.</param>
    public Task<NodeAnswer> SendReceipt(string receiptId, string noticeNumber, NodeAnswer activated, Instant paidAt) =>
        Send(
            "paSendRTV2",
            "paSendRTV2Request",
            new XElement(
                "receipt",
                new XElement("receiptId", receiptId),
                new XElement("noticeNumber", noticeNumber),
                new XElement("fiscalCode", creditor.FiscalCode),
                new XElement("outcome", "OK"),
                activated.Elements("creditorReferenceId", "paymentAmount", "description", "companyName", "officeName", "debtor"),
                activated.Elements("transferList"),
                new XElement("idPSP", "ABI03069"),
                new XElement("PSPCompanyName", "Banca d'Esempio"),
                new XElement("idChannel", "00799960158_01"),
                new XElement("channelDescription", "app"),
                new XElement("paymentDateTime", LocalDateTimePattern.GeneralIso.Format(paidAt.InZone(Italian.Rome).LocalDateTime))
            )
        );

    private XElement QrCode(string noticeNumber) =>
        new("qrCode", new XElement("fiscalCode", creditor.FiscalCode), new XElement("noticeNumber", noticeNumber));

    private async Task<NodeAnswer> Send(string operation, string message, XElement content)
    {
        var envelope = new XElement(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", Soap),
            new XAttribute(XNamespace.Xmlns + "pa", Messages),
            new XElement(
                Soap + "Body",
                new XElement(
                    Messages + message,
                    new XElement("idPA", creditor.FiscalCode),
                    new XElement("idBrokerPA", creditor.BrokerFiscalCode),
                    new XElement("idStation", creditor.StationId),
                    content
                )
            )
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "pagopa/paForNode")
        {
            Content = new StringContent(envelope.ToString(), Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", $"\"{operation}\"");
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return new NodeAnswer(XDocument.Parse(await response.Content.ReadAsStringAsync()));
    }
}

/// <summary>What the API answered to the Node.</summary>
internal sealed class NodeAnswer(XDocument soap)
{
    private readonly XElement answer = soap.Descendants("outcome").Single().Parent!;

    /// <summary>OK or KO.</summary>
    public string Outcome => this["outcome"]!;

    /// <summary>Why not; null when the outcome is OK.</summary>
    public string? Fault => this["faultCode"];

    /// <summary>To whom the money goes.</summary>
    public IReadOnlyList<Transfer> Transfers =>
        [
            .. answer
                .Descendants("transfer")
                .Select(transfer => new Transfer(
                    ToCents(transfer.Element("transferAmount")!.Value),
                    transfer.Element("companyName")!.Value,
                    transfer.Element("IBAN")!.Value,
                    transfer.Element("remittanceInformation")!.Value
                )),
        ];

    /// <summary>The text of the first element of a name; null without one.</summary>
    public string? this[string name] => answer.Descendants(name).FirstOrDefault()?.Value;

    /// <summary>An amount, which on the wire is written in euro.</summary>
    public long Cents(string name) => ToCents(this[name]!);

    /// <summary>Those of the payment's elements that are there, in the order asked.</summary>
    public IEnumerable<XElement> Elements(params IEnumerable<string> names) =>
        names.SelectMany(name => answer.Element("data")!.Elements(name));

    private static long ToCents(string euro) => (long)(decimal.Parse(euro, CultureInfo.InvariantCulture) * 100);
}

/// <summary>A part of a payment, for one account.</summary>
internal sealed record Transfer(long Cents, string Beneficiary, string Iban, string Remittance);
