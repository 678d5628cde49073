namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// A drawing that pages of any documents share (form XObject, ISO 32000-1, 8.10). It has no tags: the page that shows it sets them.
/// </summary>
internal sealed class PdfForm
{
    private PdfForm(PageSize size, byte[] content, IReadOnlyDictionary<Typeface, GlyphSet> glyphs) =>
        (Size, Content, Glyphs) = (size, content, glyphs);

    public PageSize Size { get; }

    /// <summary>The deflated operators.</summary>
    public byte[] Content { get; }

    public IReadOnlyDictionary<Typeface, GlyphSet> Glyphs { get; }

    public static PdfForm Draw(PageSize size, Action<Canvas> draw)
    {
        using var canvas = new Drawing(size);
        draw(canvas);
        return new PdfForm(size, canvas.Deflated(), canvas.Glyphs);
    }

    private sealed class Drawing : Canvas, IDisposable
    {
        private readonly PdfBuffer content = new();

        public Drawing(PageSize size)
        {
            Height = size.Height;
            // The page may have set another colour.
            content.Add("0 g "u8);
            Reset();
        }

        public Dictionary<Typeface, GlyphSet> Glyphs { get; } = [];

        protected override PdfBuffer Content => content;

        protected override Length Height { get; }

        public byte[] Deflated() => content.Deflated(System.IO.Compression.CompressionLevel.Optimal);

        public void Dispose() => content.Dispose();

        protected override void BeforeDrawing() { }

        protected override void Use(Typeface used, ushort glyph)
        {
            if (!Glyphs.TryGetValue(used, out var glyphs))
            {
                Glyphs[used] = glyphs = new GlyphSet(used.Font.GlyphCount);
            }

            glyphs.Add(glyph);
        }
    }
}
