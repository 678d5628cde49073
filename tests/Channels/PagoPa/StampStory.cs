using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using SimulatedPsp = Lecce.Riscossione.Samples.Simulator.Node.Psp;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>Stamps as offices ask for them, and as the PSPs of the simulator sell them.</summary>
internal static class StampStory
{
    public const string RevenueType = "imposta-di-bollo";
    public const long Cents = 1_600;

    private static int lastDocument;

    /// <summary>The hash of a document that no other test stamps.</summary>
    public static string NewHash() =>
        Convert.ToBase64String(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"istanza {Interlocked.Increment(ref lastDocument)}"))
            )
        );

    /// <summary>An item that asks for a stamp.</summary>
    public static DebtItemRequest Item(string hash) =>
        new()
        {
            RevenueType = RevenueType,
            Year = 2026,
            AmountCents = Cents,
            Stamp = new StampRequest { DocumentHash = hash, Province = "LE" },
        };

    /// <summary>The signed stamp for a document.</summary>
    public static byte[] Sell(string hash, string receiptId = "ricevuta", string amount = "16.00")
    {
        var asked = new XElement(
            "transfer",
            new XElement("idTransfer", "1"),
            new XElement("transferAmount", amount),
            new XElement("richiestaMarcaDaBollo", new XElement("hashDocumento", hash))
        );
        var payment = new PaidNotice(
            receiptId,
            new Notice(Host.Psp.Lecce, "301000000012345678"),
            Cents,
            SimulatedPsp.All[0],
            Instant.FromUtc(2026, 11, 23, 11, 0)
        );
        return Convert.FromBase64String(StampSeller.Sell(asked, payment).Element("MBDAttachment")!.Value);
    }

    /// <summary>The hash in a stamp.</summary>
    public static string HashOf(byte[] stamp) =>
        XDocument.Parse(Encoding.UTF8.GetString(stamp)).Descendants().First(element => element.Name.LocalName == "DigestValue").Value;

    /// <summary>A receipt that pays a document of one stamp.</summary>
    public static ReceiptStory Receipt(string receiptId, PaymentDocument document, byte[] stamp) =>
        new(receiptId, document.Single().NoticeNumber!, Cents) { Transfers = Transfer(1, stamp) };

    /// <summary>The transfer of a receipt that brings a stamp.</summary>
    public static string Transfer(int number, byte[] stamp) =>
        $"""
            <transfer>
              <idTransfer>{number}</idTransfer><transferAmount>16.00</transferAmount><fiscalCodePA>{Host.Psp.Lecce}</fiscalCodePA>
              <MBDAttachment>{Convert.ToBase64String(stamp)}</MBDAttachment>
              <remittanceInformation>/RFB/01000000012345678/16.00</remittanceInformation>
              <transferCategory>9/0115103TS/</transferCategory>
            </transfer>
            """;
}
