using System.Collections.Frozen;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The types that the Node's schema gives the elements of a request, by which some senders call them (<c>xsi:type</c>). Restrictions of those
/// types, which the schema would allow too, have no name in it.
/// </summary>
internal static class NodeTypes
{
    private const string Common = "http://pagopa-api.pagopa.gov.it/xsd/common-types/v1.0.0/";
    private const string Xsd = "http://www.w3.org/2001/XMLSchema";

    private static readonly FrozenDictionary<string, (string Namespace, string Name)> Types = Of(
            (PaForNodeReader.MessageNamespace, "ctQrCode", ["qrCode"]),
            (PaForNodeReader.MessageNamespace, "ctSubject", ["debtor", "payer"]),
            (PaForNodeReader.MessageNamespace, "ctEntityUniqueIdentifier", ["uniqueIdentifier"]),
            (PaForNodeReader.MessageNamespace, "stEntityUniqueIdentifierType", ["entityUniqueIdentifierType"]),
            (PaForNodeReader.MessageNamespace, "stEntityUniqueIdentifierValue", ["entityUniqueIdentifierValue"]),
            (PaForNodeReader.MessageNamespace, "stTransferType", ["transferType"]),
            (PaForNodeReader.MessageNamespace, "stIdTransfer", ["idTransfer"]),
            (PaForNodeReader.MessageNamespace, "stAmountNotZero", ["transferAmount"]),
            (PaForNodeReader.MessageNamespace, "stIBAN", ["IBAN"]),
            (PaForNodeReader.MessageNamespace, "stText20", ["pspPartitaIVA"]),
            (PaForNodeReader.MessageNamespace, "stText210", ["paymentNote"]),
            (PaForNodeReader.MessageNamespace, "stIdentificativoServizio", ["idServizio"]),
            (PaForNodeReader.MessageNamespace, "stIdentificativoSoggettoServizio", ["idSoggettoServizio"]),
            (Common, "ctMetadata", ["metadata"]),
            (Common, "ctMapEntry", ["mapEntry"]),
            (Common, "stText16", ["civicNumber", "postalCode"]),
            (
                Common,
                "stText35",
                [
                    "idPA",
                    "idBrokerPA",
                    "idStation",
                    "creditorReferenceId",
                    "idPSP",
                    "idChannel",
                    "channelDescription",
                    "paymentMethod",
                    "city",
                    "stateProvinceRegion",
                ]
            ),
            (Common, "stText70", ["fullName", "streetName", "pspFiscalCode", "PSPCompanyName", "idBundle", "idCiBundle"]),
            (
                Common,
                "stText140",
                ["description", "companyName", "officeName", "remittanceInformation", "transferCategory", "key", "value"]
            ),
            (Common, "stFiscalCodePA", ["fiscalCode", "fiscalCodePA"]),
            (Common, "stNoticeNumber", ["noticeNumber"]),
            (Common, "stOutcome", ["outcome"]),
            (Common, "stAmount", ["amount", "paymentAmount", "fee", "primaryCiIncurredFee"]),
            (Common, "stISODate", ["dueDate", "applicationDate", "transferDate"]),
            (Common, "stISODateTime", ["paymentDateTime"]),
            (Common, "stNazioneProvincia", ["country"]),
            (Common, "stEMail", ["e-mail"]),
            (Xsd, "string", ["receiptId"]),
            (Xsd, "boolean", ["standIn"]),
            (Xsd, "base64Binary", ["MBDAttachment", "datiSpecificiServizioRequest"])
        )
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True when a type is the element's own.</summary>
    /// <param name="element">The element's name.</param>
    /// <param name="own">Its type of the message's namespace, where the operation decides it; else null.</param>
    /// <param name="ns">The namespace of the type named.</param>
    /// <param name="name">The type named.</param>
    public static bool IsTypeOf(string element, string? own, string ns, string name)
    {
        // The root elements are called as their types.
        own ??= NodeOperation.OfRequestElement(element)?.RequestElement;
        return own is null
            ? Types.TryGetValue(element, out var type) && type == (ns, name)
            : (PaForNodeReader.MessageNamespace, own) == (ns, name);
    }

    private static IEnumerable<KeyValuePair<string, (string Namespace, string Name)>> Of(
        params (string Namespace, string Name, string[] Elements)[] types
    ) => types.SelectMany(type => type.Elements.Select(element => KeyValuePair.Create(element, (type.Namespace, type.Name))));
}
