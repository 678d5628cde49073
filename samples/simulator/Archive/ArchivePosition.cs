using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.Simulator.Archive;

/// <summary>What a creditor sends of a debt (<c>PaymentPositionModel</c>). Members that the archive only keeps are left out.</summary>
internal sealed record ArchivePosition(
    string Iupd,
    string Type,
    string FiscalCode,
    string FullName,
    string CompanyName,
    bool SwitchToExpired,
    IReadOnlyList<ArchiveOption> PaymentOption,
    bool PayStandIn = true,
    string? OfficeName = null,
    string? ValidityDate = null
)
{
    private const int MaxTransfers = 5;

    /// <summary>The end of the last due date.</summary>
    public Instant LastDue => PaymentOption.Max(option => Moment(option.DueDate) ?? Instant.MinValue);

    /// <summary>Why the archive refuses it; null when it does not.</summary>
    public string? FaultAt(Instant now) =>
        PaymentOption is [] ? "paymentOption is empty"
        : Type is not ("F" or "G") ? "type is neither F nor G"
        : ValidityDate is not null && !(Moment(ValidityDate) > now) ? "validityDate must be > current_date"
        : PaymentOption.Any(option => !(Moment(option.DueDate) >= now)) ? "dueDate must be >= current_date"
        : PaymentOption.Any(option => option.Transfer.Count is 0 or > MaxTransfers) ? "1 to 5 transfers"
        : PaymentOption.Any(option => option.Transfer.Sum(transfer => transfer.Amount) != option.Amount) ? "transfers do not add up"
        : PaymentOption.SelectMany(option => option.Transfer).Any(transfer => transfer.Amount < 1 || transfer.Iban is not { Length: > 0 })
            ? "a transfer has no amount or no iban"
        : PaymentOption.DistinctBy(option => option.Nav, StringComparer.Ordinal).Count() < PaymentOption.Count ? "nav repeated"
        : null;

    /// <summary>The archive counts in UTC; a date-time without a zone is UTC.</summary>
    public static Instant? Moment(string? text)
    {
        var local = LocalDateTimePattern.ExtendedIso.Parse((text ?? "").TrimEnd('Z'));
        return local.Success ? local.Value.InUtc().ToInstant() : null;
    }
}

/// <summary>One notice (<c>PaymentOptionModel</c>).</summary>
internal sealed record ArchiveOption(
    string Nav,
    string Iuv,
    long Amount,
    string Description,
    bool IsPartialPayment,
    string DueDate,
    IReadOnlyList<ArchiveTransfer> Transfer
);

/// <summary>The share of a notice for one account (<c>TransferModel</c>).</summary>
internal sealed record ArchiveTransfer(
    string IdTransfer,
    long Amount,
    string RemittanceInformation,
    string Category,
    string? OrganizationFiscalCode = null,
    string? Iban = null,
    string? CompanyName = null
)
{
    /// <summary>1 for "1".</summary>
    public int Number => int.Parse(IdTransfer, CultureInfo.InvariantCulture);
}
