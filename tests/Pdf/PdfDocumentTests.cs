using CsCheck;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

public class PdfDocumentTests
{
    private static readonly Role[] Roles =
    [
        Role.Section,
        Role.Division,
        Role.Heading1,
        Role.Heading2,
        Role.Paragraph,
        Role.Span,
        Role.Table,
        Role.TableRow,
        Role.DataCell,
        Role.List,
        Role.ListItem,
        Role.ListLabel,
        Role.ListBody,
    ];

    [PdfToolsFact]
    public void A_page_with_one_of_everything_is_accessible()
    {
        var pdf = PdfSamples.Write(document => PdfSamples.DrawEverything(document, "unico"));

        PdfObjects.Of(pdf).AssertAccessible();
    }

    [PdfToolsFact]
    public void The_structure_has_the_order_of_drawing_without_repeated_content()
    {
        var read = PdfTool.Info(PdfSamples.Write(document => PdfSamples.DrawEverything(document, "unico")), "-struct-text");

        Assert.DoesNotContain("Intestazione", read, StringComparison.Ordinal);
        string[] inOrder =
        [
            "H1",
            "Titolo unico",
            "P",
            "Prima (parentesi) \\",
            "Span",
            "Straße",
            "Dopo",
            "TH",
            "Importo",
            "TD",
            "1.020,99",
            "Figure",
        ];
        Assert.True(inOrder.Aggregate(0, (at, text) => at < 0 ? at : read.IndexOf(text, at, StringComparison.Ordinal)) >= 0, read);
    }

    [PdfToolsFact]
    public void Fonts_are_embedded_as_subsets_that_can_be_searched()
    {
        var fonts = PdfTool.Fonts(PdfSamples.Write(document => PdfSamples.DrawEverything(document, "unico")));

        var lines = fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^[A-Z]{6}\+(RobotoMono|TitilliumWeb)-Regular .*Identity-H +yes yes yes", line));
    }

    [PdfToolsFact]
    public void Many_parts_become_one_file_with_one_tree()
    {
        var pdf = PdfSamples.Write(document =>
        {
            for (var i = 0; i < 1_100; i++)
            {
                using (document.Part($"Parte {i}"))
                {
                    PdfSamples.DrawEverything(document, $"{i}");
                }
            }
        });

        PdfObjects.Of(pdf).AssertAccessible();
        Assert.Matches("Pages: +1100", PdfTool.Info(pdf));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_and_another_content_another_identifier()
    {
        var one = PdfSamples.Write(document => PdfSamples.DrawEverything(document, "uno"));
        var same = PdfSamples.Write(document => PdfSamples.DrawEverything(document, "uno"));
        var other = PdfSamples.Write(document => PdfSamples.DrawEverything(document, "due"));

        Assert.Equal(one, same);
        Assert.NotEqual(Identifier(one), Identifier(other));
    }

    [Fact]
    public void Nothing_is_drawn_outside_of_a_tag()
    {
        using var document = new PdfDocument(Stream.Null, PdfSamples.Metadata);
        using var page = document.AddPage(PageSize.A4);
        var box = new Box(Length.Zero, Length.Zero, Length.Mm(1), Length.Mm(1));

        Assert.Throws<InvalidOperationException>(() => page.Fill(box, Color.Black));
        using (page.Tag(Role.Section))
        {
            Assert.Throws<InvalidOperationException>(() => page.Text(PdfSamples.Body, Length.Zero, Length.Zero, "testo"));
        }
    }

    [Fact]
    public void Wrong_tagging_is_refused()
    {
        using var document = new PdfDocument(Stream.Null, PdfSamples.Metadata);

        Assert.Throws<InvalidOperationException>(() => document.Tag(Role.TableRow));
        Assert.Throws<InvalidOperationException>(() => document.Tag(Role.Heading2));
        Assert.Throws<InvalidOperationException>(() => document.Tag(Role.Figure));
        using (document.Tag(Role.Paragraph))
        {
            Assert.Throws<InvalidOperationException>(() => document.Tag(Role.Paragraph));
        }
    }

    [PdfToolsFact]
    public void Any_tree_that_the_writer_accepts_is_well_formed() =>
        Gen.Select(Gen.OneOf(Roles), Gen.Int[0, 3])
            .List[1, 60]
            .Sample(
                steps => PdfObjects.Of(PdfSamples.Write(document => DrawRandomly(document, steps))).AssertAccessible(),
                iter: 15,
                threads: 1
            );

    /// <summary>Opens roles where they may occur, closes some scopes, draws where that is allowed, and sometimes begins a page.</summary>
    private static void DrawRandomly(PdfDocument document, IReadOnlyList<(Role Role, int Close)> steps)
    {
        var open = new Stack<Scope>();
        var page = document.AddPage(PageSize.A4);
        foreach (var (role, close) in steps)
        {
            for (var i = 0; i < close && open.TryPop(out var scope); i++)
            {
                scope.Dispose();
            }

            if (role.MayStandIn(document.Current.Role) && role != Role.Heading2)
            {
                open.Push(document.Tag(role));
            }

            if (document.Current.Role.HoldsContent)
            {
                page.Text(PdfSamples.Body, Length.Mm(10), Length.Mm(10), "testo");
            }

            if (close == 3)
            {
                page.Dispose();
                page = document.AddPage(PageSize.A4);
            }
        }

        while (open.TryPop(out var scope))
        {
            scope.Dispose();
        }

        page.Dispose();
    }

    private static string Identifier(byte[] pdf)
    {
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        return text.Substring(text.LastIndexOf("/ID [<", StringComparison.Ordinal), 40);
    }
}
