using System.Buffers;
using System.Globalization;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Writes answers to the Node: only the root element is qualified, texts are cut to the lengths of the schema, none is empty.</summary>
internal static class PaForNodeWriter
{
    private const int MaxFaultText = 1024;

    public static void Verify(IBufferWriter<byte> output, VerifyAnswer answer)
    {
        var xml = Open(output, NodeOperation.Verify, "OK");
        Notice(xml, answer);
        Close(xml, NodeOperation.Verify);
    }

    /// <summary>Answers a demand with the notice that was made.</summary>
    public static void Demand(IBufferWriter<byte> output, DemandAnswer answer)
    {
        var xml = Open(output, NodeOperation.DemandNotice, "OK");
        xml.Open("qrCode");
        xml.Element("fiscalCode", answer.Notice.FiscalCodePa);
        xml.Element("noticeNumber", answer.NoticeNumber);
        xml.Close("qrCode");
        Notice(xml, answer.Notice);
        Close(xml, NodeOperation.DemandNotice);
    }

    private static void Notice(XmlBytes xml, VerifyAnswer answer)
    {
        xml.Open("paymentList");
        xml.Open("paymentOptionDescription");
        xml.Element("amount", Amount.ToDecimalText(answer.AmountCents));
        xml.Element("options", "EQ");
        if (answer.DueDate is { } dueDate)
        {
            xml.Element("dueDate", Text(dueDate));
        }

        Optional(xml, "detailDescription", answer.Description, 140);
        xml.Element("allCCP", answer.AllPostal ? "true" : "false");
        xml.Close("paymentOptionDescription");
        xml.Close("paymentList");
        Optional(xml, "paymentDescription", answer.Description, 140);
        xml.Element("fiscalCodePA", answer.FiscalCodePa);
        Optional(xml, "companyName", answer.CompanyName, 140);
        Optional(xml, "officeName", answer.OfficeName, 140);
    }

    /// <summary>Answers <see cref="GetPaymentRequest"/> in the form of its version.</summary>
    public static void Payment(IBufferWriter<byte> output, NodeOperation operation, PaymentAnswer answer)
    {
        var xml = Open(output, operation, "OK");
        xml.Open("data");
        Mandatory(xml, "creditorReferenceId", answer.CreditorReferenceId, 35);
        xml.Element("paymentAmount", Amount.ToDecimalText(answer.AmountCents));
        xml.Element("dueDate", Text(answer.DueDate));
        Mandatory(xml, "description", answer.Description, 140);
        Mandatory(xml, "companyName", answer.CompanyName, 140);
        Optional(xml, "officeName", answer.OfficeName, 140);
        Debtor(xml, answer.Debtor);
        xml.Open("transferList");
        foreach (var transfer in answer.Transfers)
        {
            Transfer(xml, transfer, v2: operation == NodeOperation.GetPaymentV2);
        }

        xml.Close("transferList");
        Metadata(xml, answer.Metadata);
        xml.Close("data");
        Close(xml, operation);
    }

    /// <summary>Acknowledges a receipt.</summary>
    public static void ReceiptAccepted(IBufferWriter<byte> output, NodeOperation operation) =>
        Close(Open(output, operation, "OK"), operation);

    /// <summary>
    /// Says no, to any operation. <paramref name="id"/> is the fiscal code of the organization that answers; <paramref name="description"/>
    /// tells in Italian what happened, without personal data.
    /// </summary>
    public static void Fault(IBufferWriter<byte> output, NodeOperation operation, PaaFault fault, string id, string? description = null)
    {
        var xml = Open(output, operation, "KO");
        xml.Open("fault");
        xml.Element("faultCode", fault.Code);
        xml.Element("faultString", fault.Text);
        Mandatory(xml, "id", id, 35);
        Optional(xml, "description", description, MaxFaultText);
        xml.Close("fault");
        Close(xml, operation);
    }

    /// <summary>Says that the call was not understood at all, when not even its operation is known.</summary>
    public static void SoapFault(IBufferWriter<byte> output, string description)
    {
        var xml = OpenEnvelope(output);
        xml.Open("soapenv:Fault");
        xml.Element("faultcode", "soapenv:Client");
        Mandatory(xml, "faultstring", description, MaxFaultText);
        xml.Close("soapenv:Fault");
        CloseEnvelope(xml);
    }

