using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>The bank's part of a notice: one part across the page, or several side by side.</summary>
internal sealed class NoticeStrips(NoticeFrame frame)
{
    private static readonly Length CodesX = Pt(1796);
    private static readonly Length FactsX = Pt(2660);
    private static readonly Length AmountX = Pt(4580);
    private static readonly Length ColumnGap = Pt(300);

    private NoticeContent Content => frame.Content;

    /// <summary>One part across the page; returns its lower edge.</summary>
    public Length Whole(NoticePart part, Length top)
    {
        var bottom = Length.Zero;
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var bar = new Box(Length.Zero, top, PageWidth, frame.BarHeight);
                var y = frame.Bar(bar, NoticeFrame.Left, words => words.Banks, frame.Due(part)) + frame.Air;
                var text = new Place(NoticeFrame.Left, y, CodesX - NoticeFrame.Left - Pt(200));
                var beside = frame.Both(
                    text,
                    words => Content.Creditor.Cbill is null ? words.BesideCode : words.BesideCodes,
                    Styles.Small,
                    Styles.SmallSecond,
                    7
                );
                frame.Qr(CodesX, y, part);
                var facts = Facts(part, y);
                bottom = Length.Max(Length.Max(y + beside, y + NoticeFrame.CodeSize), facts) + Pt(130);
            }
        );
        return bottom;
    }

    /// <summary>Two or three parts side by side; returns the lower edge.</summary>
    public Length Columns(IReadOnlyList<NoticePart> parts, int columns, Length top)
    {
        var bottom = Length.Zero;
        for (var index = 0; index < parts.Count; index++)
        {
            var (part, column) = (parts[index], index);
            frame.Sheet.Group(Role.Section, () => bottom = Length.Max(bottom, Column(part, columns, column, top)));
        }

        for (var line = 1; line < columns; line++)
        {
            var x = PageWidth.Times(line, columns) - Pt(4);
            frame.Sheet.Fill(new Box(x, top + frame.BarHeight, Pt(8), bottom - top - frame.BarHeight), Styles.BarGrey);
        }

        return bottom;
    }

    private Length Facts(NoticePart part, Length y)
    {
        var words = NoticeWords.Italian;
        var euro = TextFitter.WidthOf(words.Euro, Styles.Sector);
        frame.Sheet.Label(new Place(AmountX, y, euro), words, words.Euro, Styles.Sector);
        var amountX = AmountX + euro + Pt(40);
        frame.Sheet.Exact(new Place(amountX, y - Pt(8), NoticeFrame.Right - amountX), part.Amount, Styles.Amount.Right());

        var labels = Length.Max(
            Length.Max(frame.LabelWidth(one => one.Recipient), frame.LabelWidth(one => one.CreditorName)),
            frame.LabelWidth(one => one.Subject)
        );
        var place = new Place(FactsX, y, AmountX - FactsX - Pt(80));
        var first = frame.Row(place, labels, one => one.Recipient, Content.Debtor.Name, 2);
        place = place.Down(Length.Max(first, Pt(140)) + Pt(35));
        place = place with { Width = NoticeFrame.Right - FactsX };
        place = place.Down(frame.Row(place, labels, one => one.CreditorName, Content.Creditor.Name, 2) + Pt(35));
        place = place.Down(frame.Row(place, labels, one => one.Subject, Content.Subject, 2) + Pt(70));
        return place.Y + Codes(part, place);
    }

    private Length Codes(NoticePart part, Place at)
    {
        var numberX = at.X;
        var height = Length.Zero;
        if (Content.Creditor.Cbill is { } cbill)
        {
            var width = Length.Max(Pt(520), frame.LabelWidth(words => words.Cbill));
            height = frame.CodeField(at with { Width = width }, words => words.Cbill, cbill);
            numberX = at.X + width + Pt(70);
        }

        height = Length.Max(height, frame.CodeField(new Place(numberX, at.Y, Pt(1420)), words => words.NoticeNumber, part.GroupedNumber));
        var rightX = numberX + Pt(1420) + Pt(40);
        var right = new Place(rightX, at.Y, NoticeFrame.Right - rightX);
        return Length.Max(height, frame.CodeField(right, words => words.CreditorFiscalCode, Content.Creditor.FiscalCode, toTheRight: true));
    }

    private Length Column(NoticePart part, int columns, int column, Length top)
    {
        var pitch = PageWidth.Times(column, columns);
        var inner = (NoticeFrame.Right - NoticeFrame.Left - (ColumnGap * (columns - 1))) / columns;
        var x = NoticeFrame.Left + ((inner + ColumnGap) * column);
        var gap = Pt(8);
        var barX = column == 0 ? Length.Zero : pitch + gap;
        var barRight = column == columns - 1 ? PageWidth : PageWidth.Times(column + 1, columns) - gap;
        var bar = new Box(barX, top, barRight - barX, frame.BarHeight);
        NameBar(part, columns, bar, x, x + inner);
        var y = bar.Bottom + Pt(150);
        frame.Qr(x, y, part);
        var beside = Beside(part, columns, new Place(x + NoticeFrame.CodeSize + Pt(90), y, inner - NoticeFrame.CodeSize - Pt(90)));
        var place = new Place(x, Length.Max(y + NoticeFrame.CodeSize + Pt(80), beside + Pt(40)), inner);
        place = place.Down(frame.TextField(place, words => words.Subject, Content.Subject, 3) + Pt(40));
        place = place.Down(CodesOfColumn(place) + Pt(40));
        place = place.Down(frame.CodeField(place, words => words.NoticeNumber, part.GroupedNumber) + Pt(50));
        var text = frame.Both(
            place,
            words => Content.Creditor.Cbill is null ? words.AboveCode : words.AboveCodes,
            Styles.SmallSecond,
            Styles.FieldSecond,
            5
        );
        return place.Y + text + Pt(100);
    }

    /// <summary>The heading with the part's name and, if it fits, the debtor.</summary>
    private void NameBar(NoticePart part, int columns, Box bar, Length left, Length right)
    {
        if (columns == 2)
        {
            frame.Bar(bar, left, words => words.Banks.Split(' ')[0], Until(part, right));
        }
        else
        {
            frame.Sheet.Fill(bar, Styles.BarGrey);
            frame.DueLines(part, new Place(left, bar.Y + Pt(34), right - left), toTheRight: false);
        }
    }

    private BarSide Until(NoticePart part, Length right) =>
        new(place => frame.DueLines(part, place with { Width = right - place.X }, toTheRight: true));

    private Length Beside(NoticePart part, int columns, Place place)
    {
        var words = NoticeWords.Italian;
        place = place.Down(frame.Sheet.Label(place, words, words.Euro, Styles.Strong.In(Typeface.Regular)));
        place = place.Down(frame.Sheet.Exact(place, part.Amount, Styles.Amount) + Pt(30));
        if (columns == 2)
        {
            place = place.Down(frame.TextField(place, one => one.Recipient, Content.Debtor.Name, 2) + Pt(30));
        }

        return place.Y + frame.TextField(place, one => one.CreditorName, Content.Creditor.Name, columns == 2 ? 2 : 3);
    }

    private Length CodesOfColumn(Place place)
    {
        var height = Length.Zero;
        var x = place.X;
        if (Content.Creditor.Cbill is { } cbill)
        {
            var width = Length.Max(Pt(480), frame.LabelWidth(words => words.Cbill));
            height = frame.CodeField(place with { Width = width }, words => words.Cbill, cbill);
            x += width + Pt(50);
        }

        var rest = new Place(x, place.Y, place.X + place.Width - x);
        return Length.Max(height, frame.CodeField(rest, words => words.CreditorFiscalCode, Content.Creditor.FiscalCode));
    }
}
