using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>The upper half of the first page: creditor, debtor, amount, due date, places to pay.</summary>
internal sealed class NoticeFront(NoticeFrame frame)
{
    private static readonly Length Middle = new(PageWidth.Millipoints / 2);
    private static readonly Length Gap = Pt(15);
    private static readonly Length LeftWidth = Pt(2580);
    private static readonly Length RightX = Pt(3190);
    private static readonly Length RightWidth = NoticeFrame.Right - RightX;
    private static readonly Length IconWidth = Pt(320);
    private static readonly Length IconHeight = Pt(200);

    private NoticeContent Content => frame.Content;

    /// <summary>Writes it; returns its lower edge.</summary>
    public Length Write()
    {
        var top = frame.Header(Content.Subject);
        var parties = Parties(top);
        return HowAndWhere(parties);
    }

    private Length Parties(Length top)
    {
        var creditor = Content.Creditor;
        var debtor = Content.Debtor;
        var bottom = Length.Zero;
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var y = frame.Bar(LeftBar(top), NoticeFrame.Left, words => words.Creditor, FiscalCode(creditor.FiscalCode)) + frame.Air;
                var place = new Place(NoticeFrame.Left, y, LeftWidth);
                place = place.Down(frame.Sheet.Text(place, creditor.Name, Styles.Name, 2) + Pt(40));
                if (creditor.Sector is { } sector)
                {
                    place = place.Down(frame.Sheet.Text(place, sector, Styles.Sector, 2) + Pt(40));
                }

                foreach (var line in creditor.ContactLines)
                {
                    place = place.Down(frame.Sheet.Text(place, line, Styles.Small, 1) + Pt(5));
                }

                bottom = place.Y;
            }
        );
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var y = frame.Bar(RightBar(top), RightX, words => words.Debtor, CodeOf(debtor)) + frame.Air;
                var place = new Place(RightX, y, RightWidth);
                place = place.Down(frame.Sheet.Text(place, debtor.Name, Styles.Name, 2) + Pt(40));
                foreach (var line in debtor.AddressLines)
                {
                    place = place.Down(frame.Sheet.Address(place, line, Styles.Sector) + Pt(5));
                }

                bottom = Length.Max(bottom, place.Y);
            }
        );
        return Length.Max(bottom + Pt(60), top + frame.BarHeight + frame.Air + Pt(780));
    }

    private Length HowAndWhere(Length top)
    {
        var bottom = Length.Zero;
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var tooInInstallments = Content.Whole is not null && Content.Installments.Count > 0;
                var note = tooInInstallments ? new BarSide(NoteInstallments) : null;
                bottom = HowMuch(frame.Bar(LeftBar(top), NoticeFrame.Left, words => words.HowMuch, note) + frame.Air);
            }
        );
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var y = frame.Bar(RightBar(top), RightX, words => words.Where, new BarSide(NoteChannels)) + frame.Air;
                bottom = Length.Max(bottom, Where(new Place(RightX, y, RightWidth)));
            }
        );
        return bottom + frame.Air;
    }

    private Length HowMuch(Length y)
    {
        var place = new Place(NoticeFrame.Left, y, LeftWidth);
        if (Content.Whole is null && Content.Reduced is null && !Content.OneOfPlan)
        {
            place = place.Down(Sum(place, Content.InstallmentsAmount, part: null));
        }
        else
        {
            foreach (var part in new[] { Content.Reduced, Content.Whole, Content.OneOfPlan ? Content.Installments[0] : null })
            {
                place = part is null ? place : place.Down(Sum(place, part.Amount, part) + Pt(15));
            }
        }

        place = place.Down(Pt(55));
        var howToPay =
            Content.Installments.Count == 0
                ? frame.Both(place, HowToPay, Styles.Small, Styles.SmallSecond, 3)
                : frame.BothWithValue(place, HowToPay, Styles.Small, Styles.SmallSecond, 3);
        place = place.Down(howToPay + Pt(70));
        return place.Y + frame.Both(place, words => words.MayChange, Styles.Small, Styles.SmallSecond, 6);
    }

    /// <summary>An amount and its due date on one line, in the largest size that fits.</summary>
    private Length Sum(Place at, string amount, NoticePart? part)
    {
        var words = NoticeWords.Italian;
        var small = Styles.Small.In(Typeface.Bold);
        // A date is emphasised; a term from the notification is not.
        var (before, dueOn) = (part?.DueOn is null ? part?.Term(words) ?? "" : words.By, part?.DueOn);
        for (var style = Styles.Subject; ; style = Smaller(style))
        {
            var gap = Pt(60);
            var sum = TextFitter.WidthOf($"{amount} {words.Euro}", style);
            var by = before.Length == 0 ? Length.Zero : TextFitter.WidthOf(before, small) + gap;
            var date = dueOn is null ? Length.Zero : TextFitter.WidthOf(dueOn, style) + gap;
            if (sum + by + date > at.Width)
            {
                continue;
            }

            frame.Sheet.Exact(at with { Width = sum }, $"{amount} {words.Euro}", style);
            var x = at.X + sum + gap;
            if (before.Length > 0)
            {
                frame.Sheet.Label(new Place(x, at.Y + style.Rise - small.Rise, by), words, before, small);
            }

            if (dueOn is not null)
            {
                frame.Sheet.Exact(at with { X = x + by, Width = date }, dueOn, style);
            }

            return style.HeightOf(1);
        }
    }

    private static LineStyle Smaller(LineStyle style) => style with { Letters = style.Letters with { Size = style.Letters.Size - Pt(5) } };

    private string HowToPay(NoticeWords words)
    {
        var count = Content.Installments.Count;
        return Content switch
        {
            { LastOfPlan: true } => Format(words.PayLastInstallment, Content.Installments[0].Position),
            { OneOfPlan: true } => Format(words.PayThisInstallment, Content.Installments[0].Position),
            { Reduced: not null, Whole: not null } => words.PayReduced,
            { Whole: null } when count > 0 => Format(words.PayInInstallments, count),
            _ when count > 0 => Format(words.PayAtOnceOrInInstallments, count),
            _ => words.PayAtOnce,
        };
    }

    private Length Where(Place place)
    {
        place = place with { Width = place.Width - IconWidth - Pt(60) };
        NoticeWords?[] languages = [NoticeWords.Italian, Content.SecondWords];
        foreach (var words in languages.OfType<NoticeWords>())
        {
            var style = words == NoticeWords.Italian ? Styles.Small : Styles.SmallSecond;
            var title = words == NoticeWords.Italian ? Styles.Strong : Styles.StrongSecond;
            var (online, onlineWays) = (
                Content.HasPostal ? words.OnlineWithPost : words.Online,
                Content.Creditor.Cbill is null ? words.OnlineWaysWithoutCbill : words.OnlineWays
            );
            online = $"{online} {onlineWays}";
            var ways = new[] { (words.OnlineTitle, online, Icons.Devices), (words.TerritoryTitle, words.Territory, Icons.Places) };
            foreach (var (heading, text, icon) in ways)
            {
                if (words == NoticeWords.Italian)
                {
                    frame.Sheet.Shape(new Box(NoticeFrame.Right - IconWidth, place.Y + Pt(60), IconWidth, IconHeight), icon, Color.Black);
                }

                place = place.Down(frame.Sheet.Label(place, words, heading, title, role: Role.Heading3));
                place = place.Down(frame.Sheet.Label(place, words, text, style, 4) + Pt(words == NoticeWords.Italian ? 60 : 30));
            }
        }

        return place.Y;
    }

    private BarSide? CodeOf(NoticeDebtor debtor) => debtor.FiscalCode is { } code ? FiscalCode(code) : null;

    private BarSide FiscalCode(string code) =>
        new(place =>
        {
            var width = Length.Max(TextFitter.WidthOf(NoticeWords.Italian.FiscalCode, Styles.BarSecond), Pt(10));
            var y = place.Y + Pt(15);
            frame.Sheet.Label(new Place(place.X, y, width), NoticeWords.Italian, NoticeWords.Italian.FiscalCode, Styles.BarSecond);
            if (Content.SecondWords is { } second)
            {
                var secondWidth = TextFitter.WidthOf(second.FiscalCode, Styles.BarSecond);
                frame.Sheet.Label(new Place(place.X, place.Y + Pt(118), secondWidth), second, second.FiscalCode, Styles.BarSecond);
                width = Length.Max(width, secondWidth);
            }

            var x = place.X + width + Pt(60);
            var right = Length.Min(place.X + place.Width - Pt(20), NoticeFrame.Right);
            frame.Sheet.Exact(new Place(x, y, right - x), code, Styles.BarCode);
        });

    private void NoteInstallments(Place place)
    {
        frame.Sheet.Label(place.Down(Pt(15)), NoticeWords.Italian, NoticeWords.Italian.InstallmentsToo, Styles.BarSecond);
        if (Content.SecondWords is { } second)
        {
            frame.Sheet.Label(place.Down(Pt(118)), second, second.InstallmentsToo, Styles.BarSecond);
        }
    }

    private void NoteChannels(Place place)
    {
        place = place with { Width = NoticeFrame.Right - place.X };
        frame.Sheet.Label(place.Down(Pt(15)), NoticeWords.Italian, NoticeWords.Italian.Channels, Styles.BarNote.Right());
        if (Content.SecondWords is { } second)
        {
            frame.Sheet.Label(place.Down(Pt(118)), second, second.Channels, Styles.BarSecond.Right());
        }
    }

    private Box LeftBar(Length y) => new(Length.Zero, y, Middle - new Length(Gap.Millipoints / 2), frame.BarHeight);

    private Box RightBar(Length y)
    {
        var x = Middle + new Length(Gap.Millipoints / 2);
        return new(x, y, PageWidth - x, frame.BarHeight);
    }

    private static string Format(string text, int number) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, number);
}
