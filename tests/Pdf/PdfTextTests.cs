using System.Globalization;
using System.Text;
using CsCheck;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

public class PdfTextTests
{
    private static readonly Gen<string> Word = Gen.OneOf([.. Enumerable.Range(0x21, 0x500).Select(code => (char)code).Where(IsStable)])
        .Array[1, 20]
        .Select(letters => new string(letters));

    private static readonly Gen<TextStyle> Style = Gen.OneOf([.. Typeface.All.Select(face => new TextStyle(face, Length.Points(10)))]);

    [PdfToolsFact]
    public void Every_word_can_be_read_back() =>
        Gen.Select(Style, Word.List[1, 120])
            .Sample(
                (style, words) =>
                    Assert.Equal(
                        words.Select(word => word.Normalize(NormalizationForm.FormC)),
                        PdfTool.Text(PdfSamples.Lines(style, words)).Split(['\n', '\f', ' '], StringSplitOptions.RemoveEmptyEntries)
                    ),
                iter: 12,
                threads: 1
            );

    [Theory]
    [InlineData("Łódź Ștefănescu Țăran Gülşen Weiß Đorđević Ħal Żejtun", "Łódź Ștefănescu Țăran Gülşen Weiß Đorđević Ħal Żejtun")]
    [InlineData("Citta\u0300", "Città")]
    [InlineData("Παπαδόπουλος Иванова", "Παπαδόπουλος Иванова")]
    [InlineData("a\u202Eb\u200Dc\u00ADd\u0007e", "abcde")]
    [InlineData("uno\tdue\r\ntre\u00A0quattro", "uno due  tre quattro")]
    [InlineData("ﬃ Ａｂ", "ffi Ab")]
    [InlineData("王 😀", "Wang ?")]
    [InlineData("გიორგი ბერიძე", "giorgi beridze")]
    [InlineData("Ali\uFE0F \u034FRossi", "Ali Rossi")]
    [InlineData("Ἀλέξανδρος", "Αλέξανδρος")]
    [InlineData("STRAẞE", "STRASSE")]
    public void Text_is_printed_by_rule(string given, string printed) => Assert.Equal(printed, PrintableText.Of(given, Typeface.Black));

    [Fact]
    public void Half_a_character_is_printed_as_a_replacement() =>
        Assert.Equal("\uFFFDx", PrintableText.Of('\uD800' + "x", Typeface.Regular));

    [Fact]
    public void A_printable_text_is_drawable_and_unchanged_when_made_printable_again() =>
        Gen.String.Sample(text =>
        {
            var printable = PrintableText.Of(text, Typeface.Regular);
            Assert.All(printable, character => Assert.True(Typeface.Regular.Draws(character)));
            Assert.Equal(printable, PrintableText.Of(printable, Typeface.Regular));
        });

    [Fact]
    public void No_line_is_wider_than_its_place_and_no_letter_is_lost() =>
        Gen.Select(Style, Word.List[0, 12], Gen.Int[20, 200])
            .Sample(
                (style, words, points) =>
                {
                    var text = string.Join(' ', words);
                    var width = Length.Points(points);
                    var lines = style.Wrap(text, width);
                    Assert.All(lines, line => Assert.True(style.Width(line) <= width));
                    Assert.Equal(Letters(PrintableText.Of(text, style.Face)), Letters(string.Concat(lines)));
                    Assert.True(style.Shorten(text, width).Length <= Math.Max(text.Length, 1));
                    Assert.True(style.Width(style.Shorten(text, width)) <= width);
                }
            );

    [Fact]
    public void A_text_too_long_for_its_lines_ends_with_an_ellipsis()
    {
        var lines = PdfSamples.Body.Wrap("una riga che non sta mai tutta quanta in due righe", Length.Mm(30), maxLines: 2);

        Assert.Equal(2, lines.Count);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(PdfSamples.Body.Width(line) <= Length.Mm(30)));
    }

    private static string Letters(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Letters and digits that normalization does not change and extraction returns as one character.</summary>
    private static bool IsStable(char character) =>
        char.IsLetterOrDigit(character)
        && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.ModifierLetter
        && Typeface.All.All(face => face.Draws(character))
        && character.ToString().Normalize(NormalizationForm.FormKC) == character.ToString();
}
