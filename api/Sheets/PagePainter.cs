using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>Draws pages, each item within its structure tag.</summary>
internal static class PagePainter
{
    // The language of every document; only a text in another language is tagged.
    private const string DocumentLanguage = "it-IT";

    public static void Paint(PdfDocument document, IEnumerable<Page> pages)
    {
        foreach (var page in pages)
        {
            using var canvas = document.AddPage(PageSize.A4);
            foreach (var item in page.Items)
            {
                Paint(canvas, item);
            }
        }
    }

    private static void Paint(PdfPage canvas, Item item)
    {
        switch (item)
        {
            case Group group:
                Paint(canvas, group);
                break;
            case TextItem text:
                Paint(canvas, text);
                break;
            case CodeItem code:
                using (canvas.Figure(code.Alternative, code.Box))
                {
                    var size = code.Modules.GetLength(0);
                    canvas.Modules(code.Box, size, size, (column, row) => code.Modules[row, column]);
                }

                break;
            case PictureItem picture:
                using (canvas.Figure(picture.Alternative, picture.Place))
                {
                    canvas.Image(picture.Image, picture.Place);
                }

                break;
            case FillItem fill:
                using (canvas.Artifact())
                {
                    canvas.Fill(fill.Box, fill.Color);
                }

                break;
            case ShapeItem shape:
                using (canvas.Artifact())
                {
                    canvas.Fill(shape.Shape, shape.Box, shape.Color);
                }

                break;
        }
    }

    private static void Paint(PdfPage canvas, Group group)
    {
        using var scope = group.Role == Role.HeaderCell ? canvas.HeaderCell(HeaderScope.Column) : canvas.Tag(group.Role);
        foreach (var item in group.Items)
        {
            Paint(canvas, item);
        }
    }

    private static void Paint(PdfPage canvas, TextItem text)
    {
        var italian = text.Language == DocumentLanguage;
        var details = italian ? null : new TagDetails { Language = text.Language };
        using var scope = text.Role is { } role ? canvas.Tag(role, details) : canvas.Artifact(ArtifactKind.Header);
        for (var index = 0; index < text.Lines.Count; index++)
        {
            var line = text.Lines[index];
            var x = line.X;
            foreach (var run in line.Runs)
            {
                // Screen readers do not see the end of a line, so each line ends with a space that separates words (ISO 32000-1, 14.8.2.5).
                var space = run == line.Runs[^1] && text.EndsAtSpace(index) ? " " : "";
                canvas.Text(run.Style, x, line.Baseline, run.Text + space);
                x += run.Width;
            }
        }
    }
}
