using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Why the archive does not hold a document as payable, as stored.</summary>
internal static class NotFed
{
    public const string OrganizationOff = "organization-off";
    public const string Spontaneous = "spontaneous";
    public const string Stamp = "stamp";
    public const string NotPayable = "not-payable";
    public const string PastDue = "past-due";
}

/// <summary>What of a document the archive is to hold. Pure functions of the document and the instant.</summary>
internal static class ArchiveRules
{
    /// <summary>The installments that the archive is to hold as payable, in their order; none where <see cref="WhyNot"/> gives a reason.</summary>
    public static IReadOnlyList<InstallmentRow> InstallmentsOf(StoredDocument document, ArchiveCreditor creditor, Instant now) =>
        WhyNeverFed(document, creditor) is null
            ? [.. document.Installments.Where(row => IsPayable(document, row, now) && !IsPastDue(row, now))]
            : [];

    /// <summary>Why the archive is to hold nothing payable, one of <see cref="NotFed"/>; null when it is to hold something.</summary>
    public static string? WhyNot(StoredDocument document, ArchiveCreditor creditor, Instant now) =>
        WhyNeverFed(document, creditor)
        ?? (
            InstallmentsOf(document, creditor, now).Count > 0 ? null
            : document.Installments.Any(row => IsPayable(document, row, now)) ? NotFed.PastDue
            : NotFed.NotPayable
        );

    /// <summary>
    /// The due date for the archive, which requires one and refuses a past one: the day's end in Rome. Without a due date the last day of payment,
    /// else the number of days that the organization tells the Node.
    /// </summary>
    public static Instant DueAt(StoredDocument document, InstallmentRow installment, ArchiveCreditor creditor, Instant now)
    {
        var today = Rome.DateOf(now);
        var due = installment.DueOn ?? LastDay(document, installment) ?? today.PlusDays(creditor.DefaultDueDays);
        return LastSecondOf(LocalDate.Max(due, today));
    }

    /// <summary>
    /// True when the archive itself ends the position on the right day: it does so after the latest due date, for all installments at once.
    /// </summary>
    public static bool EndsByItself(StoredDocument document, IReadOnlyList<InstallmentRow> installments) =>
        installments.Select(row => LastDay(document, row)).Distinct().ToList() is [{ } last]
        && installments.Max(row => row.DueOn ?? last) == last;

    /// <summary>
    /// When the position is to be looked at again: an installment can no longer be paid, unless the archive ends the position by itself, or a suspension
    /// begins or ends by its date.
    /// </summary>
    public static Instant? RevisitAt(StoredDocument document, IReadOnlyList<InstallmentRow> installments, Instant now)
    {
        var suspension = document.Row.Suspension;
        LocalDate?[] lastDays =
        [
            EndsByItself(document, installments) ? null : installments.Min(row => LastDay(document, row)),
            suspension.From?.PlusDays(-1),
            suspension.Until,
        ];
        return lastDays.OfType<LocalDate>().Select(Rome.EndOf).Where(moment => moment > now).Select(moment => (Instant?)moment).Min();
    }

    /// <summary>Why no call may ever name a document, whatever becomes of it; null when the archive may hold it.</summary>
    public static string? WhyForbidden(StoredDocument document) =>
        document.Row.Origin == DocumentOrigin.Spontaneous ? NotFed.Spontaneous
        : document.Items.Any(item => item.StampHash is not null) ? NotFed.Stamp
        : null;

    private static string? WhyNeverFed(StoredDocument document, ArchiveCreditor creditor) =>
        creditor.IsEnabled ? WhyForbidden(document) : NotFed.OrganizationOff;

    // The archive knows days that have not begun (validityDate).
    private static bool IsPayable(StoredDocument document, InstallmentRow row, Instant now) =>
        row.NoticeNumber is not null && Payable.WhyNot(document.FactsOf(row), now) is null or NotPayable.NotYetValid;

    private static bool IsPastDue(InstallmentRow row, Instant now) => row.DueOn is { } due && now >= Rome.EndOf(due);

    private static LocalDate? LastDay(StoredDocument document, InstallmentRow row) => row.PayableUntil ?? document.Row.PayableUntil;

    private static Instant LastSecondOf(LocalDate day) => Rome.EndOf(day) - Duration.FromSeconds(1);
}
