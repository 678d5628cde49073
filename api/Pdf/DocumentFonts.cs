using System.Text;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The used fonts of a document and their objects (composite fonts, ISO 32000-1, 9.7).</summary>
internal sealed class DocumentFonts
{
    private readonly GlyphSet?[] used = new GlyphSet?[Typeface.All.Count];

    public void Use(Typeface face, ushort glyph) => (used[face.Index] ??= new GlyphSet(face.Font.GlyphCount)).Add(glyph);

    public void Use(Typeface face, GlyphSet glyphs) => (used[face.Index] ??= new GlyphSet(face.Font.GlyphCount)).AddAll(glyphs);

    /// <summary>Writes the used fonts; returns the index and object number of each.</summary>
    public List<(int Index, int Number)> Write(PdfOutput output)
    {
        var result = new List<(int, int)>();
        foreach (var face in Typeface.All)
        {
            if (used[face.Index] is { } glyphs)
            {
                var subset = face.Basic.Glyphs.Covers(glyphs) ? face.Basic : FontSubset.Make(face, glyphs);
                result.Add((face.Index, Write(output, face, subset)));
            }
        }

        return result;
    }

    private static int Write(PdfOutput output, Typeface face, FontSubset subset)
    {
        var number = output.Reserve(5);
        var (descendant, descriptor, program, toUnicode) = (number + 1, number + 2, number + 3, number + 4);
        var name = Encoding.ASCII.GetBytes($"/{subset.Tag}+{face.Name}");
        output
            .Pack(number)
            .Add("<</Type/Font/Subtype/Type0/BaseFont"u8)
            .Add(name)
            .Add("/Encoding/Identity-H/DescendantFonts["u8)
            .Reference(descendant)
            .Add("]/ToUnicode "u8)
            .Reference(toUnicode)
            .Add(">>"u8);
        output
            .Pack(descendant)
            .Add("<</Type/Font/Subtype/CIDFontType2/BaseFont"u8)
            .Add(name)
            .Add("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor "u8)
            .Reference(descriptor)
            .Add("/DW "u8)
            .Add(face.Font.Advance(0))
            .Add("/W"u8)
            .Add(subset.Widths)
            .Add(">>"u8);
        WriteDescriptor(output.Pack(descriptor), face, name, program);
        using var entries = new PdfBuffer(64);
        entries.Add("/Filter/FlateDecode/Length1 "u8).Add(subset.ProgramLength);
        output.Stream(program, entries.Written, subset.Compressed);
        output.Stream(toUnicode, "/Filter/FlateDecode"u8, subset.ToUnicode);
        return number;
    }

    /// <summary>
    /// The descriptor (9.8): Nonsymbolic for Latin text, FixedPitch where it applies; StemV is the usual estimate from the weight.
    /// </summary>
    private static void WriteDescriptor(PdfBuffer to, Typeface face, byte[] name, int program)
    {
        var font = face.Font;
        to.Add("<</Type/FontDescriptor/FontName"u8).Add(name).Add("/Flags "u8).Add(font.IsFixedPitch ? 33 : 32).Add("/FontBBox["u8);
        foreach (var bound in font.Bounds)
        {
            to.Add(bound);
        }

        to.Add("]/ItalicAngle "u8).Add(font.ItalicAngle).Add("/Ascent "u8).Add(font.Ascent).Add("/Descent "u8).Add(font.Descent);
        to.Add("/CapHeight "u8).Add(font.CapHeight).Add("/StemV "u8).Add(50 + (face.Weight * face.Weight / 4225));
        to.Add("/FontFile2 "u8).Reference(program).Add(">>"u8);
    }
}
