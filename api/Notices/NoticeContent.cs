using Lecce.Riscossione.Api.Barcodes;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Api.Pdf;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>The content of a notice, shortened and formatted by the guide's rules. The layout decides the positions.</summary>
internal sealed record NoticeContent
{
    private const int MaxSubject = 90;

    /// <summary>Null when the notice is in Italian only.</summary>
    public NoticeWords? SecondWords { get; init; }

    /// <summary>Identifies the notice without personal data: the number of the first part.</summary>
    public required string Number { get; init; }

    public required string Subject { get; init; }
    public required NoticeCreditor Creditor { get; init; }
    public required NoticeDebtor Debtor { get; init; }

    /// <summary>The whole debt at once; for a fine, the amount after the reduced term.</summary>
    public NoticePart? Whole { get; init; }

    /// <summary>The reduced amount of a fine.</summary>
    public NoticePart? Reduced { get; init; }

    /// <summary>The open installments of the plan, in order.</summary>
    public required IReadOnlyList<NoticePart> Installments { get; init; }

    /// <summary>The sum of <see cref="Installments"/>.</summary>
    public required string InstallmentsAmount { get; init; }

    /// <summary>True when the notice has one installment of a plan: the requested or the last open one.</summary>
    public bool OneOfPlan { get; init; }

    /// <summary>True when that installment is the last open one.</summary>
    public bool LastOfPlan { get; init; }

    /// <summary>True when at least one part has a postal bulletin.</summary>
    public bool HasPostal => Parts.Any(part => part.Bulletin is not null);

    /// <summary>All parts, in the order of printing.</summary>
    public IEnumerable<NoticePart> Parts => new[] { Reduced, Whole }.OfType<NoticePart>().Concat(Installments);

    /// <summary>The notice of a document at an instant.</summary>
    /// <param name="document">An issued document.</param>
    /// <param name="issuer">The creditor.</param>
    /// <param name="wish">The requested installment and language.</param>
    /// <param name="now">Decides which installments can be paid.</param>
    /// <exception cref="Refusal">Nothing can be paid.</exception>
    public static NoticeContent Of(StoredDocument document, NoticeIssuer issuer, NoticeWish wish, Instant now)
    {
        var choice = NoticeChoice.Of(document, wish.InstallmentOrdinal, now);
        var debt = new PostalDebt(document.Row.DebtorFiscalCode, document.Row.DebtorName, document.Row.Subject);
        var installments = choice.Installments.Select(Print).ToList();
        var (whole, reduced) = (choice.Whole is { } one ? Print(one) : null, choice.Reduced is { } less ? Print(less) : null);
        var onlyOne = installments is [_] && whole is null && reduced is null;
        return new NoticeContent
        {
            SecondWords = wish.Words(issuer.SecondLanguage),
            Number = (reduced ?? whole ?? installments[0]).Number,
            Subject = NoticeText.Sentence(document.Row.Subject, MaxSubject),
            Creditor = NoticeCreditor.Of(issuer),
            Debtor = NoticeDebtor.Of(document.Row),
            Whole = whole,
            Reduced = reduced,
            Installments = installments,
            InstallmentsAmount = Amount.ToItalianText(choice.Installments.Sum(row => row.ResidualCents)),
            OneOfPlan = onlyOne,
            LastOfPlan = onlyOne && wish.InstallmentOrdinal is null,
        };

        NoticePart Print(InstallmentRow row) => NoticePart.Of(document, row, issuer, debt);
    }
}

/// <summary>The requested installment and language.</summary>
/// <param name="InstallmentOrdinal">Prints only this installment; null for all.</param>
/// <param name="Language">The second language; <c>it</c> for Italian only; null for the organization's default.</param>
internal sealed record NoticeWish(int? InstallmentOrdinal, string? Language)
{
    public NoticeWords? Words(string? usual) => (Language ?? usual) is { } language and not "it" ? NoticeWords.In(language) : null;
}

/// <summary>The creditor, as printed.</summary>
internal sealed record NoticeCreditor(
    string FiscalCode,
    string Name,
    string? Sector,
    IReadOnlyList<string> ContactLines,
    string? Cbill,
    PdfImage? Logo
)
{
    public static NoticeCreditor Of(NoticeIssuer issuer) =>
        new(
            issuer.FiscalCode.Value,
            NoticeText.Shortened(issuer.Name, 100),
            issuer.Sector is null ? null : NoticeText.Shortened(issuer.Sector, 50),
            [.. issuer.ContactLines.Take(3).Select(line => NoticeText.Shortened(line, 100))],
            issuer.CbillCode?.ToUpperInvariant(),
            issuer.Logo
        );
}

/// <summary>The debtor, as printed.</summary>
/// <param name="FiscalCode">Null without an Italian fiscal code.</param>
/// <param name="Name">At most 70 characters.</param>
/// <param name="AddressLines">Empty when the address is unknown.</param>
internal sealed record NoticeDebtor(string? FiscalCode, string Name, IReadOnlyList<AddressLine> AddressLines)
{
    public static NoticeDebtor Of(DocumentRow row) =>
        new(
            row.DebtorFiscalCode.IsAnonymous ? null : row.DebtorFiscalCode.Value,
            NoticeText.Shortened(row.DebtorName, 70),
            NoticeText.AddressLines(row, 40)
        );
}

