using System.IO.Compression;
using System.Text;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>Advance widths and text of glyphs, for viewers.</summary>
internal static class FontText
{
    private const int MaxPerBlock = 100;

    /// <summary>The W array: runs of consecutive glyphs with their widths (ISO 32000-1, 9.7.4.3).</summary>
    public static byte[] Widths(TrueTypeFont font, GlyphSet glyphs)
    {
        using var buffer = new PdfBuffer();
        buffer.Add("["u8);
        var previous = -2;
        foreach (var glyph in glyphs.Numbers())
        {
            if (glyph != previous + 1)
            {
                buffer.Add(previous < 0 ? ""u8 : "]"u8).Add(glyph).Add("["u8);
            }

            buffer.Add(font.Advance((ushort)glyph));
            previous = glyph;
        }

        return buffer.Add("]]"u8).Written.ToArray();
    }

    /// <summary>The deflated ToUnicode CMap (9.10.3). A glyph of two characters maps to the lower one.</summary>
    public static byte[] ToUnicode(TrueTypeFont font, GlyphSet glyphs, CompressionLevel level)
    {
        var characters = glyphs
            .Numbers()
            .Where(glyph => glyph < font.GlyphCount && font.Character(glyph) != 0)
            .Select(glyph => (Glyph: glyph, Character: font.Character(glyph)));
        var text = new StringBuilder();
        text.Append(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        );
        text.Append("/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var block in characters.Chunk(MaxPerBlock))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (glyph, character) in block)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)character:X4}>\n");
            }

            text.Append("endbfchar\n");
        }

        text.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n");
        return PdfBuffer.Deflate(Encoding.ASCII.GetBytes(text.ToString()), level);
    }
}
