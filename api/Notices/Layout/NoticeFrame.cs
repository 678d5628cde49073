using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>The elements that all pages of a notice share: header, grey bars, labels in two languages.</summary>
internal sealed class NoticeFrame(Sheet sheet, NoticeContent content)
{
    public static readonly Length Left = Pt(310);
    public static readonly Length Right = PageWidth - Left;
    public static readonly Length CodeSize = Mm(250);
    private const string Brand = "pagoPA";
    private static readonly Length LogoSize = Mm(300);

    // The model prints a part's name in the heaviest face and its date in bold, because readers look for them first.
    private static readonly LineStyle BarPart = Styles.Bar with { Strong = Typeface.Black };

    private static NoticeWords Italian => NoticeWords.Italian;

    private NoticeWords? Second => content.SecondWords;

    public Sheet Sheet => sheet;

    public NoticeContent Content => content;

    public Length BarHeight => Pt(Second is null ? 187 : 275);

    /// <summary>The space below a bar; two languages leave less.</summary>
    public Length Air => Pt(Second is null ? 175 : 105);

    /// <summary>The header of a page, announced to screen readers once; returns its lower edge.</summary>
    public Length Header(string subject, bool again = false)
    {
        var brand = Place.Of(310, 310, 540);
        var title = Place.Of(870, 337, 3000);
        if (again)
        {
            sheet.Adornment(brand, Brand, Styles.Brand);
            sheet.Adornment(title, Italian.Title, Styles.Title);
        }
        else
        {
            sheet.Label(brand, Italian, Brand, Styles.Brand);
            sheet.Label(title, Italian, Italian.Title, Styles.Title, role: Role.Heading1);
        }

        if (Second is { } second)
        {
            sheet.Label(title.Down(Pt(127)), second, second.Title, Styles.SecondTitle);
        }

        // A single line is aligned with the lower edge of its place.
        var logo = new Box(Right - LogoSize, Pt(310), LogoSize, LogoSize);
        var place = new Place(Left, Pt(640), logo.X - Left - Pt(120));
        var lines = TextFitter.Shortened(subject, Styles.Subject, place.Width, 2).Count;
        sheet.Text(place.Down(Styles.Subject.Leading * (2 - lines)), subject, Styles.Subject, 2, Role.Heading2);
        if (content.Creditor.Logo is { } picture)
        {
            sheet.Picture(logo, picture, $"Logo: {content.Creditor.Name}");
        }

        return Pt(1245);
    }

    /// <summary>A grey bar with its heading; returns its lower edge.</summary>
    public Length Bar(Box bar, Length textX, Func<NoticeWords, string> title, BarSide? side = null)
    {
        sheet.Fill(bar, Styles.BarGrey);
        var y = bar.Y + Pt(34);
        var width = TextFitter.WidthOf(title(Italian), Styles.Bar);
        sheet.Label(new Place(textX, y, width), Italian, title(Italian), Styles.Bar, role: Role.Heading2);
        if (Second is { } second)
        {
            var secondWidth = TextFitter.WidthOf(title(second), Styles.BarSecond);
            sheet.Label(new Place(textX, y + Pt(118), secondWidth), second, title(second), Styles.BarSecond, role: Role.Heading2);
            width = Length.Max(width, secondWidth);
        }

        side?.Write(new Place(textX + width + Pt(70), y, bar.Right - textX - width - Pt(70)));
        return bar.Bottom;
    }

    /// <summary>A sentence in both languages, one below the other; returns its height.</summary>
    public Length Both(Place at, Func<NoticeWords, string> text, LineStyle style, LineStyle secondStyle, int maxLines) =>
        Both(at, style, secondStyle, maxLines, (place, words, line, lines) => sheet.Label(place, words, text(words), line, lines));

    /// <summary>The same for a sentence with a value.</summary>
    public Length BothWithValue(Place at, Func<NoticeWords, string> text, LineStyle style, LineStyle secondStyle, int maxLines) =>
        Both(at, style, secondStyle, maxLines, (place, words, line, lines) => sheet.Sentence(place, words, text(words), line, lines));

