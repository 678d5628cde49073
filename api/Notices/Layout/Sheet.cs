using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>A page that is being filled. Writing methods return the height that they used.</summary>
internal sealed class Sheet
{
    private readonly Stack<List<Item>> open = new([
        [],
    ]);

    public Page Page => new(open.Peek());

    /// <summary>Related items.</summary>
    public void Group(Role role, Action fill)
    {
        open.Push([]);
        fill();
        var items = open.Pop();
        if (items.Count > 0)
        {
            Add(new Group(role, items));
        }
    }

    public void Fill(Box box, Color color) => Add(new FillItem(box, color));

    public void Shape(Box box, Shape shape, Color color) => Add(new ShapeItem(box, shape, color));

    public void Code(Box box, Length quiet, bool[,] modules, string alternative) => Add(new CodeItem(box, quiet, modules, alternative));

    public void Picture(Box box, PdfImage image, string alternative) => Add(new PictureItem(box, image, alternative));

    /// <summary>A label of the notice.</summary>
    public Length Label(Place at, NoticeWords words, string text, LineStyle style, int maxLines = 1, Role? role = null) =>
        Put(at, text, TextFitter.Label(text, style, at.Width, maxLines), style, words.Language, role ?? Role.Paragraph);

    /// <summary>A sentence of the notice with a value.</summary>
    public Length Sentence(Place at, NoticeWords words, string text, LineStyle style, int maxLines = 1, Role? role = null) =>
        Put(at, text, TextFitter.Whole(text, style, at.Width, maxLines), style, words.Language, role ?? Role.Paragraph);

    /// <summary>A decorative or repeated label.</summary>
    public void Adornment(Place at, string text, LineStyle style) =>
        Put(at, text, TextFitter.Label(text, style, at.Width, 1), style, NoticeWords.Italian.Language, null);

    /// <summary>A repeated text with a value.</summary>
    public void Repetition(Place at, string text, LineStyle style) =>
        Put(at, text, TextFitter.Whole(text, style, at.Width, 1), style, NoticeWords.Italian.Language, null);

    /// <summary>Free text.</summary>
    public Length Text(Place at, string text, LineStyle style, int maxLines, Role? role = null) =>
        Put(at, text, TextFitter.Shortened(text, style, at.Width, maxLines), style, NoticeWords.Italian.Language, role ?? Role.Paragraph);

    /// <summary>A line of an address; only its first part is shortened.</summary>
    public Length Address(Place at, AddressLine line, LineStyle style)
    {
        var kept = TextFitter.WidthOf($" {line.Kept}", style);
        var text = line.Kept.Length == 0 ? line.Text : style.Letters.Shorten(line.Text, at.Width - kept);
        return Text(at, (line with { Text = text }).ToString(), style, 1);
    }

    /// <summary>An amount, date or code.</summary>
    public Length Exact(Place at, string text, LineStyle style) =>
        Put(at, text, TextFitter.Exact(text, style, at.Width), style, NoticeWords.Italian.Language, Role.Paragraph);

    private Length Put(Place at, string source, IReadOnlyList<TextLine> lines, LineStyle style, string language, Role? role)
    {
        if (lines.Count == 0)
        {
            return Length.Zero;
        }

        var height = style.HeightOf(lines.Count);
        var moved = new TextLine[lines.Count];
        for (var index = 0; index < moved.Length; index++)
        {
            moved[index] = lines[index] with { X = at.X + lines[index].X, Baseline = at.Y + lines[index].Baseline };
        }

        Add(new TextItem(role, language, new Box(at.X, at.Y, at.Width, height), moved, source));
        return height;
    }

    private void Add(Item item) => open.Peek().Add(item);
}

/// <summary>The position and maximum width of a text.</summary>
internal sealed record Place(Length X, Length Y, Length Width)
{
    public Place Down(Length by) => this with { Y = Y + by };

    /// <summary>A place in tenths of a point.</summary>
    public static Place Of(int x, int y, int width) => new(Pt(x), Pt(y), Pt(width));
}
