using System.Globalization;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>Lays out a printout. Content that does not fit continues on the next page, and a table repeats its column names.</summary>
internal sealed class PrintoutLayout
{
    private const int MaxNameLines = 2;
    private const int MaxCellLines = 3;

    // The longest identifier of a payment, 255 wide letters, takes seven.
    private const int MaxFactLines = 10;
    private static readonly Length Left = Pt(400);
    private static readonly Length Width = PageWidth - (Left * 2);
    private static readonly Length LogoSize = Mm(220);
    private static readonly Length NameWidth = Pt(1350);
    private static readonly Length Floor = PageHeight - Pt(620);
    private static readonly Length Pad = Pt(40);
    private static readonly LineStyle Value = Styles.FieldValue with
    {
        Letters = Styles.FieldValue.Letters with { Size = Pt(92) },
        Leading = Pt(108),
    };
    private static readonly LineStyle Name = Value.In(Typeface.Regular);
    private static readonly LineStyle Cell = Styles.Small;
    private static readonly LineStyle Header = Styles.SmallSecond.In(Typeface.Bold);

    private readonly List<Sheet> sheets = [];
    private readonly Printout printout;
    private Length y;

    private PrintoutLayout(Printout printout) => this.printout = printout;

    private Sheet Sheet => sheets[^1];

    private Place Here => new(Left, y, Width);

    public static IReadOnlyList<Page> Of(Printout printout)
    {
        var layout = new PrintoutLayout(printout);
        layout.Front();
        foreach (var block in printout.Blocks)
        {
            layout.Write(block);
        }

        layout.NumberPages();
        return [.. layout.sheets.Select(sheet => sheet.Page)];
    }

    private void Front()
    {
        sheets.Add(new Sheet());
        y = Pt(400);
        var creditor = printout.Creditor;
        var logo = new Box(Left + Width - LogoSize, y, LogoSize, LogoSize);
        var place = Here with { Width = creditor.Logo is null ? Width : Width - LogoSize - Pt(120) };
        place = place.Down(Sheet.Text(place, creditor.Name, Styles.Name, 2) + Pt(25));
        if (creditor.Sector is { } sector)
        {
            place = place.Down(Sheet.Text(place, sector, Styles.Sector, 2) + Pt(25));
        }

        place = place.Down(Sheet.Exact(place, $"Codice fiscale {creditor.FiscalCode}", Styles.Small) + Pt(15));
        foreach (var line in creditor.ContactLines)
        {
            place = place.Down(Sheet.Text(place, line, Styles.Small, 1) + Pt(5));
        }

        if (creditor.Logo is { } picture)
        {
            Sheet.Picture(logo, picture, $"Logo: {creditor.Name}");
        }

        y = Length.Max(place.Y, creditor.Logo is null ? Length.Zero : logo.Bottom) + Pt(150);
        Sheet.Fill(new Box(Left, y, Width, Pt(15)), Color.Black);
        y += Pt(150);
        y += Sheet.Label(Here, NoticeWords.Italian, printout.Title, Styles.Subject, role: Role.Heading1) + Pt(40);
        y += Sheet.Text(Here, printout.Subject, Styles.Invitation, 3) + Pt(90);
        Statement();
    }

