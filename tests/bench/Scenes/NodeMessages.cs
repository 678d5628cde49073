using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Bench.Load;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>What the pagoPA Node sends, as bytes.</summary>
internal static class NodeMessages
{
    private const string Accepted = "<outcome>OK</outcome>";

    public static Requests Verify(IEnumerable<OpenNotice> notices) =>
        Questions("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", notices);

    public static Requests GetV2(IEnumerable<OpenNotice> notices) => Questions("paGetPaymentV2", "paGetPaymentV2Request", notices);

    /// <summary>A receipt for each notice, to be sent once.</summary>
    public static Requests Receipts(IEnumerable<OpenNotice> notices) =>
        new([.. notices.Select(notice => Post("paSendRTV2", "paSendRTV2Request", Receipt(notice)))], Accepted, once: true);

    private static Requests Questions(string action, string root, IEnumerable<OpenNotice> notices) =>
        new(
            [
                .. notices.Select(notice =>
                    Post(
                        action,
                        root,
                        $"<qrCode><fiscalCode>{Scene.Municipality}</fiscalCode><noticeNumber>{notice.NoticeNumber}</noticeNumber></qrCode>"
                    )
                ),
            ],
            Accepted
        );

    private static byte[] Post(string action, string root, string content) =>
        Requests.Post(
            "/pagopa/paForNode",
            "text/xml; charset=utf-8",
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pafn="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">
            <soapenv:Header/><soapenv:Body><pafn:{root}>
            <idPA>{Scene.Municipality}</idPA><idBrokerPA>{Scene.Municipality}</idBrokerPA><idStation>{Scene.Municipality}_01</idStation>
            {content}
            </pafn:{root}></soapenv:Body></soapenv:Envelope>
            """,
            $"SOAPAction: \"{action}\"\r\n{Product.NodeHeader}"
        );

    private static string Receipt(OpenNotice notice)
    {
        var iuv = notice.NoticeNumber[1..];
        var euro = Amount.ToDecimalText(notice.AmountCents);
        var paidAt = string.Create(CultureInfo.InvariantCulture, $"2026-11-22T10:15:{notice.AmountCents % 60:D2}");
        return $"""
            <receipt>
            <receiptId>{Guid.NewGuid():N}</receiptId><noticeNumber>{notice.NoticeNumber}</noticeNumber><fiscalCode>{Scene.Municipality}</fiscalCode>
            <outcome>OK</outcome><creditorReferenceId>{iuv}</creditorReferenceId><paymentAmount>{euro}</paymentAmount>
            <description>TARI 2026</description><companyName>Comune di Lecce</companyName>
            <debtor><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>
            <entityUniqueIdentifierValue>RSSMRA45C12F205C</entityUniqueIdentifierValue></uniqueIdentifier><fullName>Mario Rossi</fullName></debtor>
            <transferList><transfer><idTransfer>1</idTransfer><transferAmount>{euro}</transferAmount>
            <fiscalCodePA>{Scene.Municipality}</fiscalCodePA><companyName>Comune di Lecce</companyName>
            <IBAN>IT91V0542811101000000506001</IBAN><remittanceInformation>/RFB/{iuv}/{euro}</remittanceInformation>
            <transferCategory>9/0101101IM/</transferCategory></transfer></transferList>
            <idPSP>ABI03069</idPSP><PSPCompanyName>Banca d'Esempio</PSPCompanyName><idChannel>00799960158_01</idChannel>
            <channelDescription>app</channelDescription><paymentMethod>creditCard</paymentMethod><fee>1.50</fee>
            <paymentDateTime>{paidAt}</paymentDateTime>
            </receipt>
            """;
    }
}
