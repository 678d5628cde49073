using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Find;

/// <summary>
/// What a channel needs to answer for a notice: the creditor, and the installment when the number is one of its own. Read in one statement,
/// for it is what every payer's bank asks first.
/// </summary>
internal record NoticeFacts
{
    public string OrganizationName { get; init; } = "";
    public string BrokerFiscalCode { get; init; } = "";
    public string StationId { get; init; } = "";
    public int DefaultDueDays { get; init; }

    /// <summary>Null when the number belongs to no installment of the organization; then everything below is empty too.</summary>
    public Id? DocumentId { get; init; }
    public int Ordinal { get; init; }
    public NoticeNumber? NoticeNumber { get; init; }
    public long ResidualCents { get; init; }
    public LocalDate? DueOn { get; init; }
    public LocalDate? InstallmentPayableUntil { get; init; }
    public bool OptionClosed { get; init; }
    public string State { get; init; } = "";
    public bool Suspended { get; init; }
    public LocalDate? SuspendedFrom { get; init; }
    public LocalDate? SuspendedUntil { get; init; }
    public LocalDate? ValidFrom { get; init; }
    public LocalDate? PayableUntil { get; init; }
    public string Subject { get; init; } = "";
    public string DepartmentName { get; init; } = "";

    /// <summary>How many of its shares go to an account that is not postal, or to none.</summary>
    public int NotPostal { get; init; }

    /// <summary>Null when the notice may be paid at that instant, otherwise why not.</summary>
    public NotPayable? WhyNot(Instant now) =>
        DocumentId is null
            ? Rules.NotPayable.Unknown
            : Payable.WhyNot(
                new PayableFacts(
                    State,
                    new Suspension(Suspended, SuspendedFrom, SuspendedUntil),
                    OptionClosed,
                    ResidualCents,
                    ValidFrom,
                    InstallmentPayableUntil ?? PayableUntil
                ),
                now
            );
}

/// <summary>A notice with the debtor and one of its shares of a debt item: as many of these as the installment has shares.</summary>
internal sealed record NoticeShare : NoticeFacts
{
    public string DebtorKind { get; init; } = "";
    public FiscalCode DebtorFiscalCode { get; init; }
    public string DebtorName { get; init; } = "";
    public string? DebtorStreet { get; init; }
    public string? DebtorCivicNumber { get; init; }
    public string? DebtorPostalCode { get; init; }
    public string? DebtorCity { get; init; }
    public string? DebtorProvince { get; init; }
    public string? DebtorCountry { get; init; }
    public string? DebtorEmail { get; init; }

    /// <summary>JSON of the document's pairs: see <see cref="Metadata"/>.</summary>
    public string? DocumentMetadata { get; init; }

    /// <summary>The unpaid cents of the share.</summary>
    public long ShareCents { get; init; }
    public FiscalCode BeneficiaryFiscalCode { get; init; }
    public string BeneficiaryName { get; init; } = "";
    public Iban Iban { get; init; }
    public Iban? PostalIban { get; init; }
    public DocumentHash? StampHash { get; init; }
    public string? StampProvince { get; init; }
    public string TaxonomyCode { get; init; } = "";
    public string RevenueTypeName { get; init; } = "";

    /// <summary>JSON of the item's pairs.</summary>
    public string? ItemMetadata { get; init; }

    /// <summary>The transfers of the notice now, from all its shares.</summary>
    public static IReadOnlyList<Transfer> TransfersOf(IReadOnlyList<NoticeShare> shares) =>
        Allocation.TransfersOf(
            shares.Select(share =>
                (
                    new ItemRow
                    {
                        BeneficiaryFiscalCode = share.BeneficiaryFiscalCode,
                        BeneficiaryName = share.BeneficiaryName,
                        Iban = share.Iban,
                        PostalIban = share.PostalIban,
                        StampHash = share.StampHash,
                        StampProvince = share.StampProvince,
                        TaxonomyCode = share.TaxonomyCode,
                        RevenueTypeName = share.RevenueTypeName,
                        Metadata = share.ItemMetadata,
                    },
                    share.ShareCents
                )
            )
        );
}

