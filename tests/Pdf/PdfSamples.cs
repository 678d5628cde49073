using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

internal static class PdfSamples
{
    public static readonly PdfMetadata Metadata = new("Prova", "it-IT", NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0));
    public static readonly TextStyle Body = new(Typeface.Regular, Length.Points(10));
    public static readonly TextStyle Mono = new(Typeface.MonoRegular, Length.Points(10));

    public static byte[] Write(Action<PdfDocument> draw, PdfMetadata? metadata = null)
    {
        using var stream = new MemoryStream();
        using var document = new PdfDocument(stream, metadata ?? Metadata);
        draw(document);
        document.Finish();
        return stream.ToArray();
    }

    /// <summary>A page of paragraphs, one line each.</summary>
    public static byte[] Lines(TextStyle style, IReadOnlyList<string> lines) =>
        Write(document =>
        {
            foreach (var chunk in lines.Chunk(50))
            {
                using var page = document.AddPage(PageSize.A4);
                foreach (var (index, line) in chunk.Index())
                {
                    using (page.Tag(Role.Paragraph))
                    {
                        page.Text(style, Length.Mm(10), Length.Mm(15 + (5 * index)), line);
                    }
                }
            }
        });

    /// <summary>Draws one of everything.</summary>
    public static void DrawEverything(PdfDocument document, string word)
    {
        using var page = document.AddPage(PageSize.A4);
        using (page.Artifact(ArtifactKind.Header))
        {
            page.Text(Body, Length.Mm(10), Length.Mm(8), "Intestazione");
        }

        using (page.Tag(Role.Section))
        {
            Draw(page, Role.Heading1, 20, $"Titolo {word}");
            using (page.Tag(Role.Paragraph))
            {
                page.Text(Body, Length.Mm(10), Length.Mm(30), "Prima (parentesi) \\");
                using (page.Tag(Role.Span, new TagDetails { Language = "de" }))
                {
                    page.Text(Mono, Length.Mm(60), Length.Mm(30), "Straße");
                }

                using (page.Artifact())
                {
                    page.Line(Length.Mm(10), Length.Mm(32), Length.Mm(90), Length.Mm(32), Color.Black, Length.Points(1), Length.Mm(1));
                }

                page.Text(Body, Length.Mm(10), Length.Mm(35), "Dopo");
            }
        }

        using (page.Tag(Role.Table))
        using (page.Tag(Role.TableRow))
        {
            using (page.HeaderCell(HeaderScope.Row))
            {
                page.Text(Body, Length.Mm(10), Length.Mm(50), "Importo");
            }

            Draw(page, Role.DataCell, 50, "1.020,99");
        }

        var square = new Box(Length.Mm(10), Length.Mm(60), Length.Mm(25), Length.Mm(25));
        using (page.Figure("Una scacchiera", square))
        {
            page.Modules(square, 8, 8, (column, row) => (column + row) % 2 == 0);
        }
    }

    private static void Draw(PdfPage page, Role role, int mm, string text)
    {
        using (page.Tag(role))
        {
            page.Text(Body, Length.Mm(10), Length.Mm(mm), text);
        }
    }
}
