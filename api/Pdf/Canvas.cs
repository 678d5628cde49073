namespace Lecce.Riscossione.Api.Pdf;

/// <summary>A drawing surface: a page or a shared form. The origin is the upper left corner; y grows downwards.</summary>
internal abstract class Canvas
{
    private Typeface? face;
    private Length size;
    private Color? fill;

    protected abstract PdfBuffer Content { get; }

    protected abstract Length Height { get; }

    /// <summary>Draws one line of text on a baseline.</summary>
    public void Text(TextStyle style, Length x, Length baseline, string text, Align align = Align.Left)
    {
        var printable = PrintableText.Of(text, style.Face);
        if (printable.Length == 0)
        {
            return;
        }

        var left = align switch
        {
            Align.Center => x - (style.Width(printable) / 2),
            Align.Right => x - style.Width(printable),
            _ => x,
        };
        BeforeText();
        SetFill(style.Color);
        Content.Add("BT "u8);
        if (face is null || style.Face.FaceFor(printable[0]) != face || size != style.Size)
        {
            SetFont(style.Face.FaceFor(printable[0]), style.Size);
        }

        Content.Add(left).Add(Height - baseline).Add("Td("u8);
        foreach (var character in printable)
        {
            var needed = style.Face.FaceFor(character);
            if (needed != face)
            {
                Content.Add(")Tj "u8);
                SetFont(needed, style.Size);
                Content.Add((byte)'(');
            }

            var glyph = needed.Font.Glyph(character);
            Use(needed, glyph);
            Content.StringBytes(glyph);
        }

        Content.Add(")Tj ET\n"u8);
    }

    public void Fill(Box box, Color color)
    {
        BeforeDrawing();
        SetFill(color);
        Rectangle(box).Add("f\n"u8);
    }

    /// <summary>Draws a straight line; <paramref name="dash"/> is the length of dashes and gaps, zero for a solid line.</summary>
    public void Line(Length x1, Length y1, Length x2, Length y2, Color color, Length width, Length dash = default)
    {
        BeforeDrawing();
        Content.Add("q "u8);
        SetStroke(color, width, dash);
        Content.Add(x1).Add(Height - y1).Add("m "u8).Add(x2).Add(Height - y2).Add("l S Q\n"u8);
    }

    /// <summary>Fills a shape, scaled so that its frame fills the box.</summary>
    public void Fill(Shape shape, Box box, Color color)
    {
        BeforeDrawing();
        Content.Add("q "u8);
        WriteColor(color, "rg "u8);
        Frame(box, shape.Width, shape.Height, upsideDown: true);
        Content.Add(shape.Operators).Add("f Q\n"u8);
    }

    /// <summary>
    /// Draws the dark modules of a bar code as one black path, with one rectangle for each run in a row. <paramref name="quiet"/> modules around
    /// the matrix are not drawn; the box excludes them.
    /// </summary>
    public void Modules(Box box, int columns, int rows, Func<int, int, bool> isDark, int quiet = 0)
    {
        BeforeDrawing();
        Content.Add("q 0 0 0 rg "u8);
        Frame(box, columns - (2 * quiet), rows - (2 * quiet), upsideDown: true);
        for (var row = quiet; row < rows - quiet; row++)
        {
            for (var column = quiet; column < columns - quiet; column++)
            {
                var start = column;
                while (column < columns - quiet && isDark(column, row))
                {
                    column++;
                }

                if (column > start)
                {
                    Content.Add(start - quiet).Add(row - quiet).Add(column - start).Add("1 re\n"u8);
                }
            }
        }

        Content.Add("f Q\n"u8);
    }

    protected abstract void BeforeDrawing();

    protected virtual void BeforeText() => BeforeDrawing();

    protected abstract void Use(Typeface used, ushort glyph);

    /// <summary>Resets the graphics state to that of an empty page.</summary>
    protected void Reset() => (face, size, fill) = (null, default, Color.Black);

    /// <summary>Maps a unit square, or <paramref name="columns"/> by <paramref name="rows"/> units, to the box (ISO 32000-1, 8.3.4).</summary>
    protected void Frame(Box box, int columns, int rows, bool upsideDown)
    {
        Content.AddScaled(Ratio(box.Width, columns), 1_000_000).Add("0 0 "u8);
        Content.AddScaled(upsideDown ? -Ratio(box.Height, rows) : Ratio(box.Height, rows), 1_000_000);
        Content.Add(box.X).Add(Height - (upsideDown ? box.Y : box.Bottom)).Add("cm "u8);
    }

    private static long Ratio(Length length, int units) => length.Millipoints * 1000L / units;

    private PdfBuffer Rectangle(Box box) => Content.Add(box.X).Add(Height - box.Bottom).Add(box.Width).Add(box.Height).Add("re "u8);

    private void SetFont(Typeface wanted, Length wantedSize)
    {
        (face, size) = (wanted, wantedSize);
        Content.Add("/F"u8).Add(wanted.Index).Add(wantedSize).Add("Tf "u8);
    }

    private void SetFill(Color color)
    {
        if (fill != color)
        {
            fill = color;
            WriteColor(color, "rg "u8);
        }
    }

    private void SetStroke(Color color, Length width, Length dash)
    {
        WriteColor(color, "RG "u8);
        Content.Add(width).Add("w "u8);
        if (dash > Length.Zero)
        {
            Content.Add("["u8).Add(dash).Add("] 0 d "u8);
        }
    }

    private void WriteColor(Color color, ReadOnlySpan<byte> setter) =>
        Content
            .AddScaled(((color.Red * 1000) + 127) / 255, 1000)
            .AddScaled(((color.Green * 1000) + 127) / 255, 1000)
            .AddScaled(((color.Blue * 1000) + 127) / 255, 1000)
            .Add(setter);
}
