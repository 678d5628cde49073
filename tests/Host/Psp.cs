using System.Net;
using System.Text;
using System.Xml.Linq;
using Lecce.Riscossione.Tests.Channels.PagoPa;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// A payment service provider, through the pagoPA Node: verifies notices and sends receipts over raw SOAP. If the official schema is
/// available, every answer is validated.
/// </summary>
internal sealed class Psp(HttpClient http, string organization = Psp.Lecce)
{
    public const string Lecce = "80008510754";
    private const string Messages = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

    /// <summary>paVerifyPaymentNotice.</summary>
    public Task<NodeAnswer> Verify(string? noticeNumber) => Send("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", QrCode(noticeNumber));

    /// <summary>paGetPayment.</summary>
    public Task<NodeAnswer> Get(string? noticeNumber) => Send("paGetPayment", "paGetPaymentReq", QrCode(noticeNumber));

    /// <summary>paGetPaymentV2.</summary>
    public Task<NodeAnswer> GetV2(string? noticeNumber, string wishes = "") =>
        Send("paGetPaymentV2", "paGetPaymentV2Request", QrCode(noticeNumber) + wishes);

    /// <summary>paSendRT.</summary>
    public Task<NodeAnswer> SendReceipt(ReceiptStory receipt) => Send("paSendRT", "paSendRTReq", receipt.Xml(organization));

    /// <summary>paSendRTV2.</summary>
    public Task<NodeAnswer> SendReceiptV2(ReceiptStory receipt) => Send("paSendRTV2", "paSendRTV2Request", receipt.Xml(organization));

    /// <summary>The exact message of an operation.</summary>
    public string Envelope(string rootElement, string content, string? broker = null, string? station = null) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pafn="{Messages}">
              <soapenv:Header/>
              <soapenv:Body>
                <pafn:{rootElement}>
                  <idPA>{organization}</idPA><idBrokerPA>{broker ?? organization}</idBrokerPA><idStation>{station
                ?? $"{organization}_01"}</idStation>
                  {content}
                </pafn:{rootElement}>
              </soapenv:Body>
            </soapenv:Envelope>
            """;

    /// <summary>Sends any text.</summary>
    public async Task<NodeAnswer> SendRaw(string soapAction, string envelope, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pagopa/paForNode")
        {
            Content = new StringContent(envelope, Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("SOAPAction", $"\"{soapAction}\"");
        using var response = await http.SendAsync(request, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (Reference.IsPresent)
        {
            OfficialSchema.Validate(bytes);
        }

        return new NodeAnswer(response.StatusCode, bytes);
    }

    public string QrCode(string? noticeNumber) =>
        $"<qrCode><fiscalCode>{organization}</fiscalCode><noticeNumber>{noticeNumber}</noticeNumber></qrCode>";

    private Task<NodeAnswer> Send(string soapAction, string rootElement, string content) =>
        SendRaw(soapAction, Envelope(rootElement, content));
}

/// <summary>The API's answer to the Node.</summary>
internal sealed record NodeAnswer(HttpStatusCode Status, byte[] Bytes)
{
    private XElement Root => XDocument.Parse(Encoding.UTF8.GetString(Bytes)).Descendants("outcome").Single().Parent!;

    public string Outcome => this["outcome"]!;

    /// <summary>The fault's code, or null when the outcome is OK.</summary>
    public string? Fault => this["faultCode"];

    /// <summary>The first element of that name.</summary>
    public string? this[string element] => Root.Descendants(element).FirstOrDefault()?.Value;

    /// <summary>The transfers of a get: amount, whose, account.</summary>
    public IReadOnlyList<(string Amount, string FiscalCodePa, string Iban)> Transfers =>
        [
            .. Root.Descendants("transfer")
                .Select(one => (one.Element("transferAmount")!.Value, one.Element("fiscalCodePA")!.Value, one.Element("IBAN")!.Value)),
        ];
}

/// <summary>A receipt of a PSP.</summary>
internal sealed record ReceiptStory(string ReceiptId, string NoticeNumber, long AmountCents)
{
    public string Outcome { get; init; } = "OK";

    /// <summary>The creditor of the payment, if it is not the addressee.</summary>
    public string? Creditor { get; init; }

    /// <summary>The Node took the payment while the creditor did not answer.</summary>
    public bool StandIn { get; init; }

    public string PaidAt { get; init; } = "2026-11-23T12:00:00";

    /// <summary>The transfers as XML, where they are not one or two accounts.</summary>
    public string? Transfers { get; init; }

    /// <summary>Account and share of a second beneficiary.</summary>
    public (string FiscalCode, long Cents)? Second { get; init; }

    public string Xml(string organization)
    {
        var second = Second is { } other ? Transfer(2, other.Cents, other.FiscalCode) : "";
        return $"""
            <receipt>
              <receiptId>{ReceiptId}</receiptId><noticeNumber>{NoticeNumber}</noticeNumber><fiscalCode>{Creditor
                ?? organization}</fiscalCode>
              <outcome>{Outcome}</outcome><creditorReferenceId>{NoticeNumber[1..]}</creditorReferenceId>
              <paymentAmount>{Euro(
                AmountCents
            )}</paymentAmount><description>TARI 2026</description><companyName>Comune di Lecce</companyName>
              <debtor>
                <uniqueIdentifier>
                  <entityUniqueIdentifierType>F</entityUniqueIdentifierType>
                  <entityUniqueIdentifierValue>RSSMRA45C12F205C</entityUniqueIdentifierValue>
                </uniqueIdentifier>
                <fullName>Mario Rossi</fullName>
              </debtor>
              <transferList>{Transfers ?? Transfer(1, AmountCents - (Second?.Cents ?? 0), Creditor ?? organization) + second}</transferList>
              <idPSP>ABI03069</idPSP><PSPCompanyName>Banca d'Esempio</PSPCompanyName>
              <idChannel>00799960158_01</idChannel><channelDescription>app</channelDescription>
              <paymentDateTime>{PaidAt}</paymentDateTime>{(StandIn ? "<standIn>true</standIn>" : "")}
            </receipt>
            """;
    }

    private string Transfer(int id, long cents, string fiscalCode) =>
        $"""
            <transfer>
              <idTransfer>{id}</idTransfer><transferAmount>{Euro(cents)}</transferAmount><fiscalCodePA>{fiscalCode}</fiscalCodePA>
              <IBAN>IT60X0542811101000000123456</IBAN>
              <remittanceInformation>/RFB/{NoticeNumber[1..]}/{Euro(cents)}</remittanceInformation>
              <transferCategory>9/0101101IM/</transferCategory>
            </transfer>
            """;

    private static string Euro(long cents) => Lecce.Riscossione.Api.Kernel.Amount.ToDecimalText(cents);
}
