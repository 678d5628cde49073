using System.Text;
using Lecce.Riscossione.Api.Channels.PagoPa;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Valid requests, one for each operation, with every optional field present.</summary>
internal static class NodeMessages
{
    private const string Address = """
        <idPA>80008510754</idPA><idBrokerPA>80008510754</idBrokerPA><idStation>80008510754_01</idStation>
        """;

    private const string QrCode = """
        <qrCode><fiscalCode>80008510754</fiscalCode><noticeNumber>301000000012345678</noticeNumber></qrCode>
        """;

    private const string Wishes = """
        <amount>120.00</amount><paymentNote>nota</paymentNote><transferType>POSTAL</transferType><dueDate>2026-12-16</dueDate>
        """;

    private const string Metadata = "<metadata><mapEntry><key>chiave</key><value>valore</value></mapEntry></metadata>";

    public static string Verify { get; } = Request(NodeOperation.Verify, QrCode);

    public static string GetPayment { get; } = Request(NodeOperation.GetPayment, QrCode + Wishes);

    public static string GetPaymentV2 { get; } = Request(NodeOperation.GetPaymentV2, QrCode + Wishes);

    public static string Receipt { get; } = Request(NodeOperation.SendReceipt, ReceiptOf(Transfer("", Iban), "", ""));

    public static string ReceiptV2 { get; } =
        Request(
            NodeOperation.SendReceiptV2,
            ReceiptOf(
                Transfer("<companyName>Comune di Esempio</companyName>", Iban) + Transfer("", "<MBDAttachment>TUJE</MBDAttachment>"),
                "<paymentNote>nota</paymentNote>",
                "<primaryCiIncurredFee>0.10</primaryCiIncurredFee><idBundle>b1</idBundle><idCiBundle>c1</idCiBundle>"
            )
        );

    public static string DemandNotice { get; } =
        Request(
            NodeOperation.DemandNotice,
            """
            <idServizio>00001</idServizio><idSoggettoServizio>00002</idSoggettoServizio>
            <datiSpecificiServizioRequest>PGEvPg==</datiSpecificiServizioRequest>
            """
        );

    public static IReadOnlyList<string> All { get; } = [Verify, GetPayment, GetPaymentV2, Receipt, ReceiptV2, DemandNotice];

    private static string Iban => "<IBAN>IT60X0542811101000000123456</IBAN>";

    public static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message);

    public static string Request(NodeOperation operation, string content) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pafn="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">
              <soapenv:Header/>
              <soapenv:Body>
                <pafn:{operation.RequestElement}>{Address}{content}</pafn:{operation.RequestElement}>
              </soapenv:Body>
            </soapenv:Envelope>
            """;

    private static string ReceiptOf(string transfers, string note, string fees) =>
        $"""
            <receipt>
              <receiptId>0a1b2c3d4e5f</receiptId><noticeNumber>301000000012345678</noticeNumber>
              <fiscalCode>80008510754</fiscalCode><outcome>OK</outcome><creditorReferenceId>01000000012345678</creditorReferenceId>
              <paymentAmount>120.00</paymentAmount><description>TARI 2026</description><companyName>Comune di Lecce</companyName>
              <officeName>Tributi</officeName>{Subject("debtor")}<transferList>{transfers}</transferList>
              <idPSP>PSPXX</idPSP><pspFiscalCode>00000000000</pspFiscalCode><pspPartitaIVA>00000000000</pspPartitaIVA>
              <PSPCompanyName>Banca d'Esempio</PSPCompanyName><idChannel>00000000000_01</idChannel><channelDescription>app</channelDescription>
              {Subject("payer")}<paymentMethod>creditCard</paymentMethod>{note}<fee>1.50</fee>{fees}
              <paymentDateTime>2026-07-01T12:30:00</paymentDateTime><applicationDate>2026-07-02</applicationDate>
              <transferDate>2026-07-03</transferDate>{Metadata}<standIn>true</standIn>
            </receipt>
            """;

    private static string Transfer(string company, string destination) =>
        $"""
            <transfer>
              <idTransfer>1</idTransfer><transferAmount>60.00</transferAmount><fiscalCodePA>80008510754</fiscalCodePA>{company}{destination}
              <remittanceInformation>/RFB/01000000012345678/60.00</remittanceInformation>
              <transferCategory>9/0101101IM/</transferCategory>{Metadata}
            </transfer>
            """;

    private static string Subject(string name) =>
        $"""
            <{name}><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>
              <entityUniqueIdentifierValue>RSSMRA80A01E506X</entityUniqueIdentifierValue></uniqueIdentifier>
              <fullName>Persona di prova</fullName><streetName>Via di prova</streetName><civicNumber>1</civicNumber>
              <postalCode>73100</postalCode><city>Lecce</city><stateProvinceRegion>LE</stateProvinceRegion><country>IT</country>
              <e-mail>prova@example.it</e-mail></{name}>
            """;
}
