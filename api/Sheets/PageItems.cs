using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>The items of a page with their positions, in reading order.</summary>
internal sealed record Page(IReadOnlyList<Item> Items)
{
    /// <summary>All items except groups, in reading order.</summary>
    public IEnumerable<Item> Leaves => Items.SelectMany(Item.LeavesOf);
}

internal abstract record Item
{
    public static IEnumerable<Item> LeavesOf(Item item) => item is Group group ? group.Items.SelectMany(LeavesOf) : [item];
}

/// <summary>Related items, in reading order.</summary>
internal sealed record Group(Role Role, IReadOnlyList<Item> Items) : Item;

/// <summary>A text, broken into lines.</summary>
/// <param name="Role">Its structural role; null when it repeats or decorates.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Box">The space reserved for it, which contains its lines.</param>
/// <param name="Lines">From top to bottom.</param>
/// <param name="Source">The text before it was shortened.</param>
internal sealed record TextItem(Role? Role, string Language, Box Box, IReadOnlyList<TextLine> Lines, string Source) : Item
{
    /// <summary>The printed text.</summary>
    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    /// <summary>Whether a line ends at a space; a word wider than a line is broken inside.</summary>
    public bool EndsAtSpace(int line)
    {
        if (line == Lines.Count - 1)
        {
            return false;
        }

        var (before, after) = (Lines[line].Text, Lines[line + 1].Text);
        var word = before[(before.LastIndexOf(' ') + 1)..] + after.Split(' ', 2)[0];
        return !Source.Replace("*", "", StringComparison.Ordinal).Contains(word, StringComparison.Ordinal);
    }
}

/// <summary>A code of square modules with its quiet zone.</summary>
/// <param name="Box">The box of the modules.</param>
/// <param name="Quiet">The width of the quiet zone on every side.</param>
/// <param name="Modules"><c>[row, column]</c>, true for dark.</param>
/// <param name="Alternative">The alternative text.</param>
internal sealed record CodeItem(Box Box, Length Quiet, bool[,] Modules, string Alternative) : Item;

/// <summary>A picture, as large as its box allows, in the upper right corner.</summary>
internal sealed record PictureItem(Box Box, PdfImage Image, string Alternative) : Item
{
    /// <summary>The box of the undistorted picture.</summary>
    public Box Place
    {
        get
        {
            var width = Length.Min(Box.Width, Box.Height.Times(Image.Width, Image.Height));
            var height = Length.Min(Box.Height, Box.Width.Times(Image.Height, Image.Width));
            return new Box(Box.Right - width, Box.Y, width, height);
        }
    }
}

/// <summary>A decorative surface or line.</summary>
internal sealed record FillItem(Box Box, Color Color) : Item;

/// <summary>A decorative shape.</summary>
internal sealed record ShapeItem(Box Box, Shape Shape, Color Color) : Item;

/// <summary>A line of text.</summary>
internal sealed record TextLine(Length X, Length Baseline, Length Size, IReadOnlyList<TextRun> Runs)
{
    // The ascent of the tallest accented capital and the longest descender, in hundredths of the size.
    public const int Rise = 92;
    public const int Fall = 26;

    public string Text => string.Concat(Runs.Select(run => run.Text));

    public Length Width => Runs.Aggregate(Length.Zero, (sum, run) => sum + run.Width);

    /// <summary>The box of the ink.</summary>
    public Box Box => new(X, Baseline - Size.Times(Rise, 100), Width, Size.Times(Rise + Fall, 100));
}

/// <summary>A part of a line in one style.</summary>
internal sealed record TextRun(TextStyle Style, string Text, Length Width);
