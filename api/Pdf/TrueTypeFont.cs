using static System.Buffers.Binary.BinaryPrimitives;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The tables of an embedded TrueType file (OpenType 1.9): trusted input, parsed once.</summary>
internal sealed class TrueTypeFont
{
    private const ushort ComponentWords = 0x0001;
    private const ushort ComponentScale = 0x0008;
    private const ushort ComponentMore = 0x0020;
    private const ushort ComponentTwoScales = 0x0040;
    private const ushort ComponentMatrix = 0x0080;

    private readonly byte[] file;
    private readonly Dictionary<string, (int Offset, int Count)> tables = new(StringComparer.Ordinal);
    private readonly ushort[] glyphOf = new ushort[char.MaxValue + 1];
    private readonly char[] characterOf;
    private readonly ushort[] advances;
    private readonly bool longOffsets;

    public TrueTypeFont(byte[] file)
    {
        this.file = file;
        for (var entry = 0; entry < U16(4); entry++)
        {
            var at = 12 + (16 * entry);
            tables[System.Text.Encoding.ASCII.GetString(file, at, 4)] = ((int)U32(at + 8), (int)U32(at + 12));
        }

        var head = Offset("head");
        UnitsPerEm = U16(head + 18);
        Bounds = [.. Enumerable.Range(0, 4).Select(i => PerThousand(S16(head + 36 + (2 * i))))];
        longOffsets = U16(head + 50) == 1;
        GlyphCount = U16(Offset("maxp") + 4);
        var hhea = Offset("hhea");
        Ascent = PerThousand(S16(hhea + 4));
        Descent = PerThousand(S16(hhea + 6));
        CapHeight = PerThousand(S16(Offset("OS/2") + 88));
        ItalicAngle = S16(Offset("post") + 4);
        IsFixedPitch = U32(Offset("post") + 12) != 0;
        advances = ReadAdvances(U16(hhea + 34));
        characterOf = new char[GlyphCount];
        ReadCharacters();
    }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    /// <summary>xMin, yMin, xMax, yMax in thousandths of an em, like all measures here.</summary>
    public IReadOnlyList<int> Bounds { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public int ItalicAngle { get; }

    public bool IsFixedPitch { get; }

    /// <summary>The glyph of a character; 0 when the font has none.</summary>
    public ushort Glyph(char character) => glyphOf[character];

    /// <summary>The lowest character of a glyph; 0 when it has none.</summary>
    public char Character(int glyph) => characterOf[glyph];

    /// <summary>The width of a glyph in thousandths of an em, as viewers read it from the PDF.</summary>
    public int Advance(ushort glyph) => advances[glyph];

    public ReadOnlySpan<byte> Table(string tag) =>
        tables.TryGetValue(tag, out var table) ? file.AsSpan(table.Offset, table.Count) : default;

    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var loca = Offset("loca");
        var start = longOffsets ? (int)U32(loca + (4 * glyph)) : U16(loca + (2 * glyph)) * 2;
        var end = longOffsets ? (int)U32(loca + (4 * glyph) + 4) : U16(loca + (2 * glyph) + 2) * 2;
        return file.AsSpan(Offset("glyf") + start, end - start);
    }

    /// <summary>The components of a composite glyph; empty for a simple one ("glyf" table, composite glyph description).</summary>
    public IEnumerable<ushort> Components(int glyph)
    {
        var outline = Outline(glyph).ToArray();
        if (outline.Length < 10 || ReadInt16BigEndian(outline) >= 0)
        {
            yield break;
        }

        ushort flags;
        var at = 10;
        do
        {
            flags = ReadUInt16BigEndian(outline.AsSpan(at));
            yield return ReadUInt16BigEndian(outline.AsSpan(at + 2));
            at += 4 + ((flags & ComponentWords) != 0 ? 4 : 2);
            at += flags switch
            {
                _ when (flags & ComponentScale) != 0 => 2,
                _ when (flags & ComponentTwoScales) != 0 => 4,
                _ when (flags & ComponentMatrix) != 0 => 8,
                _ => 0,
            };
        } while ((flags & ComponentMore) != 0);
    }

    private ushort[] ReadAdvances(int measured)
    {
        var hmtx = Offset("hmtx");
        var result = new ushort[GlyphCount];
        for (var glyph = 0; glyph < GlyphCount; glyph++)
        {
            result[glyph] = (ushort)PerThousand(U16(hmtx + (4 * Math.Min(glyph, measured - 1))));
        }

        return result;
    }

    /// <summary>Reads the "cmap" subtable of format 4, for Unicode's first plane.</summary>
    private void ReadCharacters()
    {
        var cmap = Offset("cmap");
        var windows = Enumerable.Range(0, U16(cmap + 2)).Select(i => cmap + 4 + (8 * i)).First(at => U16(at) == 3 && U16(at + 2) == 1);
        var table = cmap + (int)U32(windows + 4);
        var segments = U16(table + 6) / 2;
        for (var segment = 0; segment < segments; segment++)
        {
            var end = U16(table + 14 + (2 * segment));
            var start = U16(table + 16 + (2 * (segments + segment)));
            var delta = U16(table + 16 + (2 * ((2 * segments) + segment)));
            var rangeAt = table + 16 + (2 * ((3 * segments) + segment));
            var range = U16(rangeAt);
            for (var code = (int)start; code <= end && code < char.MaxValue; code++)
            {
                var glyph = range == 0 ? code : U16(rangeAt + range + (2 * (code - start)));
                var number = (ushort)(range != 0 && glyph == 0 ? 0 : glyph + delta);
                glyphOf[code] = number;
                if (number != 0 && characterOf[number] == 0)
                {
                    characterOf[number] = (char)code;
                }
            }
        }
    }

    private int PerThousand(int units) => (int)Math.Floor(((units * 1000m) / UnitsPerEm) + 0.5m);

    private int Offset(string tag) => tables[tag].Offset;

    private ushort U16(int at) => ReadUInt16BigEndian(file.AsSpan(at));

    private short S16(int at) => ReadInt16BigEndian(file.AsSpan(at));

    private uint U32(int at) => ReadUInt32BigEndian(file.AsSpan(at));
}
