using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>What lies where on a page, in the order of reading.</summary>
internal sealed record Page(IReadOnlyList<Item> Items)
{
    /// <summary>Every item that is not a group, in the order of reading.</summary>
    public IEnumerable<Item> Leaves => Items.SelectMany(Item.LeavesOf);
}

/// <summary>Something on a page.</summary>
internal abstract record Item
{
    public static IEnumerable<Item> LeavesOf(Item item) => item is Group group ? group.Items.SelectMany(LeavesOf) : [item];
}

/// <summary>Items that belong together, in the order of reading.</summary>
internal sealed record Group(Role Role, IReadOnlyList<Item> Items) : Item;

/// <summary>A text, already broken into lines.</summary>
/// <param name="Role">What it is to a reader; null when it repeats or adorns.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Box">The place that it was given, which contains its lines.</param>
/// <param name="Lines">From the top.</param>
/// <param name="Source">What it says before anything was left out.</param>
internal sealed record TextItem(Role? Role, string Language, Box Box, IReadOnlyList<TextLine> Lines, string Source) : Item
{
    /// <summary>What is printed.</summary>
    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    /// <summary>Whether a line ends between two words that the next one goes on with; a word wider than a line is broken within.</summary>
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

/// <summary>A code made of square modules, with the empty space around it that readers need.</summary>
/// <param name="Box">Of the modules.</param>
/// <param name="Quiet">How wide the empty space is on every side.</param>
/// <param name="Modules"><c>[row, column]</c>, dark ones true.</param>
/// <param name="Alternative">Words that stand for it.</param>
internal sealed record CodeItem(Box Box, Length Quiet, bool[,] Modules, string Alternative) : Item;

/// <summary>A picture, its upper right corner in that of the box, as large as the box allows.</summary>
internal sealed record PictureItem(Box Box, PdfImage Image, string Alternative) : Item
{
    /// <summary>The place that it takes without being distorted.</summary>
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

/// <summary>A surface or, when thin, a line; it says nothing.</summary>
internal sealed record FillItem(Box Box, Color Color) : Item;

/// <summary>A drawing that says nothing.</summary>
internal sealed record ShapeItem(Box Box, Shape Shape, Color Color) : Item;

/// <summary>A line of text.</summary>
internal sealed record TextLine(Length X, Length Baseline, Length Size, IReadOnlyList<TextRun> Runs)
{
    // What the tallest capital with an accent and the longest descender take, in hundredths of the size.
    public const int Rise = 92;
    public const int Fall = 26;

    public string Text => string.Concat(Runs.Select(run => run.Text));

    public Length Width => Runs.Aggregate(Length.Zero, (sum, run) => sum + run.Width);

    /// <summary>Where there is ink.</summary>
    public Box Box => new(X, Baseline - Size.Times(Rise, 100), Width, Size.Times(Rise + Fall, 100));
}

/// <summary>A part of a line in one style.</summary>
internal sealed record TextRun(TextStyle Style, string Text, Length Width);
