using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>
/// What a channel needs to answer for a notice: the creditor, and the installment when the number is one of its own. Read in one statement,
/// for it is what every payer's bank asks first.
/// </summary>
internal sealed record NoticeFacts
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
    public LocalDate? ValidFrom { get; init; }
    public LocalDate? PayableUntil { get; init; }
    public string Subject { get; init; } = "";
    public string DepartmentName { get; init; } = "";

    /// <summary>How many of its shares go to an account that is not postal.</summary>
    public int NotPostal { get; init; }

    /// <summary>Null when the notice may be paid at that instant, otherwise why not.</summary>
    public NotPayable? WhyNot(Instant now) =>
        DocumentId is null
            ? PaymentDocuments.NotPayable.Unknown
            : Payable.WhyNot(
                new PayableFacts(State, Suspended, OptionClosed, ResidualCents, ValidFrom, InstallmentPayableUntil ?? PayableUntil),
                now
            );
}

internal static class FindNotice
{
    /// <summary>Null when the organization is not one of ours. The number may be anything at all: one that is not valid is simply unknown.</summary>
    public static Task<NoticeFacts?> Facts(Sql sql, FiscalCode organization, string noticeNumber) =>
        sql.Row<NoticeFacts>(
            """
            SELECT o.Name AS OrganizationName, o.BrokerFiscalCode, o.StationId, o.DefaultDueDays,
                   n.DocumentId, n.Ordinal, n.NoticeNumber, n.ResidualCents, n.DueOn, n.PayableUntil AS InstallmentPayableUntil,
                   p.Closed AS OptionClosed, d.State, d.Suspended, d.ValidFrom, d.PayableUntil, d.Subject, t.Name AS DepartmentName,
                   (SELECT COUNT(*)
                      FROM InstallmentAllocations a
                     INNER JOIN DebtItems i ON i.DocumentId = a.DocumentId AND i.Ordinal = a.ItemOrdinal
                     WHERE a.DocumentId         = n.DocumentId
                       AND a.InstallmentOrdinal = n.Ordinal
                       AND SUBSTRING(i.Iban, 6, 5) <> '07601') AS NotPostal
              FROM Organizations o
              LEFT JOIN Installments n     ON n.OrganizationFiscalCode = o.FiscalCode AND n.NoticeNumber = @noticeNumber
              LEFT JOIN PaymentDocuments d ON d.Id = n.DocumentId
              LEFT JOIN PaymentOptions p   ON p.DocumentId = n.DocumentId AND p.Ordinal = n.OptionOrdinal
              LEFT JOIN Departments t      ON t.Id = d.DepartmentId
             WHERE o.FiscalCode = @organization
            """,
            new { organization, noticeNumber = NoticeNumber.TryParse(noticeNumber, out var parsed) ? parsed : (NoticeNumber?)null }
        );
}