    private Length Both(
        Place at,
        LineStyle style,
        LineStyle secondStyle,
        int maxLines,
        Func<Place, NoticeWords, LineStyle, int, Length> write
    )
    {
        var height = write(at, Italian, style, maxLines);
        if (Second is { } second)
        {
            height += Pt(12) + write(at.Down(height + Pt(12)), second, secondStyle, maxLines + 2);
        }

        return height;
    }

    /// <summary>A label in both languages, one below the other; returns its height.</summary>
    public Length FieldLabel(Place at, Func<NoticeWords, string> text, bool toTheRight = false)
    {
        var (style, secondStyle) = toTheRight
            ? (Styles.FieldLabel.Right(), Styles.FieldSecond.Right())
            : (Styles.FieldLabel, Styles.FieldSecond);
        var height = sheet.Label(at, Italian, text(Italian), style);
        return Second is { } second ? height + sheet.Label(at.Down(height), second, text(second), secondStyle) : height;
    }

    /// <summary>The width of a label in both languages.</summary>
    public Length LabelWidth(Func<NoticeWords, string> text) =>
        Length.Max(
            TextFitter.WidthOf(text(Italian), Styles.FieldLabel),
            Second is { } second ? TextFitter.WidthOf(text(second), Styles.FieldSecond) : Length.Zero
        );

    /// <summary>A label above a code; returns the height of both.</summary>
    public Length CodeField(Place at, Func<NoticeWords, string> label, string code, bool toTheRight = false)
    {
        var height = FieldLabel(at, label, toTheRight) + Pt(8);
        return height + sheet.Exact(at.Down(height), code, toTheRight ? Styles.Code.Right() : Styles.Code);
    }

    /// <summary>A label above free text; returns the height of both.</summary>
    public Length TextField(Place at, Func<NoticeWords, string> label, string text, int maxLines)
    {
        var height = FieldLabel(at, label);
        return height + sheet.Text(at.Down(height), text, Styles.FieldValue, maxLines);
    }

    /// <summary>A label beside free text; returns the height of the taller.</summary>
    public Length Row(Place at, Length labelWidth, Func<NoticeWords, string> label, string text, int maxLines)
    {
        var left = FieldLabel(at with { Width = labelWidth }, label);
        var beside = labelWidth + Pt(60);
        return Length.Max(left, sheet.Text(new Place(at.X + beside, at.Y, at.Width - beside), text, Styles.FieldValue, maxLines));
    }

    public void Qr(Length x, Length y, NoticePart part) =>
        sheet.Code(
            new Box(x, y, CodeSize, CodeSize),
            Pt(80),
            part.QrModules,
            $"Codice QR per pagare {part.Amount} euro, codice avviso {part.GroupedNumber}"
        );

    /// <summary>The name of a part with its due date.</summary>
    public static string NameOf(NoticePart part, NoticeWords words) =>
        part.Kind switch
        {
            NoticePartKind.Reduced => words.Reduced,
            NoticePartKind.NotReduced => words.NotReduced,
            NoticePartKind.Installment => string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                words.Installment,
                part.Position
            ),
            _ => words.Whole,
        };

    /// <summary>The name and due date of a part, at the right end of a bar.</summary>
    public BarSide Due(NoticePart part) => new(place => DueLines(part, place with { Width = Right - place.X }, toTheRight: true));

    /// <summary>The name and due date of a part.</summary>
    public void DueLines(NoticePart part, Place place, bool toTheRight)
    {
        Line(place, Italian, toTheRight ? BarPart.Right() : BarPart);
        if (Second is { } second)
        {
            Line(place.Down(Pt(118)), second, toTheRight ? Styles.BarSecond.Right() : Styles.BarSecond);
        }

        void Line(Place at, NoticeWords words, LineStyle style)
        {
            var term = part.Term(words);
            var text = term.Length == 0 ? $"*{NameOf(part, words)}*" : $"*{NameOf(part, words)}* {term}";
            var fitting = part.WithinDays is null ? style : TextFitter.Fitting(text, style, at.Width);
            sheet.Sentence(at.Down(style.Rise - fitting.Rise), words, text, fitting, role: Role.Heading2);
        }
    }
}

/// <summary>Content of a bar beside its heading.</summary>
internal sealed record BarSide(Action<Place> Write);
