namespace Lecce.Riscossione.Api.Pdf;

/// <summary>Typeface, size and colour; measures text exactly as viewers set it.</summary>
internal sealed record TextStyle(Typeface Face, Length Size, Color Color = default)
{
    private const string Ellipsis = "…";

    /// <summary>The height of capitals above the baseline.</summary>
    public Length CapHeight => Size.Times(Face.Font.CapHeight, 1000);

    /// <summary>The height of the tallest letters above the baseline.</summary>
    public Length Ascent => Size.Times(Face.Font.Ascent, 1000);

    /// <summary>The depth of the longest descenders below the baseline.</summary>
    public Length Descent => Size.Times(-Face.Font.Descent, 1000);

    /// <summary>The width of a text on one line.</summary>
    public Length Width(string text) => WidthOf(PrintableText.Of(text, Face));

    /// <summary>The text, cut with an ellipsis when it does not fit in the width.</summary>
    public string Shorten(string text, Length width)
    {
        var printable = PrintableText.Of(text, Face).Trim();
        return WidthOf(printable) <= width ? printable : Cut(printable, width);
    }

    /// <summary>
    /// This style, or the largest smaller one down to <paramref name="smallest"/>, in steps of a quarter point, in which the text fits.
    /// </summary>
    public TextStyle Shrink(string text, Length width, Length smallest)
    {
        var step = Length.Points(0.25m);
        var style = this;
        while (style.Width(text) > width && style.Size - step >= smallest)
        {
            style = style with { Size = style.Size - step };
        }

        return style;
    }

    /// <summary>
    /// Breaks text into lines no wider than <paramref name="width"/>, at spaces or inside words wider than a line. After
    /// <paramref name="maxLines"/> lines the text ends with an ellipsis.
    /// </summary>
    public IReadOnlyList<string> Wrap(string text, Length width, int maxLines = int.MaxValue)
    {
        var rest = PrintableText.Of(text, Face).Trim();
        var lines = new List<string>();
        while (rest.Length > 0)
        {
            if (lines.Count == maxLines - 1)
            {
                lines.Add(WidthOf(rest) <= width ? rest : Cut(rest, width));
                break;
            }

            var end = LineEnd(rest, width);
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        return lines;
    }

    private int LineEnd(string text, Length width)
    {
        var fitting = Fitting(text, width);
        if (fitting == text.Length || text[fitting] == ' ')
        {
            return fitting;
        }

        var space = text.LastIndexOf(' ', fitting);
        return space > 0 ? space : Math.Max(fitting, 1);
    }

    private string Cut(string text, Length width)
    {
        var end = Fitting(text, width - WidthOf(Ellipsis));
        return text[..end].TrimEnd() + Ellipsis;
    }

    /// <summary>The number of leading characters that fit.</summary>
    private int Fitting(string text, Length width)
    {
        var maxUnits = (long)width.Millipoints * 1000 / Size.Millipoints;
        var used = 0L;
        for (var i = 0; i < text.Length; i++)
        {
            used += Advance(text[i]);
            if (used > maxUnits)
            {
                return i;
            }
        }

        return text.Length;
    }

    private Length WidthOf(string printable)
    {
        var used = 0L;
        foreach (var character in printable)
        {
            used += Advance(character);
        }

        return new Length((int)(((used * Size.Millipoints) + 999) / 1000));
    }

    private int Advance(char character)
    {
        var font = Face.FaceFor(character).Font;
        return font.Advance(font.Glyph(character));
    }
}

/// <summary>The position of a line of text relative to its point.</summary>
internal enum Align
{
    Left,
    Center,
    Right,
}
