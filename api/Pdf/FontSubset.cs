using System.IO.Compression;
using System.Security.Cryptography;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// A font program with some of the outlines (ISO 32000-1, 9.9). Glyphs keep their numbers, so pages can be written before the document's glyphs are
/// known.
/// </summary>
internal sealed class FontSubset
{
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private FontSubset(Typeface face, GlyphSet glyphs, CompressionLevel level)
    {
        Glyphs = glyphs;
        var program = Program(face.Font, glyphs.WithComponents(face.Font));
        ProgramLength = program.Length;
        Compressed = PdfBuffer.Deflate(program, level);
        Tag = TagOf(program);
        Widths = FontText.Widths(face.Font, glyphs);
        ToUnicode = FontText.ToUnicode(face.Font, glyphs, level);
    }

    public GlyphSet Glyphs { get; }

    /// <summary>The length of the uncompressed font program (Length1).</summary>
    public int ProgramLength { get; }

    /// <summary>The font program, deflated.</summary>
    public byte[] Compressed { get; }

    /// <summary>Six letters that identify this subset (9.6.4), derived from its bytes.</summary>
    public string Tag { get; }

    /// <summary>The W array of the CID font.</summary>
    public byte[] Widths { get; }

    /// <summary>The CMap from glyphs to text, deflated.</summary>
    public byte[] ToUnicode { get; }

    /// <summary>The subset of one document: <see cref="BasicGlyphs"/> and its other glyphs.</summary>
    public static FontSubset Make(Typeface face, GlyphSet used) => new(face, face.Basic.Glyphs.Union(used), CompressionLevel.Fastest);

    /// <summary>The subset that documents share; made once, with the best compression.</summary>
    public static FontSubset MakeBasic(Typeface face) => new(face, BasicGlyphs(face), CompressionLevel.SmallestSize);

    /// <summary>
    /// ASCII, accented letters of Italian, German and French, quotes and dashes. Documents that use no other glyphs share this subset.
    /// </summary>
    private static GlyphSet BasicGlyphs(Typeface face)
    {
        var glyphs = new GlyphSet(face.Font.GlyphCount);
        for (var character = ' '; character <= '~'; character++)
        {
            glyphs.Add(face.Font.Glyph(character));
        }

        foreach (var character in "àèéìíòóùúâêîôûëïüöäçßñÀÈÉÌÒÙÂÊÎÔÛÄÖÜÇš žčŠŽČ€°«»’‘“”–—…•·")
        {
            glyphs.Add(face.Font.Glyph(character));
        }

        return glyphs;
    }

    private static byte[] Program(TrueTypeFont font, GlyphSet kept)
    {
        using var outlines = new MemoryStream();
        var offsets = new byte[4 * (font.GlyphCount + 1)];
        for (var glyph = 0; glyph < font.GlyphCount; glyph++)
        {
            if (kept.Contains(glyph))
            {
                outlines.Write(font.Outline(glyph));
                outlines.SetLength((outlines.Length + 3) & ~3);
                outlines.Position = outlines.Length;
            }

            WriteUInt32BigEndian(offsets.AsSpan(4 * (glyph + 1)), (uint)outlines.Length);
        }

        var head = font.Table("head").ToArray();
        WriteUInt32BigEndian(head.AsSpan(8), 0);
        WriteInt16BigEndian(head.AsSpan(50), 1);
        return Assemble([
            .. Kept.Select(tag =>
                    (
                        Tag: tag,
                        Data: tag switch
                        {
                            "glyf" => outlines.ToArray(),
                            "loca" => offsets,
                            "head" => head,
                            _ => font.Table(tag).ToArray(),
                        }
                    )
                )
                .Where(table => table.Data.Length > 0),
        ]);
    }

    /// <summary>The font file around the tables: directory, alignment, checksums (OpenType, "Organization of an OpenType font").</summary>
    private static byte[] Assemble(IReadOnlyList<(string Tag, byte[] Data)> tables)
    {
        var start = 12 + (16 * tables.Count);
        var file = new byte[start + tables.Sum(table => (table.Data.Length + 3) & ~3)];
        WriteUInt32BigEndian(file, 0x00010000);
        WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        var power = System.Numerics.BitOperations.Log2((uint)tables.Count);
        WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        WriteUInt16BigEndian(file.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        var at = start;
        var headAt = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, data) = tables[i];
            data.CopyTo(file, at);
            var padded = (data.Length + 3) & ~3;
            var entry = file.AsSpan(12 + (16 * i));
            System.Text.Encoding.ASCII.GetBytes(tag, entry);
            WriteUInt32BigEndian(entry[4..], Checksum(file.AsSpan(at, padded)));
            WriteUInt32BigEndian(entry[8..], (uint)at);
            WriteUInt32BigEndian(entry[12..], (uint)data.Length);
            headAt = tag == "head" ? at : headAt;
            at += padded;
        }

        WriteUInt32BigEndian(file.AsSpan(headAt + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (var at = 0; at < data.Length; at += 4)
        {
            sum = unchecked(sum + ReadUInt32BigEndian(data[at..]));
        }

        return sum;
    }

    private static string TagOf(byte[] program)
    {
        var hash = SHA256.HashData(program);
        return string.Create(
            6,
            hash,
            (letters, bytes) =>
            {
                for (var i = 0; i < letters.Length; i++)
                {
                    letters[i] = (char)('A' + (bytes[i] % 26));
                }
            }
        );
    }
}
