using System.Text;
using System.Xml;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Reads a request of the Node: SOAP 1.1, document/literal, only the root element qualified, everything in the order of the schema.
/// It refuses what the schema refuses, with a <see cref="NodeSyntaxError"/> and no other exception.
/// </summary>
internal static class PaForNodeReader
{
    public const string SoapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string MessageNamespace = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

    private const int MaxTransfers = 5;
    private const int MaxMapEntries = 15;

    /// <summary>
    /// Reads a raw body, already limited in size. <paramref name="expected"/> is the operation that the SOAPAction
    /// names; null lets the body say it. <paramref name="contentType"/> is that of the call, or of the stored copy; its charset decides.
    /// </summary>
    public static NodeRequest Read(byte[] message, NodeOperation? expected, string? contentType = null)
    {
        var progress = new Progress { Operation = expected };
        try
        {
            using var xml = new NodeXml(message, NodeCharset.Of(message, contentType).Reading);
            return Envelope(xml, progress);
        }
        catch (NodeSyntaxError error)
        {
            throw new NodeSyntaxError(error.Message, error) { Operation = progress.Operation, IdPa = progress.IdPa };
        }
        catch (Exception error) when (error is XmlException or DecoderFallbackException)
        {
            throw new NodeSyntaxError("Il messaggio non è XML ben formato.", error)
            {
                Operation = progress.Operation,
                IdPa = progress.IdPa,
            };
        }
    }

    private static NodeRequest Envelope(NodeXml xml, Progress progress)
    {
        xml.Enter("Envelope", SoapNamespace, anyAttribute: true);
        if (xml.At("Header", SoapNamespace))
        {
            xml.Skip();
        }

        xml.Enter("Body", SoapNamespace, anyAttribute: true);
        var request = Root(xml, progress);
        xml.Leave("Body");
        xml.Leave("Envelope");
        xml.End();
        return request;
    }

    private static NodeRequest Root(NodeXml xml, Progress progress)
    {
        var sent = xml.AtNamespace(MessageNamespace) ? NodeOperation.OfRequestElement(xml.LocalName) : null;
        progress.Operation ??= sent;
        if (sent is null || sent != progress.Operation)
        {
            throw new NodeSyntaxError("Il corpo della busta non contiene la richiesta dell'operazione chiamata.");
        }

        xml.Enter(sent.RequestElement, MessageNamespace);
        progress.IdPa = xml.Text("idPA", max: 35);
        var to = new NodeAddress(progress.IdPa, xml.Text("idBrokerPA", max: 35), xml.Text("idStation", max: 35));
        var request = Request(xml, sent, to);
        xml.Leave(sent.RequestElement);
        return request;
    }

    private static NodeRequest Request(NodeXml xml, NodeOperation operation, NodeAddress to)
    {
        if (operation == NodeOperation.SendReceipt || operation == NodeOperation.SendReceiptV2)
        {
            return new ReceiptRequest(operation, to, Receipt(xml, v2: operation == NodeOperation.SendReceiptV2));
        }

        if (operation == NodeOperation.DemandNotice)
        {
            var service = xml.Text("idServizio", max: 5, min: 5);
            xml.Text("idSoggettoServizio", max: 5, min: 5);
            return new DemandNoticeRequest(to, service, xml.Base64Binary("datiSpecificiServizioRequest"));
        }

        xml.Enter("qrCode");
        var fiscalCode = xml.Digits("fiscalCode", 11);
        var noticeNumber = xml.Digits("noticeNumber", 18);
        xml.Leave("qrCode");
        return operation == NodeOperation.Verify
            ? new VerifyRequest(to, noticeNumber, fiscalCode)
            : GetPayment(xml, operation, to, noticeNumber, fiscalCode);
    }

    private static GetPaymentRequest GetPayment(
        NodeXml xml,
        NodeOperation operation,
        NodeAddress to,
        string noticeNumber,
        string fiscalCode
    )
    {
        var amountCents = xml.OptionalCents("amount");
        xml.OptionalText("paymentNote", max: 210);
        TransferType? transferType =
            !xml.At("transferType") ? null
            : xml.OneOf("transferType", "POSTAL", "PAGOPA") is "POSTAL" ? TransferType.Postal
            : TransferType.PagoPa;
        var dueDate = xml.OptionalDate("dueDate");
        return new GetPaymentRequest(operation, to, noticeNumber, fiscalCode, amountCents, transferType, dueDate);
    }

