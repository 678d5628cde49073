using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.Pdf;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>
/// All that a notice prints, every text already shortened and written as the guide wants it; where it is printed is the layout's business.
/// </summary>
internal sealed record NoticeContent
{
    private const int MostSubject = 90;

    /// <summary>Null when the notice speaks Italian only.</summary>
    public NoticeWords? SecondWords { get; init; }

    /// <summary>Tells notices apart without naming anybody: the number of the first part.</summary>
    public required string Number { get; init; }

    public required string Subject { get; init; }
    public required NoticeCreditor Creditor { get; init; }
    public required NoticeDebtor Debtor { get; init; }

    /// <summary>The whole debt at once; for a fine, what is due after the reduced term.</summary>
    public NoticePart? Whole { get; init; }

    /// <summary>A fine's reduced amount.</summary>
    public NoticePart? Reduced { get; init; }

    /// <summary>What can still be paid of the plan, in its order.</summary>
    public required IReadOnlyList<NoticePart> Installments { get; init; }

    /// <summary>The sum of <see cref="Installments"/>.</summary>
    public required string InstallmentsAmount { get; init; }

    /// <summary>True when the notice is about one installment of a plan only: the one asked for, or the last one left.</summary>
    public bool OneOfPlan { get; init; }

    /// <summary>True when that installment is all that is left to pay.</summary>
    public bool LastOfPlan { get; init; }

    /// <summary>True when some part can be paid by postal bulletin.</summary>
    public bool HasPostal => Parts.Any(part => part.Bulletin is not null);

    /// <summary>Everything that can be paid, in the order of printing.</summary>
    public IEnumerable<NoticePart> Parts => new[] { Reduced, Whole }.OfType<NoticePart>().Concat(Installments);

    /// <summary>The notice of a document as it stands at that instant: what can still be paid of it.</summary>
    /// <param name="document">Issued.</param>
    /// <param name="issuer">Whoever collects it.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="now">Decides what may still be paid.</param>
    /// <exception cref="Refusal">There is nothing to print.</exception>
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
            Subject = NoticeText.Sentence(document.Row.Subject, MostSubject),
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

/// <summary>What was asked for.</summary>
/// <param name="InstallmentOrdinal">Only this installment of the document; null for all that can be paid.</param>
/// <param name="Language">Beside Italian; <c>it</c> for Italian alone; null for the organization's usual choice.</param>
internal sealed record NoticeWish(int? InstallmentOrdinal, string? Language)
{
    /// <summary>The words of the second language, if any.</summary>
    public NoticeWords? Words(string? usual) => (Language ?? usual) is { } language and not "it" ? NoticeWords.In(language) : null;
}

/// <summary>Whoever collects, as the notice presents it.</summary>
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

/// <summary>Whoever pays, as the notice addresses them.</summary>
/// <param name="FiscalCode">Null for who has no Italian one: nothing is printed in its place.</param>
/// <param name="Name">At most 70 characters.</param>
/// <param name="AddressLines">None when the address is not known.</param>
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

/// <summary>What one code pays.</summary>
/// <param name="Kind">How it is called.</param>
/// <param name="Position">Which installment of the plan, from 1.</param>
/// <param name="Number">The notice number, 18 digits.</param>
/// <param name="GroupedNumber">The same in groups of four.</param>
/// <param name="AmountCents">What is still to be paid.</param>
/// <param name="Amount">The same as Italian readers write it.</param>
/// <param name="DueOn"><c>dd/mm/yyyy</c>; null when it has no due date.</param>
/// <param name="Qr">What the QR code says.</param>
/// <param name="Bulletin">Null when it cannot be paid by postal bulletin.</param>
/// <param name="WithinDays">For a reduced amount without a due date: its term in days from the notification.</param>
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
    /// <summary>The QR code, made when it is first drawn.</summary>
    public bool[,] QrModules => field ??= QrCode.Encode(Qr);

    public static NoticePart Of(StoredDocument document, InstallmentRow row, NoticeIssuer issuer, PostalDebt debt)
    {
        var number = row.NoticeNumber ?? throw new InvalidOperationException("What can be paid has a notice number.");
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

    /// <summary>Until when it is to be paid, in one language: a date, or a term from the notification; empty without either.</summary>
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
/// <param name="Holder">In whose name it is.</param>
/// <param name="Authorization">Poste Italiane's leave to print it: <c>AUT. DB/… DEL …</c>.</param>
/// <param name="DataMatrix">The 256 characters of its code.</param>
internal sealed record NoticeBulletin(string Account, string Holder, string Authorization, string DataMatrix)
{
    /// <summary>The Data Matrix, made when it is first drawn.</summary>
    public bool[,] Modules => field ??= Notices.DataMatrix.Encode(DataMatrix);

    /// <summary>
    /// A part has a bulletin when all of it can go to postal accounts, the first of which is the creditor's own, registered with the
    /// authorization to print, and when its amount fits the codeline.
    /// </summary>
    public static NoticeBulletin? Of(StoredDocument document, InstallmentRow row, NoticeIssuer issuer, PostalDebt debt)
    {
        var transfers = document.TransfersOf(row, share => share.ResidualCents);
        if (transfers.Count == 0 || row.ResidualCents > NoticeCodes.MostPostalCents || transfers.Any(one => PostalIbanOf(one) is null))
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

    private static Iban? PostalIbanOf(Transfer transfer) => transfer.PostalIban ?? (transfer.Iban.IsPostal ? transfer.Iban : null);
}