internal enum NoticePartKind
{
    Whole,
    Reduced,
    NotReduced,
    Installment,
}

/// <summary>A payable part with its own code.</summary>
/// <param name="Kind">The kind of part.</param>
/// <param name="Position">The number of the installment in its plan, from 1.</param>
/// <param name="Number">The notice number, 18 digits.</param>
/// <param name="GroupedNumber">The same in groups of four.</param>
/// <param name="AmountCents">The residual amount.</param>
/// <param name="Amount">The same in Italian form.</param>
/// <param name="DueOn"><c>dd/mm/yyyy</c>; null when it has no due date.</param>
/// <param name="Qr">The content of the QR code.</param>
/// <param name="Bulletin">Null without a postal bulletin.</param>
/// <param name="WithinDays">The term in days from the notification, for a reduced amount without a due date.</param>
internal sealed record NoticePart(
    NoticePartKind Kind,
    int Position,
    string Number,
    string GroupedNumber,
    long AmountCents,
    string Amount,
    string? DueOn,
    string Qr,
    NoticeBulletin? Bulletin,
    int? WithinDays = null
)
{
    /// <summary>The QR code, made at its first use.</summary>
    public bool[,] QrModules => field ??= QrCode.Encode(Qr);

    public static NoticePart Of(StoredDocument document, InstallmentRow row, NoticeIssuer issuer, PostalDebt debt)
    {
        var number = row.NoticeNumber ?? throw new InvalidOperationException("A payable installment has a notice number.");
        return new NoticePart(
            KindOf(document, row),
            row.PositionInOption,
            number.Value,
            number.Grouped,
            row.ResidualCents,
            Kernel.Amount.ToItalianText(row.ResidualCents),
            row.DueOn is { } due ? NoticeText.Date(due) : null,
            NoticeCodes.Qr(number, issuer.FiscalCode, row.ResidualCents),
            NoticeBulletin.Of(document, row, issuer, debt),
            row.DueOn is null ? document.OptionOf(row).WithinDays : null
        );
    }

    /// <summary>The due date or the term from the notification, in one language; empty without either.</summary>
    public string Term(NoticeWords words) =>
        DueOn is not null ? $"{words.By} {DueOn}"
        : WithinDays is { } days ? words.FromNotification(days)
        : "";

    private static NoticePartKind KindOf(StoredDocument document, InstallmentRow row) =>
        document.OptionOf(row).Kind switch
        {
            OptionKind.Installments => NoticePartKind.Installment,
            OptionKind.Reduced => NoticePartKind.Reduced,
            _ when document.Options.Any(option => option.Kind == OptionKind.Reduced) => NoticePartKind.NotReduced,
            _ => NoticePartKind.Whole,
        };
}

/// <summary>A postal bulletin (bollettino postale PA).</summary>
/// <param name="Account">Number of the postal account.</param>
/// <param name="Holder">The holder of the account.</param>
/// <param name="Authorization">Poste Italiane's authorization to print it: <c>AUT. DB/… DEL …</c>.</param>
/// <param name="DataMatrix">The 256 characters of its code.</param>
internal sealed record NoticeBulletin(string Account, string Holder, string Authorization, string DataMatrix)
{
    /// <summary>The Data Matrix, made at its first use.</summary>
    public bool[,] Modules => field ??= Barcodes.DataMatrix.Encode(DataMatrix);

    /// <summary>
    /// A part has a bulletin if all its transfers can go to postal accounts, the first one is the creditor's account with an authorization to
    /// print, and the amount fits the codeline.
    /// </summary>
    public static NoticeBulletin? Of(StoredDocument document, InstallmentRow row, NoticeIssuer issuer, PostalDebt debt)
    {
        var transfers = document.TransfersOf(row, share => share.ResidualCents);
        if (transfers.Count == 0 || row.ResidualCents > NoticeCodes.MaxPostalCents || transfers.Any(one => PostalIbanOf(one) is null))
        {
            return null;
        }

        var iban = PostalIbanOf(transfers[0])!.Value.Value;
        var account = issuer.PostalAccounts.FirstOrDefault(one => one.Iban.Value == iban);
        return account is null
            ? null
            : new NoticeBulletin(
                account.Number,
                NoticeText.Shortened(account.PostalHolder ?? issuer.Name, 50),
                account.PostalAuthorization,
                NoticeCodes.Postal(row.NoticeNumber!.Value, account.Number, row.ResidualCents, issuer.FiscalCode, debt)
            );
    }

    private static Iban? PostalIbanOf(Transfer transfer) =>
        transfer.PostalIban ?? (transfer.Iban is { IsPostal: true } ? transfer.Iban : null);
}