    private static XmlBytes Open(IBufferWriter<byte> output, NodeOperation operation, string outcome)
    {
        var xml = OpenEnvelope(output);
        xml.Open($"paf:{operation.ResponseElement}", $"""xmlns:paf="{PaForNodeReader.MessageNamespace}" """);
        xml.Element("outcome", outcome);
        return xml;
    }

    private static void Close(XmlBytes xml, NodeOperation operation)
    {
        xml.Close($"paf:{operation.ResponseElement}");
        CloseEnvelope(xml);
    }

    private static XmlBytes OpenEnvelope(IBufferWriter<byte> output)
    {
        var xml = new XmlBytes(output);
        xml.Declaration();
        xml.Open("soapenv:Envelope", $"""xmlns:soapenv="{PaForNodeReader.SoapNamespace}" """);
        xml.Open("soapenv:Body");
        return xml;
    }

    private static void CloseEnvelope(XmlBytes xml)
    {
        xml.Close("soapenv:Body");
        xml.Close("soapenv:Envelope");
    }

    private static void Debtor(XmlBytes xml, DebtorAnswer debtor)
    {
        xml.Open("debtor");
        xml.Open("uniqueIdentifier");
        xml.Element("entityUniqueIdentifierType", debtor.Type is 'F' ? "F" : "G");
        Mandatory(xml, "entityUniqueIdentifierValue", debtor.Value, 16, min: 2);
        xml.Close("uniqueIdentifier");
        Mandatory(xml, "fullName", debtor.FullName, 70);
        Optional(xml, "streetName", debtor.Street, 70);
        Optional(xml, "civicNumber", debtor.Civic, 16);
        Optional(xml, "postalCode", debtor.PostalCode, 16);
        Optional(xml, "city", debtor.City, 35);
        Optional(xml, "stateProvinceRegion", debtor.Province, 35);
        if (debtor.Country is { } country && NodeFields.IsCountry(country))
        {
            xml.Element("country", country);
        }

        if (debtor.Email is { } email && NodeFields.IsEmail(email))
        {
            xml.Element("e-mail", email);
        }

        xml.Close("debtor");
    }

    private static void Transfer(XmlBytes xml, TransferAnswer transfer, bool v2)
    {
        xml.Open("transfer");
        xml.Element("idTransfer", transfer.Id.ToString(CultureInfo.InvariantCulture));
        xml.Element("transferAmount", Amount.ToDecimalText(transfer.AmountCents));
        xml.Element("fiscalCodePA", transfer.FiscalCodePa);
        if (v2)
        {
            Optional(xml, "companyName", transfer.CompanyName, 140);
        }

        if (transfer.Stamp is { } stamp)
        {
            Stamp(xml, stamp);
        }
        else
        {
            Mandatory(xml, "IBAN", transfer.Iban, 35);
        }

        Mandatory(xml, "remittanceInformation", transfer.RemittanceInformation, 140);
        Mandatory(xml, "transferCategory", transfer.Category, 140);
        Metadata(xml, transfer.Metadata);
        xml.Close("transfer");
    }

    /// <summary>Only version 2 has this element. The hash goes out as it came in, and base64 needs no escape.</summary>
    private static void Stamp(XmlBytes xml, StampRequest stamp)
    {
        xml.Open("richiestaMarcaDaBollo");
        xml.Element("hashDocumento", stamp.DocumentHash);
        xml.Element("tipoBollo", "01");
        xml.Element("provinciaResidenza", stamp.Province);
        xml.Close("richiestaMarcaDaBollo");
    }

    /// <summary>The last element of a payment and of a transfer, in both versions; it is never empty.</summary>
    private static void Metadata(XmlBytes xml, IReadOnlyList<MetadataEntry>? pairs)
    {
        if (pairs is null or [])
        {
            return;
        }

        xml.Open("metadata");
        foreach (var pair in pairs)
        {
            xml.Open("mapEntry");
            Mandatory(xml, "key", pair.Key, 140);
            Mandatory(xml, "value", pair.Value, 140);
            xml.Close("mapEntry");
        }

        xml.Close("metadata");
    }

    private static void Mandatory(XmlBytes xml, string name, string? text, int max, int min = 1) =>
        xml.Element(name, (WireText.Clean(text, max) ?? "").PadRight(min, '-'));

    private static void Optional(XmlBytes xml, string name, string? text, int max)
    {
        if (WireText.Clean(text, max) is { } clean)
        {
            xml.Element(name, clean);
        }
    }

    private static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
