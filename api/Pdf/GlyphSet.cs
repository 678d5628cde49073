namespace Lecce.Riscossione.Api.Pdf;

/// <summary>A set of glyph numbers of one font; always includes glyph 0 (".notdef").</summary>
internal sealed class GlyphSet
{
    private readonly ulong[] words;

    public GlyphSet(int glyphCount)
    {
        words = new ulong[(glyphCount + 63) / 64];
        Add(0);
    }

    private GlyphSet(ulong[] words) => this.words = words;

    public void Add(int glyph) => words[glyph >> 6] |= 1UL << glyph;

    public bool Contains(int glyph) => (words[glyph >> 6] & (1UL << glyph)) != 0;

    public bool Covers(GlyphSet other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if ((other.words[i] & ~words[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public void AddAll(GlyphSet other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] |= other.words[i];
        }
    }

    public GlyphSet Union(GlyphSet other)
    {
        var result = new GlyphSet([.. words]);
        result.AddAll(other);
        return result;
    }

    public IEnumerable<int> Numbers() => Enumerable.Range(0, words.Length * 64).Where(Contains);

    /// <summary>This set with all components of its glyphs, at every depth.</summary>
    public GlyphSet WithComponents(TrueTypeFont font)
    {
        var result = new GlyphSet([.. words]);
        var open = new Stack<int>(Numbers());
        while (open.TryPop(out var glyph))
        {
            foreach (var component in font.Components(glyph).Where(component => !result.Contains(component)))
            {
                result.Add(component);
                open.Push(component);
            }
        }

        return result;
    }
}