    private void Statement()
    {
        var inner = new Place(Left + Pt(100), y + Pt(70), Width - Pt(200));
        var height = TextFitter.Shortened(printout.Statement, Styles.Strong, inner.Width, MaxFactLines).Count;
        var box = new Box(Left, y, Width, Styles.Strong.HeightOf(height) + Pt(140));
        Sheet.Fill(box, Styles.BarGrey);
        Sheet.Text(inner, printout.Statement, Styles.Strong, MaxFactLines);
        y = box.Bottom + Pt(60);
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Facts facts:
                Write(facts);
                break;
            case Table { Rows.Count: > 0 } table:
                Write(table);
                break;
        }
    }

    private void Write(Facts facts)
    {
        Heading(facts.Heading, Value.HeightOf(1) * 2);
        foreach (var fact in facts.Values)
        {
            var valueWidth = Width - NameWidth - Pt(100);
            var lines = TextFitter.Shortened(fact.Value, Value, valueWidth, MaxFactLines).Count;
            MakeRoom(Value.HeightOf(Math.Max(lines, 1)));
            var name = Sheet.Text(Here with { Width = NameWidth }, fact.Name, Name, MaxNameLines);
            var value = Sheet.Text(new Place(Left + NameWidth + Pt(100), y, valueWidth), fact.Value, Value, MaxFactLines);
            y += Length.Max(name, value) + Pt(25);
        }
    }

    private void Write(Table table)
    {
        var from = 0;
        Heading(table.Heading, HeightOf(table, HeaderOf(table), Header) + HeightOf(table, table.Rows[0], Cell));
        while (from < table.Rows.Count)
        {
            var header = HeightOf(table, HeaderOf(table), Header);
            var (bottom, count) = (y + header, 0);
            while (from + count < table.Rows.Count && bottom + HeightOf(table, table.Rows[from + count], Cell) <= Floor)
            {
                bottom += HeightOf(table, table.Rows[from + count++], Cell);
            }

            var rows = table.Rows.Skip(from).Take(count).ToList();
            Sheet.Group(Role.Table, () => Write(table, header, rows));
            from += count;
            if (from < table.Rows.Count)
            {
                NextPage();
            }
        }
    }

    private void Write(Table table, Length header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Sheet.Fill(new Box(Left, y, Width, header), Styles.BarGrey);
        Row(table, HeaderOf(table), Header, Role.HeaderCell);
        foreach (var row in rows)
        {
            Row(table, row, Cell, Role.DataCell);
            Sheet.Fill(new Box(Left, y - Pt(3), Width, Pt(3)), Styles.RuleGrey);
        }
    }

    private void Row(Table table, IReadOnlyList<string> texts, LineStyle style, Role role)
    {
        var height = HeightOf(table, texts, style);
        var x = Left;
        Sheet.Group(
            Role.TableRow,
            () =>
            {
                foreach (var (column, text) in table.Columns.Zip(texts))
                {
                    var place = new Place(x + Pad, y + Pad, WidthOf(column));
                    Sheet.Group(role, () => Write(place, column, text, style, role));
                    x += Width.Times(column.Share, 100);
                }
            }
        );
        y += height;
    }

    private void Write(Place place, Column column, string text, LineStyle style, Role role)
    {
        var aligned = column.Kind == ColumnKind.Money ? style.Right() : style;
        if (role == Role.HeaderCell || column.Kind == ColumnKind.Text)
        {
            // An empty cell shows a dash.
            Sheet.Text(place, text.Length == 0 ? "–" : text, aligned, MaxCellLines);
        }
        else
        {
            Sheet.Exact(place, text.Length == 0 ? "–" : text, aligned);
        }
    }

    private static IReadOnlyList<string> HeaderOf(Table table) => [.. table.Columns.Select(column => column.Name)];

    private static Length WidthOf(Column column) => Width.Times(column.Share, 100) - (Pad * 2);

    private static Length HeightOf(Table table, IReadOnlyList<string> texts, LineStyle style)
    {
        var lines = table
            .Columns.Zip(texts)
            .Max(cell =>
                style == Header || cell.First.Kind == ColumnKind.Text
                    ? TextFitter.Shortened(cell.Second, style, WidthOf(cell.First), MaxCellLines).Count
                    : 1
            );
        return style.HeightOf(Math.Max(lines, 1)) + (Pad * 2);
    }

    /// <summary>Writes a heading on the same page as its first line.</summary>
    private void Heading(string text, Length first)
    {
        y += Pt(140);
        MakeRoom(Styles.Bar.HeightOf(1) + Pt(60) + first);
        y += Sheet.Sentence(Here, NoticeWords.Italian, text, Styles.Bar, role: Role.Heading2) + Pt(60);
    }

    private void MakeRoom(Length height)
    {
        if (y + height > Floor)
        {
            NextPage();
        }
    }

    private void NextPage()
    {
        sheets.Add(new Sheet());
        y = Pt(400);
        Sheet.Repetition(Here, printout.FileTitle, Styles.Small);
        y += Styles.Small.HeightOf(1) + Pt(60);
        Sheet.Fill(new Box(Left, y, Width, Pt(5)), Styles.RuleGrey);
        y += Pt(120);
    }

    private void NumberPages()
    {
        for (var index = 0; index < sheets.Count; index++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Pagina {index + 1} di {sheets.Count}");
            sheets[index].Repetition(new Place(Left, PageHeight - Pt(500), Width), text, Styles.SmallSecond.Right());
        }
    }
}
