using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>The table of installments in the remaining space of the first page.</summary>
internal sealed class NoticePlan(NoticeFrame frame)
{
    private const int MaxBlocks = 2;
    private static readonly Length RowHeight = Pt(128);
    private static readonly Length BlockGap = Pt(200);
    private static readonly Length[] Columns = [Pt(380), Pt(520), Pt(560)];
    private static readonly LineStyle Cell = Styles.Small;
    private static readonly LineStyle CodeCell = Styles.CellCode;

    private IReadOnlyList<NoticePart> Parts => frame.Content.Installments;

    /// <summary>Writes the table if it fits above <paramref name="floor"/>.</summary>
    public void WriteIfRoom(Length top, Length floor)
    {
        var y = top + frame.BarHeight + Pt(100);
        var heading = RowHeight * (frame.Content.SecondWords is null ? 1 : 2);
        var rows = (floor - y - heading).Millipoints / RowHeight.Millipoints;
        if (Parts.Count == 0 || rows * MaxBlocks < Parts.Count)
        {
            return;
        }

        frame.Sheet.Group(
            Role.Section,
            () =>
            {
                frame.Bar(new Box(Length.Zero, top, PageWidth, frame.BarHeight), NoticeFrame.Left, words => words.Plan);
                var perBlock = Parts.Count <= rows && Parts.Count <= 6 ? Parts.Count : (Parts.Count + MaxBlocks - 1) / MaxBlocks;
                var width = (NoticeFrame.Right - NoticeFrame.Left - BlockGap) / MaxBlocks;
                for (var block = 0; block * perBlock < Parts.Count; block++)
                {
                    var at = new Place(NoticeFrame.Left + ((width + BlockGap) * block), y, width);
                    var first = block * perBlock;
                    frame.Sheet.Group(Role.Table, () => Table(at, heading, Parts.Skip(first).Take(perBlock)));
                }
            }
        );
    }

    private void Table(Place at, Length heading, IEnumerable<NoticePart> parts)
    {
        frame.Sheet.Group(Role.TableRow, () => Heading(at));
        var row = at.Down(heading);
        foreach (var part in parts)
        {
            frame.Sheet.Fill(new Box(row.X, row.Y - Pt(12), row.Width, Pt(4)), Styles.RuleGrey);
            var here = row;
            frame.Sheet.Group(Role.TableRow, () => Row(here, part));
            row = row.Down(RowHeight);
        }
    }

    private void Heading(Place at)
    {
        Func<NoticeWords, string>[] names =
        [
            words => words.PlanPart,
            words => words.PlanDueOn,
            words => words.PlanAmount,
            words => words.NoticeNumber,
        ];
        foreach (var (place, index) in Places(at).Select((place, index) => (place, index)))
        {
            var right = index == 2;
            frame.Sheet.Group(Role.HeaderCell, () => frame.FieldLabel(place, names[index], right));
        }
    }

    private void Row(Place at, NoticePart part)
    {
        var places = Places(at);
        string[] texts =
        [
            string.Format(System.Globalization.CultureInfo.InvariantCulture, NoticeWords.Italian.Nth, part.Position),
            part.DueOn ?? "–",
            part.Amount,
            part.GroupedNumber,
        ];
        for (var index = 0; index < texts.Length; index++)
        {
            var style = index switch
            {
                2 => Cell.In(Typeface.Bold).Right(),
                3 => CodeCell,
                _ => Cell,
            };
            var (place, text) = (places[index].Down(Cell.Rise - style.Rise), texts[index]);
            frame.Sheet.Group(Role.DataCell, () => frame.Sheet.Exact(place, text, style));
        }
    }

    private static Place[] Places(Place at)
    {
        var (x, places) = (at.X, new List<Place>());
        foreach (var width in Columns)
        {
            places.Add(at with { X = x, Width = width - Pt(40) });
            x += width;
        }

        return [.. places, at with { X = x + Pt(60), Width = at.X + at.Width - x - Pt(60) }];
    }
}
