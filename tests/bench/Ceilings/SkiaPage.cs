using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using SkiaSharp;

namespace Lecce.Riscossione.Bench.Ceilings;

/// <summary>
/// Draws laid out pages with SkiaSharp's PDF backend: the same texts, surfaces, shapes and codes in the same places and fonts, without tags.
/// Nothing has to be measured or broken into lines, and fonts and paints are kept from one page to the next.
/// </summary>
internal sealed class SkiaPage : IDisposable
{
    private readonly Dictionary<Typeface, SKTypeface> faces = [];
    private readonly Dictionary<(Typeface, Length), SKFont> fonts = [];
    private readonly Dictionary<Color, SKPaint> paints = [];
    private readonly Dictionary<Shape, SKPath> shapes = [];

    /// <summary>A file of its own.</summary>
    public void Write(Stream stream, string title, IReadOnlyList<Page> pages)
    {
        using var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = title });
        foreach (var page in pages)
        {
            var canvas = document.BeginPage(Points(PageSize.A4.Width), Points(PageSize.A4.Height));
            foreach (var item in page.Leaves)
            {
                Draw(canvas, item);
            }

            document.EndPage();
        }

        document.Close();
    }

    public void Dispose()
    {
        IEnumerable<SKNativeObject> all = [.. fonts.Values, .. faces.Values, .. paints.Values, .. shapes.Values];
        foreach (var one in all)
        {
            one.Dispose();
        }
    }

    private void Draw(SKCanvas canvas, Item item)
    {
        switch (item)
        {
            case TextItem text:
                Draw(canvas, text);
                break;
            case CodeItem code:
                Draw(canvas, code);
                break;
            case FillItem fill:
                canvas.DrawRect(Rectangle(fill.Box), PaintOf(fill.Color));
                break;
            case ShapeItem shape:
                Draw(canvas, shape);
                break;
            default:
                throw new BenchFailure($"SkiaSharp non sa disegnare {item.GetType().Name}.");
        }
    }

    private void Draw(SKCanvas canvas, TextItem text)
    {
        foreach (var line in text.Lines)
        {
            var x = line.X;
            foreach (var run in line.Runs)
            {
                var font = FontOf(run.Style);
                canvas.DrawText(run.Text, Points(x), Points(line.Baseline), SKTextAlign.Left, font, PaintOf(run.Style.Color));
                x += run.Width;
            }
        }
    }

    /// <summary>A rectangle for each run of dark modules: SkiaSharp writes them three times as fast as one path of them.</summary>
    private void Draw(SKCanvas canvas, CodeItem code)
    {
        var size = code.Modules.GetLength(0);
        canvas.Save();
        canvas.Translate(Points(code.Box.X), Points(code.Box.Y));
        canvas.Scale(Points(code.Box.Width) / size, Points(code.Box.Height) / size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var start = column;
                while (column < size && code.Modules[row, column])
                {
                    column++;
                }

                if (column > start)
                {
                    canvas.DrawRect(start, row, column - start, 1, PaintOf(Color.Black));
                }
            }
        }

        canvas.Restore();
    }

    private void Draw(SKCanvas canvas, ShapeItem item)
    {
        if (!shapes.TryGetValue(item.Shape, out var path))
        {
            shapes[item.Shape] = path = SKPath.ParseSvgPathData(item.Shape.PathData);
        }

        canvas.Save();
        canvas.Translate(Points(item.Box.X), Points(item.Box.Y));
        canvas.Scale(Points(item.Box.Width) / item.Shape.Width, Points(item.Box.Height) / item.Shape.Height);
        canvas.DrawPath(path, PaintOf(item.Color));
        canvas.Restore();
    }

    private SKFont FontOf(TextStyle style)
    {
        if (!fonts.TryGetValue((style.Face, style.Size), out var font))
        {
            fonts[(style.Face, style.Size)] = font = new SKFont(FaceOf(style.Face), Points(style.Size));
        }

        return font;
    }

    private SKTypeface FaceOf(Typeface face)
    {
        if (!faces.TryGetValue(face, out var loaded))
        {
            using var file = face.Open();
            using var data = SKData.Create(file);
            faces[face] = loaded = SKTypeface.FromData(data);
        }

        return loaded;
    }

    private SKPaint PaintOf(Color color)
    {
        if (!paints.TryGetValue(color, out var paint))
        {
            paints[color] = paint = new SKPaint { Color = new SKColor(color.Red, color.Green, color.Blue), IsAntialias = true };
        }

        return paint;
    }

    private static SKRect Rectangle(Box box) => new(Points(box.X), Points(box.Y), Points(box.Right), Points(box.Bottom));

    private static float Points(Length length) => length.Millipoints / 1000f;
}
