using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.BizEvents;

/// <summary>A receipt in the form of "Biz Events" (CtReceiptModelResponse): euros as numbers, names without a hyphen.</summary>
internal static class BizReceipt
{
    /// <summary>The members that stand in the message of the Node as they are.</summary>
    private static readonly string[] Copied =
    [
        "receiptId",
        "noticeNumber",
        "fiscalCode",
        "outcome",
        "creditorReferenceId",
        "description",
        "companyName",
        "officeName",
        "idPSP",
        "idChannel",
        "channelDescription",
        "paymentMethod",
        "applicationDate",
        "transferDate",
    ];

    private static readonly string[] CopiedOfTransfer = ["fiscalCodePA", "remittanceInformation", "transferCategory"];

    public static JsonObject Compose(Receipt receipt)
    {
        var message = Receipts.Compose(receipt.Version, receipt.Paid, receipt.Data);
        var json = Copy(message, Copied);
        json["paymentAmount"] = Euro(message, "paymentAmount");
        json["fee"] = Euro(message, "fee");
        json["pspCompanyName"] = Text(message, "PSPCompanyName");
        if (Text(message, "paymentDateTime") is { } paidAt)
        {
            json["paymentDateTime"] = paidAt;
            json["paymentDateTimeFormatted"] = paidAt;
        }

        json["debtor"] = Debtor(message.Element("debtor")!);
        json["transferList"] = new JsonArray([.. message.Element("transferList")!.Elements("transfer").Select(Transfer)]);
        return json;
    }

    public static string? IuvOf(Receipt receipt) => receipt.Data.Element("creditorReferenceId")?.Value;

    private static JsonNode Transfer(XElement transfer)
    {
        var json = Copy(transfer, CopiedOfTransfer);
        json["idTransfer"] = int.Parse(transfer.Element("idTransfer")!.Value, CultureInfo.InvariantCulture);
        json["transferAmount"] = Euro(transfer, "transferAmount");
        json["iban"] = Text(transfer, "IBAN") ?? "";
        json["mbdAttachment"] = Text(transfer, "MBDAttachment") ?? "";
        return json;
    }

    private static JsonObject Debtor(XElement debtor) =>
        new()
        {
            ["entityUniqueIdentifierType"] = debtor.Descendants("entityUniqueIdentifierType").Single().Value,
            ["entityUniqueIdentifierValue"] = debtor.Descendants("entityUniqueIdentifierValue").Single().Value,
            ["fullName"] = Text(debtor, "fullName"),
        };

    private static JsonObject Copy(XElement holder, string[] names) =>
        new(
            names
                .Where(name => holder.Element(name) is not null)
                .Select(name => KeyValuePair.Create<string, JsonNode?>(name, Text(holder, name)))
        );

    private static string? Text(XElement holder, string name) => holder.Element(name)?.Value;

    private static decimal Euro(XElement holder, string name) => decimal.Parse(Text(holder, name)!, CultureInfo.InvariantCulture);
}
