using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// A document in the words of the archive (<c>PaymentPositionModel</c> of the ACA API, 1.0.0). Of the debtor it holds only what the archive requires:
/// code and name. Instants are UTC, as the archive compares them.
/// </summary>
internal sealed record ArchivePosition(
    string Iupd,
    string Type,
    bool PayStandIn,
    string FiscalCode,
    string FullName,
    bool SwitchToExpired,
    string CompanyName,
    string? OfficeName,
    Instant? ValidityDate,
    IReadOnlyList<ArchiveOption> PaymentOption
)
{
    private const int MaxText = 140;
    private const int MaxPairs = 10;

    /// <summary>The position as it is to be payable now.</summary>
    /// <param name="document">The document.</param>
    /// <param name="creditor">Its organization.</param>
    /// <param name="installments">Those that <see cref="ArchiveRules.InstallmentsOf"/> gives.</param>
    /// <param name="now">When.</param>
    public static ArchivePosition Published(
        StoredDocument document,
        ArchiveCreditor creditor,
        IReadOnlyList<InstallmentRow> installments,
        Instant now
    ) => Of(document, creditor, installments, share => share.ResidualCents, now);

    /// <summary>The position as it is withdrawn: the amounts of the notices, because nothing may be left to pay.</summary>
    /// <param name="document">The document.</param>
    /// <param name="creditor">Its organization.</param>
    /// <param name="installments">Those that the archive holds.</param>
    /// <param name="now">When.</param>
    public static ArchivePosition Withdrawn(
        StoredDocument document,
        ArchiveCreditor creditor,
        IReadOnlyList<InstallmentRow> installments,
        Instant now
    ) => Of(document, creditor, installments, share => share.AmountCents, now);

    /// <summary>The JSON of the position.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Http.Json.Options);

    /// <summary>SHA-256 of a position's JSON: equal hashes need no call.</summary>
    public static byte[] HashOf(byte[] json) => SHA256.HashData(json);

    private static ArchivePosition Of(
        StoredDocument document,
        ArchiveCreditor creditor,
        IReadOnlyList<InstallmentRow> installments,
        Func<AllocationRow, long> cents,
        Instant now
    )
    {
        var row = document.Row;
        return new ArchivePosition(
            row.Id.Value,
            row.DebtorKind,
            // False is for amounts that change from day to day. Ours change only by a payment or a command, and then the position is sent again.
            PayStandIn: true,
            row.DebtorFiscalCode.Value,
            Text(row.DebtorName),
            ArchiveRules.EndsByItself(document, installments),
            Text(creditor.Name),
            WireText.Clean(creditor.DepartmentNames.GetValueOrDefault(row.DepartmentId), MaxText),
            // The archive refuses a validity that has begun.
            row.ValidFrom
                is { } from
            && Rome.DateOf(now) < from
                ? Rome.EndOf(from.PlusDays(-1))
                : null,
            [.. installments.Select(installment => OptionOf(document, installment, creditor, cents, now))]
        );
    }

    private static ArchiveOption OptionOf(
        StoredDocument document,
        InstallmentRow installment,
        ArchiveCreditor creditor,
        Func<AllocationRow, long> cents,
        Instant now
    )
    {
        var option = document.OptionOf(installment);
        var number = installment.NoticeNumber!.Value;
        var transfers = document.TransfersOf(installment, cents);
        return new ArchiveOption(
            number.Value,
            number.Iuv,
            transfers.Sum(transfer => transfer.AmountCents),
            PaymentOptionsAnswer.DescriptionOf(document, option, installment),
            IsPartialPayment: option.Kind == OptionKind.Installments,
            ArchiveRules.DueAt(document, installment, creditor, now),
            [.. transfers.Select(transfer => TransferOf(number, transfer))],
            PairsOf(Metadata.Read(document.Row.Metadata))
        );
    }

    private static ArchiveTransfer TransferOf(NoticeNumber number, Transfer transfer) =>
        new(
            transfer.Number.ToString(CultureInfo.InvariantCulture),
            transfer.AmountCents,
            transfer.BeneficiaryFiscalCode.Value,
            Remittance.Compose(number.Iuv, transfer.AmountCents, transfer.RevenueTypeName),
            transfer.TaxonomyCode,
            (transfer.Iban ?? throw new InvalidOperationException("Stamps are not fed.")).Value,
            transfer.PostalIban?.Value,
            Text(transfer.BeneficiaryName),
            PairsOf(transfer.Metadata)
        );

    private static IReadOnlyList<MetadataEntry>? PairsOf(IReadOnlyList<MetadataEntry>? pairs) =>
        pairs is { Count: > 0 } ? [.. pairs.Take(MaxPairs)] : null;

    private static string Text(string text) => WireText.Clean(text, MaxText) ?? "-";
}

/// <summary>One installment, with its notice number.</summary>
internal sealed record ArchiveOption(
    string Nav,
    string Iuv,
    long Amount,
    string Description,
    bool IsPartialPayment,
    Instant DueDate,
    IReadOnlyList<ArchiveTransfer> Transfer,
    IReadOnlyList<MetadataEntry>? PaymentOptionMetadata
);

/// <summary>The share of an installment for one account.</summary>
internal sealed record ArchiveTransfer(
    string IdTransfer,
    long Amount,
    string OrganizationFiscalCode,
    string RemittanceInformation,
    string Category,
    string Iban,
    string? PostalIban,
    string CompanyName,
    IReadOnlyList<MetadataEntry>? TransferMetadata
);