internal static class FindNotice
{
    private const string Facts = """
        o.Name AS OrganizationName, o.BrokerFiscalCode, o.StationId, o.DefaultDueDays,
               n.DocumentId, n.Ordinal, n.NoticeNumber, n.ResidualCents, n.DueOn, n.PayableUntil AS InstallmentPayableUntil,
               p.Closed AS OptionClosed, d.State, d.Suspended, d.SuspendedFrom, d.SuspendedUntil, d.ValidFrom, d.PayableUntil, d.Subject,
               t.Name AS DepartmentName
        """;

    private const string Tables = """
        Organizations o
          LEFT JOIN Installments n     ON n.OrganizationFiscalCode = o.FiscalCode AND n.NoticeNumber = @noticeNumber
          LEFT JOIN PaymentDocuments d ON d.Id = n.DocumentId
          LEFT JOIN PaymentOptions p   ON p.DocumentId = n.DocumentId AND p.Ordinal = n.OptionOrdinal
          LEFT JOIN Departments t      ON t.Id = d.DepartmentId
        """;

    private static string SelectFacts(Caller? caller) =>
        $"""
            SELECT {Facts},
                   (SELECT COUNT(*)
                      FROM InstallmentAllocations a
                     INNER JOIN DebtItems i ON i.DocumentId = a.DocumentId AND i.Ordinal = a.ItemOrdinal
                     WHERE a.DocumentId         = n.DocumentId
                       AND a.InstallmentOrdinal = n.Ordinal
                       AND (i.StampHash IS NOT NULL OR SUBSTRING(COALESCE(a.Iban, i.Iban), 6, 5) <> '07601')) AS NotPostal
              FROM {Tables}
             WHERE o.FiscalCode = @organization
             {Ownership.OfDocuments(caller, "d")}
            """;

    private const string SelectShares = $"""
        SELECT {Facts},
               d.DebtorKind, d.DebtorFiscalCode, d.DebtorName, d.DebtorStreet, d.DebtorCivicNumber, d.DebtorPostalCode, d.DebtorCity,
               d.DebtorProvince, d.DebtorCountry, d.DebtorEmail, d.Metadata AS DocumentMetadata, i.Metadata AS ItemMetadata,
               a.ResidualCents AS ShareCents, i.BeneficiaryFiscalCode, i.BeneficiaryName, COALESCE(a.Iban, i.Iban) AS Iban,
               CASE WHEN a.Iban IS NULL THEN i.PostalIban ELSE a.PostalIban END AS PostalIban, i.TaxonomyCode,
               i.StampHash, i.StampProvince, r.Name AS RevenueTypeName
          FROM {Tables}
          LEFT JOIN InstallmentAllocations a ON a.DocumentId = n.DocumentId AND a.InstallmentOrdinal = n.Ordinal
          LEFT JOIN DebtItems i              ON i.DocumentId = a.DocumentId AND i.Ordinal = a.ItemOrdinal
          LEFT JOIN RevenueTypes r           ON r.Id = i.RevenueTypeId
         WHERE o.FiscalCode = @organization
         ORDER BY a.ItemOrdinal
        """;

    /// <summary>
    /// Null when the organization is not one of ours, or the notice not the caller's; a channel, which is no caller, asks of every notice. The number
    /// may be anything at all: one that is not valid is simply unknown.
    /// </summary>
    public static Task<NoticeFacts?> One(Sql sql, FiscalCode organization, string noticeNumber, Caller? caller = null) =>
        sql.Row<NoticeFacts>(SelectFacts(caller), Key(organization, noticeNumber, caller));

    /// <summary>
    /// The notice once for each of its shares, in the order of the items, and once without any when the number is unknown; none when the
    /// organization is not one of ours.
    /// </summary>
    public static Task<IReadOnlyList<NoticeShare>> Shares(Sql sql, FiscalCode organization, string noticeNumber) =>
        sql.Rows<NoticeShare>(SelectShares, Parameters(organization, noticeNumber));

    private static object Key(FiscalCode organization, string noticeNumber, Caller? caller) =>
        caller is null ? Parameters(organization, noticeNumber) : Ownership.Parameters(caller, Parameters(organization, noticeNumber));

    private static object Parameters(FiscalCode organization, string noticeNumber) =>
        new { organization, noticeNumber = NoticeNumber.TryParse(noticeNumber, out var parsed) ? parsed : (NoticeNumber?)null };
}
