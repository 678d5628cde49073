using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using Lecce.Riscossione.Tests.Architecture;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>Every item stays in its place, for any content. Positions are computed, so no rendering is necessary.</summary>
public sealed class NoticeGeometryTests
{
    private static readonly Box Sheet = new(Length.Zero, Length.Zero, PageSize.A4.Width, PageSize.A4.Height);

    public static TheoryData<string> Letters => ["Maria Rossi ", "W", "Ŵâ Àç Šț Łß ij "];

    [Theory]
    [MemberData(nameof(Letters))]
    public void Every_text_is_inside_its_place_and_places_do_not_overlap_in_every_variant_and_language(string letters) =>
        Findings.MustBeNone(
            from variant in SampleNotice.VariantsInAllLanguages
            from one in new[] { variant, variant.Filled(letters, 1), variant.Filled(letters, 3) }
            from page in NoticeLayout.Of(one.Content).Select((page, index) => (Layout: page, Number: index + 1))
            from fault in Faults(page.Layout)
            select $"{one.Name}, page {page.Number}: {fault}"
        );

    [Fact]
    public void Codes_are_25_millimetres_wide() =>
        Assert.All(
            SampleNotice
                .Variants.SelectMany(variant => NoticeLayout.Of(variant.Content))
                .SelectMany(page => page.Leaves)
                .OfType<CodeItem>(),
            code => Assert.Equal((Length.Mm(25), Length.Mm(25)), (code.Box.Width, code.Box.Height))
        );

    [Theory]
    [MemberData(nameof(Letters))]
    public void Civic_number_province_and_country_are_never_shortened(string letters) =>
        Findings.MustBeNone(
            from notice in new[] { new SampleNotice(), new SampleNotice().Filled(letters, 1), new SampleNotice().Filled(letters, 3) }
            from kept in new[] { notice.CivicNumber, "(LE)" }
            where !Printed(notice.Content).Split('\n').Any(line => line.EndsWith($" {kept}", StringComparison.Ordinal))
            select $"{notice.Name}: {kept}"
        );

    [Fact]
    public void Amounts_dates_and_codes_are_never_shortened() =>
        Findings.MustBeNone(
            from variant in SampleNotice.VariantsInAllLanguages
            let content = variant.Filled("W", 3).Content
            let printed = Printed(content)
            from exact in content
                .Parts.SelectMany(part => new[] { part.GroupedNumber, part.Amount, part.DueOn, part.Bulletin?.Account })
                .Append(content.Creditor.FiscalCode)
                .Append(content.Creditor.Cbill)
                .Append(content.Debtor.FiscalCode)
            where exact is not null && !printed.Contains(exact, StringComparison.Ordinal)
            select $"{variant.Name}: {exact}"
        );

    private static string Printed(NoticeContent content) =>
        string.Join('\n', NoticeLayout.Of(content).SelectMany(page => page.Leaves).OfType<TextItem>().Select(text => text.Text));

    /// <summary>Items outside of the page or their place, or overlapping others.</summary>
    internal static IEnumerable<string> Faults(Page page)
    {
        var places = new List<(Box Box, string What)>();
        foreach (var item in page.Leaves)
        {
            switch (item)
            {
                case TextItem text:
                    places.Add((text.Box, text.Text));
                    if (text.Lines.Any(line => !text.Box.Contains(line.Box)))
                    {
                        yield return $"{text.Text} leaves its place";
                    }

                    break;
                case CodeItem code:
                    places.Add((code.Box.Inset(-code.Quiet), code.Alternative));
                    break;
                case PictureItem picture:
                    places.Add((picture.Box, picture.Alternative));
                    break;
                case ShapeItem shape:
                    places.Add((shape.Box, "a drawing"));
                    break;
                case FillItem fill when !Sheet.Contains(fill.Box):
                    yield return "a surface leaves the page";
                    break;
            }
        }

        foreach (var (_, what) in places.Where(place => !Sheet.Contains(place.Box)))
        {
            yield return $"{what} leaves the page";
        }

        var overlaps =
            from one in Enumerable.Range(0, places.Count)
            from other in Enumerable.Range(one + 1, places.Count - one - 1)
            where places[one].Box.Overlaps(places[other].Box)
            select $"{places[one].What} overlaps {places[other].What}";
        foreach (var overlap in overlaps)
        {
            yield return overlap;
        }
    }
}
