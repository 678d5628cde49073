using System.Globalization;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Every way to pay a document, in the words of the Node (orgs_payment_options.json). Amounts are cents; times are those of Rome, without zone,
/// as in the published examples.
/// </summary>
internal sealed record PaymentOptionsAnswer(
    string OrganizationFiscalCode,
    string CompanyName,
    string? OfficeName,
    bool Standin,
    IReadOnlyList<OptionAnswer> PaymentOptions
)
{
    private const int MaxText = 140;

    /// <summary>Maps a document that has been issued.</summary>
    public static PaymentOptionsAnswer Of(StoredDocument document, string organization, string department, Instant now) =>
        new(
            document.Row.OrganizationFiscalCode.Value,
            Text(organization),
            WireText.Clean(department, MaxText),
            Standin: false,
            [
                .. document
                    .Options.Select(option => OptionOf(document, option, now))
                    .OrderBy(option => option.DueDate is null)
                    .ThenBy(option => option.DueDate),
            ]
        );

    private static OptionAnswer OptionOf(StoredDocument document, OptionRow option, Instant now)
    {
        var rows = document
            .Installments.Where(row => row.OptionOrdinal == option.Ordinal)
            .OrderBy(row => row.DueOn is null)
            .ThenBy(row => row.DueOn);
        var installments = rows.Select(row => InstallmentOf(document, option, row, now)).ToList();
        var status = PaymentOptionStatus.OfOption([.. installments.Select(one => one.Status)]);
        return new OptionAnswer(
            Described(document.Row.Subject, WayOf(option, installments.Count)),
            installments.Count,
            installments.Sum(one => one.Amount),
            installments.Max(one => one.DueDate),
            installments.Min(one => one.ValidFrom),
            status,
            ReasonOf(status, installments),
            document.Installments.Where(row => row.OptionOrdinal == option.Ordinal).All(row => IsPostal(document, row)),
            installments
        );
    }

    private static InstallmentAnswer InstallmentOf(StoredDocument document, OptionRow option, InstallmentRow row, Instant now)
    {
        var (status, reason) = PaymentOptionStatus.OfInstallment(document.Row, option, row, now);
        var number = row.NoticeNumber!.Value;
        return new InstallmentAnswer(
            number.Value,
            number.Iuv,
            row.ResidualCents == 0 ? row.AmountCents : row.ResidualCents,
            DescriptionOf(document, option, row),
            row.DueOn is { } due ? due + new LocalTime(23, 59, 59) : null,
            document.Row.ValidFrom is { } from ? from + LocalTime.Midnight : null,
            status,
            reason
        );
    }

    /// <summary>What an installment pays, for the payer.</summary>
    internal static string DescriptionOf(StoredDocument document, OptionRow option, InstallmentRow row) =>
        Described(
            document.Row.Subject,
            option.Kind == OptionKind.Installments ? string.Create(CultureInfo.InvariantCulture, $"rata {row.PositionInOption}") : null
        );

    private static string WayOf(OptionRow option, int installments) =>
        option.Kind switch
        {
            OptionKind.Installments => string.Create(CultureInfo.InvariantCulture, $"{installments} rate"),
            OptionKind.Reduced => "importo ridotto",
            _ => "rata unica",
        };

    /// <summary>The subject and the way to pay it, which is never cut.</summary>
    private static string Described(string subject, string? way) =>
        way is null ? Text(subject) : $"{WireText.Clean(subject, MaxText - way.Length - 3)} - {way}";

    private static string Text(string text) => WireText.Clean(text, MaxText) ?? "-";

    private static string ReasonOf(string status, IReadOnlyList<InstallmentAnswer> installments) =>
        status switch
        {
            PaymentOptionStatus.PartiallyPaid => "Pagata in parte.",
            // In any other status the reason is that of the first installment with the same status.
            _ => installments.First(one => PaymentOptionStatus.Agrees(one.Status, status)).StatusReason,
        };

    private static bool IsPostal(StoredDocument document, InstallmentRow row) =>
        document.AllocationsOf(row).All(share => document.ItemOf(share).Iban.IsPostal);
}

/// <summary>One way to pay the whole document. <paramref name="AllCCP"/> is true if all its money goes to postal accounts.</summary>
internal sealed record OptionAnswer(
    string Description,
    int NumberOfInstallments,
    long Amount,
    LocalDateTime? DueDate,
    LocalDateTime? ValidFrom,
    string Status,
    string StatusReason,
    bool AllCCP,
    IReadOnlyList<InstallmentAnswer> Installments
);

/// <summary>One installment: what it still lacks or, once paid, what it was.</summary>
internal sealed record InstallmentAnswer(
    string Nav,
    string Iuv,
    long Amount,
    string Description,
    LocalDateTime? DueDate,
    LocalDateTime? ValidFrom,
    string Status,
    string StatusReason
);
