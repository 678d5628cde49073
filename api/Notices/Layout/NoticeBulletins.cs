using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>The postal bulletin of a part, below its cutting line.</summary>
internal sealed class NoticeBulletins(NoticeFrame frame)
{
    private static readonly Length AccountX = Pt(1796);
    private static readonly Length AmountX = Pt(4580);
    private static readonly Length Quiet = Pt(60);
    private static readonly Length CornerLine = Pt(6);
    private static readonly Length CornerLength = Pt(90);

    private NoticeContent Content => frame.Content;

    /// <summary>Writes the bulletin; returns its lower edge.</summary>
    public Length Write(NoticePart part, NoticeBulletin bulletin, Length top)
    {
        var bottom = Length.Zero;
        var cut = new Box(Length.Zero, top - Pt(8), PageWidth, Pt(8));
        frame.Sheet.Fill(cut, Styles.CutGrey);
        frame.Sheet.Shape(new Box(NoticeFrame.Right - Pt(100), cut.Y - Pt(58), Pt(100), Pt(58)), Icons.Scissors, Styles.CutGrey);
        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                var bar = new Box(Length.Zero, top, PageWidth, frame.BarHeight);
                var y = frame.Bar(bar, NoticeFrame.Left, words => words.Postal, new BarSide(place => Bank(place, part))) + Pt(100);
                var post = Post(bulletin, y);
                var account = Account(part, bulletin, y);
                var matrix = Matrix(part, bulletin, y + Pt(310));
                bottom = Length.Max(Length.Max(post, account), matrix) + Pt(80);
            }
        );
        return bottom;
    }

    private void Bank(Place place, NoticePart part)
    {
        var words = NoticeWords.Italian;
        var bank = Styles.Bar.In(Typeface.Regular) with { Strong = Typeface.Black };
        var x = Length.Max(place.X, AccountX);
        var width = TextFitter.WidthOf("Banco*Posta*", bank);
        frame.Sheet.Label(new Place(x, place.Y, width), words, "Banco*Posta*", bank);
        frame.DueLines(part, new Place(x + width + Pt(80), place.Y, NoticeFrame.Right - x - width - Pt(80)), toTheRight: true);
    }

    private Length Post(NoticeBulletin bulletin, Length y)
    {
        var words = NoticeWords.Italian;
        var place = new Place(NoticeFrame.Left, y, AccountX - NoticeFrame.Left - Pt(150));
        var name = Styles.Brand.In(Typeface.Regular) with { Strong = Typeface.Black };
        place = place.Down(frame.Sheet.Label(place, words, "*Poste*italiane", name) + Pt(40));
        place = place.Down(frame.Both(place, one => one.PostalPlaces, Styles.Small, Styles.FieldSecond, 5) + Pt(50));
        return place.Y + frame.Sheet.Exact(place, bulletin.Authorization, Styles.Authorization);
    }

    private Length Account(NoticePart part, NoticeBulletin bulletin, Length y)
    {
        var words = NoticeWords.Italian;
        var width = AmountX - AccountX - Pt(80);
        var mark = Pt(190);
        frame.Sheet.Fill(new Box(AccountX, y, mark, mark), Color.Black);
        frame.Sheet.Adornment(new Place(AccountX, y + Pt(8), mark), "€", Styles.Mark);

        var textX = AccountX + mark + Pt(60);
        var label = frame.LabelWidth(one => one.Account);
        frame.FieldLabel(new Place(textX, y + Pt(45), label), one => one.Account);
        var numberX = textX + label + Pt(50);
        frame.Sheet.Exact(new Place(numberX, y + Pt(15), AmountX - numberX - Pt(40)), bulletin.Account, Styles.Amount);

        var euroWidth = TextFitter.WidthOf(words.Euro, Styles.Sector);
        frame.Sheet.Label(new Place(AmountX, y + Pt(20), euroWidth), words, words.Euro, Styles.Sector);
        var amountX = AmountX + euroWidth + Pt(40);
        frame.Sheet.Exact(new Place(amountX, y + Pt(12), NoticeFrame.Right - amountX), part.Amount, Styles.Amount.Right());

        var labels = Length.Max(
            Length.Max(frame.LabelWidth(one => one.Recipient), frame.LabelWidth(one => one.AccountHolder)),
            frame.LabelWidth(one => one.Subject)
        );
        var place = new Place(AccountX, y + mark + Pt(90), width);
        place = place.Down(frame.Row(place, labels, one => one.AccountHolder, bulletin.Holder, 2) + Pt(35));
        place = place.Down(frame.Row(place, labels, one => one.Recipient, Content.Debtor.Name, 2) + Pt(35));
        place = place.Down(frame.Row(place, labels, one => one.Subject, Content.Subject, 3) + Pt(60));
        return place.Y + Codes(part, place);
    }

    private Length Codes(NoticePart part, Place at)
    {
        var number = frame.CodeField(at with { Width = Pt(1420) }, words => words.NoticeNumber, part.GroupedNumber);
        var typeX = at.X + Pt(1490);
        var type = frame.CodeField(new Place(typeX, at.Y, Pt(200)), words => words.Form, "P1");
        var codeX = typeX + Pt(270);
        var code = new Place(codeX, at.Y, at.X + Pt(3010) - codeX);
        return Length.Max(
            Length.Max(number, type),
            frame.CodeField(code, words => words.CreditorFiscalCode, Content.Creditor.FiscalCode, toTheRight: true)
        );
    }

    private Length Matrix(NoticePart part, NoticeBulletin bulletin, Length y)
    {
        var box = new Box(NoticeFrame.Right - NoticeFrame.CodeSize, y, NoticeFrame.CodeSize, NoticeFrame.CodeSize);
        frame.Sheet.Code(
            box,
            Quiet,
            bulletin.Modules,
            $"Codice Data Matrix del bollettino postale da {part.Amount} euro, codice avviso {part.GroupedNumber}"
        );
        Corners(box.Inset(-(Quiet + CornerLine)));
        return box.Bottom + Quiet;
    }

    /// <summary>The corner marks of the code, outside of its quiet zone.</summary>
    private void Corners(Box box)
    {
        foreach (var x in new[] { box.X, box.Right - CornerLength })
        {
            frame.Sheet.Fill(new Box(x, box.Y, CornerLength, CornerLine), Styles.RuleGrey);
            frame.Sheet.Fill(new Box(x, box.Bottom - CornerLine, CornerLength, CornerLine), Styles.RuleGrey);
        }

        foreach (var x in new[] { box.X, box.Right - CornerLine })
        {
            frame.Sheet.Fill(new Box(x, box.Y, CornerLine, CornerLength), Styles.RuleGrey);
            frame.Sheet.Fill(new Box(x, box.Bottom - CornerLength, CornerLine, CornerLength), Styles.RuleGrey);
        }
    }
}
