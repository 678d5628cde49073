using System.Globalization;
using System.Xml.Linq;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>Composes receipts out of the words of an activation.</summary>
internal static class Receipts
{
    private const string InventedIban = "IT60X0542811101000000123456";
    private static readonly LocalDateTimePattern Moments = LocalDateTimePattern.GeneralIso;

    /// <param name="version">1 or 2: version 1 has neither names of beneficiaries nor a note.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="data">The activation's data; <see cref="Invented"/> without an activation.</param>
    /// <exception cref="NotPlayableException">Version 1 cannot carry a stamp.</exception>
    public static XElement Compose(int version, PaidNotice payment, XElement data)
    {
        var transfers = WithAmount(data.Element("transferList")!, payment.AmountCents);
        foreach (var transfer in transfers.Elements().Where(one => one.Element("richiestaMarcaDaBollo") is not null).ToList())
        {
            transfer.ReplaceWith(
                version == 2
                    ? StampSeller.Sell(transfer, payment)
                    : throw new NotPlayableException("L'avviso comprende una marca da bollo, che la ricevuta nella versione 1 non porta.")
            );
        }

        if (version == 1)
        {
            transfers.Descendants("companyName").Remove();
        }

        var local = SimulatorClock.InRome(payment.PaidAt);
        return new XElement(
            "receipt",
            new XElement("receiptId", payment.ReceiptId),
            new XElement("noticeNumber", payment.Notice.Number),
            new XElement("fiscalCode", payment.Notice.Organization),
            new XElement("outcome", payment.Failed ? "KO" : "OK"),
            data.Element("creditorReferenceId"),
            new XElement("paymentAmount", Messages.Euro(payment.AmountCents)),
            data.Element("description"),
            data.Element("companyName") ?? new XElement("companyName", payment.Notice.Organization),
            data.Element("officeName"),
            data.Element("debtor"),
            transfers,
            new XElement("idPSP", payment.Psp.Id),
            new XElement("PSPCompanyName", payment.Psp.Name),
            new XElement("idChannel", payment.Psp.ChannelId),
            new XElement("channelDescription", payment.Psp.ChannelDescription),
            new XElement("paymentMethod", payment.Psp.PaymentMethod),
            version == 2 && payment.Note is { } note ? new XElement("paymentNote", note) : null,
            new XElement("fee", "1.50"),
            new XElement("paymentDateTime", Moments.Format(local)),
            new XElement("applicationDate", LocalDatePattern.Iso.Format(local.Date)),
            new XElement("transferDate", LocalDatePattern.Iso.Format(local.Date.PlusDays(1))),
            data.Element("metadata"),
            payment.StandIn ? new XElement("standIn", "true") : null
        );
    }

    /// <summary>The data of a receipt when the Node knows only the notice number and the amount.</summary>
    public static XElement Invented(Notice notice, long amountCents) =>
        new(
            "data",
            new XElement("creditorReferenceId", notice.Number[1..]),
            new XElement("description", "Pagamento di prova"),
            new XElement(
                "debtor",
                new XElement(
                    "uniqueIdentifier",
                    new XElement("entityUniqueIdentifierType", "F"),
                    new XElement("entityUniqueIdentifierValue", "ANONIMO")
                ),
                new XElement("fullName", "ANONIMO")
            ),
            new XElement(
                "transferList",
                new XElement(
                    "transfer",
                    new XElement("idTransfer", "1"),
                    new XElement("transferAmount", Messages.Euro(amountCents)),
                    new XElement("fiscalCodePA", notice.Organization),
                    new XElement("IBAN", InventedIban),
                    new XElement("remittanceInformation", $"/RFB/{notice.Number[1..]}/{Messages.Euro(amountCents)}"),
                    new XElement("transferCategory", "9/0101101IM/")
                )
            )
        );

    /// <summary>A copy whose sum is the amount: the first transfer takes the difference, or all where it would vanish.</summary>
    private static XElement WithAmount(XElement transferList, long amountCents)
    {
        var copy = new XElement(transferList);
        var amounts = copy.Elements("transfer").Select(transfer => transfer.Element("transferAmount")!).ToList();
        var first = amountCents - amounts.Skip(1).Sum(Cents);
        if (first < 1)
        {
            copy.Elements("transfer").Skip(1).Remove();
            first = amountCents;
        }

        amounts[0].Value = Messages.Euro(first);
        return copy;
    }

    private static long Cents(XElement amount) => (long)(decimal.Parse(amount.Value, CultureInfo.InvariantCulture) * 100);
}

/// <summary>The payment that a receipt proves.</summary>
internal sealed record PaidNotice(string ReceiptId, Notice Notice, long AmountCents, Psp Psp, Instant PaidAt)
{
    /// <summary>True for the receipt of a payment that failed.</summary>
    public bool Failed { get; init; }

    /// <summary>True when the Node answered in the place of the creditor, whose station was down.</summary>
    public bool StandIn { get; init; }

    /// <summary>The cart's identifier; null without one.</summary>
    public string? Note { get; init; }
}