    private static ReceiptData Receipt(NodeXml xml, bool v2)
    {
        xml.Enter("receipt", type: v2 ? "ctReceiptV2" : "ctReceipt");
        var receiptId = xml.Content("receiptId");
        var noticeNumber = xml.Digits("noticeNumber", 18);
        var fiscalCode = xml.Digits("fiscalCode", 11);
        var outcomeOk = xml.OneOf("outcome", "OK", "KO") is "OK";
        var creditorReferenceId = xml.Text("creditorReferenceId", max: 35);
        var paymentAmountCents = xml.Cents("paymentAmount");
        xml.Text("description", max: 140);
        var companyName = xml.Text("companyName", max: 140);
        xml.OptionalText("officeName", max: 140);
        Subject(xml, "debtor");
        var transfers = Transfers(xml, v2);
        var psp = Psp(xml);
        if (xml.At("payer"))
        {
            Subject(xml, "payer");
        }

        var paymentMethod = xml.OptionalText("paymentMethod", max: 35);
        if (v2)
        {
            xml.OptionalText("paymentNote", max: 210);
        }

        var feeCents = xml.OptionalCents("fee");
        if (v2)
        {
            xml.OptionalCents("primaryCiIncurredFee");
            xml.OptionalText("idBundle", max: 70);
            xml.OptionalText("idCiBundle", max: 70);
        }

        var paymentDateTime = xml.OptionalMoment("paymentDateTime");
        var applicationDate = xml.OptionalDate("applicationDate");
        var transferDate = xml.OptionalDate("transferDate");
        OptionalMetadata(xml);
        var standIn = xml.OptionalBoolean("standIn") ?? false;
        xml.Leave("receipt");
        return new ReceiptData(
            receiptId,
            noticeNumber,
            fiscalCode,
            outcomeOk,
            creditorReferenceId,
            paymentAmountCents,
            companyName,
            transfers,
            psp,
            paymentMethod,
            feeCents,
            paymentDateTime,
            applicationDate,
            transferDate,
            standIn
        );
    }

    private static List<ReceiptTransfer> Transfers(NodeXml xml, bool v2)
    {
        xml.Enter("transferList", type: v2 ? "ctTransferListPAReceiptV2" : "ctTransferListPA");
        List<ReceiptTransfer> transfers = [];
        do
        {
            transfers.Add(Transfer(xml, v2));
        } while (transfers.Count < MaxTransfers && xml.At("transfer"));
        xml.Leave("transferList");
        return transfers;
    }

    private static ReceiptTransfer Transfer(NodeXml xml, bool v2)
    {
        xml.Enter("transfer", type: v2 ? "ctTransferPAReceiptV2" : "ctTransferPA");
        var id = xml.Integer("idTransfer", min: 1, max: 5);
        var amountCents = xml.Cents("transferAmount", min: 1);
        var fiscalCodePa = xml.Digits("fiscalCodePA", 11);
        if (v2)
        {
            xml.OptionalText("companyName", max: 140);
        }

        var stamp = v2 && xml.At("MBDAttachment") ? xml.Base64Binary("MBDAttachment") : null;
        var iban = stamp is null ? xml.Text("IBAN", max: 35) : null;
        var remittance = xml.Text("remittanceInformation", max: 140);
        var category = xml.Text("transferCategory", max: 140);
        OptionalMetadata(xml);
        xml.Leave("transfer");
        return new ReceiptTransfer(id, amountCents, fiscalCodePa, iban, remittance, category, stamp);
    }

    private static ReceiptPsp Psp(NodeXml xml)
    {
        var idPsp = xml.Text("idPSP", max: 35);
        xml.OptionalText("pspFiscalCode", max: 70);
        xml.OptionalText("pspPartitaIVA", max: 20);
        var companyName = xml.Text("PSPCompanyName", max: 70);
        var idChannel = xml.Text("idChannel", max: 35);
        xml.Text("channelDescription", max: 35);
        return new ReceiptPsp(idPsp, companyName, idChannel);
    }

    private static void Subject(NodeXml xml, string name)
    {
        xml.Enter(name);
        xml.Enter("uniqueIdentifier");
        xml.OneOf("entityUniqueIdentifierType", "F", "G");
        xml.Text("entityUniqueIdentifierValue", max: 16, min: 2);
        xml.Leave("uniqueIdentifier");
        xml.Text("fullName", max: 70);
        xml.OptionalText("streetName", max: 70);
        xml.OptionalText("civicNumber", max: 16);
        xml.OptionalText("postalCode", max: 16);
        xml.OptionalText("city", max: 35);
        xml.OptionalText("stateProvinceRegion", max: 35);
        xml.OptionalCountry("country");
        xml.OptionalEmail("e-mail");
        xml.Leave(name);
    }

    private static void OptionalMetadata(NodeXml xml)
    {
        if (!xml.At("metadata"))
        {
            return;
        }

        xml.Enter("metadata");
        var entries = 0;
        do
        {
            xml.Enter("mapEntry");
            xml.Text("key", max: 140);
            xml.Text("value", max: 140);
            xml.Leave("mapEntry");
            entries++;
        } while (entries < MaxMapEntries && xml.At("mapEntry"));
        xml.Leave("metadata");
    }

    /// <summary>What has been read, so that a fault names its operation and creditor.</summary>
    private sealed class Progress
    {
        public NodeOperation? Operation { get; set; }

        public string? IdPa { get; set; }
    }
}
