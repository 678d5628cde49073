using System.Xml.Linq;
using Lecce.Riscossione.Samples.Simulator.Node;

namespace Lecce.Riscossione.Samples.Simulator.Archive;

/// <summary>What the Node answers a PSP from the archive, in the form of a creditor's answer.</summary>
internal static class StandInAnswer
{
    public static CreditorAnswer Of(Notice notice, ArchivePosition position, ArchiveOption option)
    {
        var dueDate = ArchivePosition.Moment(option.DueDate) is { } due
            ? SimulatorClock.InRome(due).Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return new CreditorAnswer(
            new XElement(
                "standIn",
                new XElement("outcome", "OK"),
                new XElement("amount", Messages.Euro(option.Amount)),
                new XElement("dueDate", dueDate),
                new XElement("paymentDescription", option.Description),
                new XElement("companyName", position.CompanyName),
                new XElement(
                    "data",
                    new XElement("creditorReferenceId", option.Iuv),
                    new XElement("paymentAmount", Messages.Euro(option.Amount)),
                    new XElement("description", option.Description),
                    new XElement("companyName", position.CompanyName),
                    position.OfficeName is { } office ? new XElement("officeName", office) : null,
                    new XElement(
                        "debtor",
                        new XElement(
                            "uniqueIdentifier",
                            new XElement("entityUniqueIdentifierType", position.Type),
                            new XElement("entityUniqueIdentifierValue", position.FiscalCode)
                        ),
                        new XElement("fullName", position.FullName)
                    ),
                    new XElement(
                        "transferList",
                        option.Transfer.OrderBy(transfer => transfer.Number).Select(one => TransferOf(notice, one))
                    )
                )
            )
        );
    }

    private static XElement TransferOf(Notice notice, ArchiveTransfer transfer) =>
        new(
            "transfer",
            new XElement("idTransfer", transfer.IdTransfer),
            new XElement("transferAmount", Messages.Euro(transfer.Amount)),
            new XElement("fiscalCodePA", transfer.OrganizationFiscalCode ?? notice.Organization),
            transfer.CompanyName is { } name ? new XElement("companyName", name) : null,
            new XElement("IBAN", transfer.Iban),
            new XElement("remittanceInformation", transfer.RemittanceInformation),
            new XElement("transferCategory", transfer.Category)
        );
}
