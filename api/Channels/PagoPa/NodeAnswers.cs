using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// "Yes, payable": <paramref name="AmountCents"/> is from 1 cent to 999,999,999.99 euro, and <paramref name="AllPostal"/> is true if every
/// transfer goes to a postal account. Texts may be of any length and content: the writer makes them fit.
/// </summary>
internal sealed record VerifyAnswer(
    long AmountCents,
    LocalDate? DueDate,
    string Description,
    bool AllPostal,
    string FiscalCodePa,
    string CompanyName,
    string? OfficeName
);

/// <summary>The notice just made, with what a verification of it would answer.</summary>
internal sealed record DemandAnswer(string NoticeNumber, VerifyAnswer Notice);

/// <summary>
/// What has to be paid and where to. The amount is the sum of 1..5 transfers. The Node demands a <paramref name="DueDate"/>: a debt without
/// one carries the organization's default.
/// </summary>
internal sealed record PaymentAnswer(
    string CreditorReferenceId,
    long AmountCents,
    LocalDate DueDate,
    string Description,
    string CompanyName,
    string? OfficeName,
    DebtorAnswer Debtor,
    IReadOnlyList<TransferAnswer> Transfers,
    IReadOnlyList<MetadataEntry>? Metadata = null
);

/// <summary>
/// Whose debt it is. <paramref name="Type"/> is F for a person and G for a body; <paramref name="Value"/> is the fiscal code, or <c>ANONIMO</c>
/// for a debtor without an Italian one.
/// </summary>
internal sealed record DebtorAnswer(
    char Type,
    string Value,
    string FullName,
    string? Street = null,
    string? Civic = null,
    string? PostalCode = null,
    string? City = null,
    string? Province = null,
    string? Country = null,
    string? Email = null
);

/// <summary>
/// One account that receives a share, or one <paramref name="Stamp"/>, which has no account. <paramref name="Id"/> is 1..5, without gaps.
/// </summary>
internal sealed record TransferAnswer(
    int Id,
    long AmountCents,
    string FiscalCodePa,
    string CompanyName,
    string? Iban,
    string RemittanceInformation,
    string Category,
    IReadOnlyList<MetadataEntry>? Metadata = null,
    StampRequest? Stamp = null
);
