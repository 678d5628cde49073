using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>Nothing leaves its place, whatever is printed; places are computed, so that no rendering is needed to know.</summary>
public sealed class NoticeGeometryTests
{
    private static readonly Box Sheet = new(Length.Zero, Length.Zero, PageSize.A4.Width, PageSize.A4.Height);

    public static TheoryData<string> Letters => ["Maria Rossi ", "WWWW MMMM ", "W", "iiiii ll ", "Ŵâ Àç Šț Łß "];

    [Theory]
    [MemberData(nameof(Letters))]
    public void Every_text_lies_in_its_place_and_no_place_in_another_in_every_variant_and_language(string letters)
    {
        foreach (var variant in SampleNotice.VariantsInAllLanguages)
        {
            Check(variant);
            Check(variant.Filled(letters, 1));
            Check(variant.Filled(letters, 3));
        }
    }

    [Fact]
    public void Codes_are_25_millimetres_wide() =>
        Assert.All(
            SampleNotice.Variants.SelectMany(variant => NoticeLayout.Of(variant.Content)).SelectMany(page => page.Leaves).OfType<CodeItem>(),
            code => Assert.Equal((Length.Mm(25), Length.Mm(25)), (code.Box.Width, code.Box.Height))
        );

    [Fact]
    public void Amounts_dates_and_codes_are_never_shortened()
    {
        foreach (var variant in SampleNotice.VariantsInAllLanguages.Select(one => one.Filled("W", 3)))
        {
            var content = variant.Content;
            var printed = string.Join('\n', NoticeLayout.Of(content).SelectMany(page => page.Leaves).OfType<TextItem>().Select(text => text.Text));
            foreach (var part in content.Parts)
            {
                Assert.Contains(part.GroupedNumber, printed, StringComparison.Ordinal);
                Assert.Contains(part.Amount, printed, StringComparison.Ordinal);
                Assert.Contains(part.DueOn ?? "", printed, StringComparison.Ordinal);
            }

            Assert.Contains(content.Creditor.FiscalCode, printed, StringComparison.Ordinal);
            Assert.Contains(content.Debtor.FiscalCode, printed, StringComparison.Ordinal);
            Assert.Contains(content.Creditor.Cbill ?? "", printed, StringComparison.Ordinal);
        }
    }

    private static void Check(SampleNotice variant)
    {
        var pages = NoticeLayout.Of(variant.Content);
        for (var number = 0; number < pages.Count; number++)
        {
            var where = $"{variant.Name}, page {number + 1}";
            var places = new List<(Box Box, string What)>();
            foreach (var item in pages[number].Leaves)
            {
                switch (item)
                {
                    case TextItem text:
                        Assert.All(text.Lines, line => Assert.True(text.Box.Contains(line.Box), $"{where}: {line.Text} leaves its place"));
                        Assert.All(text.Lines, line => Assert.True(line.Size >= Geometry.Pt(55), $"{where}: {line.Text} is too small"));
                        places.Add((text.Box, text.Text));
                        break;
                    case CodeItem code:
                        places.Add((code.Box.Inset(-code.Quiet), code.Alternative));
                        break;
                    case PictureItem picture:
                        Assert.True(picture.Box.Contains(picture.Place));
                        places.Add((picture.Box, "picture"));
                        break;
                    case FillItem fill:
                        Assert.True(Sheet.Contains(fill.Box), $"{where}: a surface leaves the page");
                        break;
                }
            }

            Assert.All(places, place => Assert.True(Sheet.Contains(place.Box), $"{where}: {place.What} leaves the page"));
            for (var one = 0; one < places.Count; one++)
            {
                for (var other = one + 1; other < places.Count; other++)
                {
                    Assert.False(
                        places[one].Box.Overlaps(places[other].Box),
                        $"{where}: {places[one].What} {places[one].Box} overlaps {places[other].What} {places[other].Box}"
                    );
                }
            }
        }
    }
}
