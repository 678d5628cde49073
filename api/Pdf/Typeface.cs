namespace Lecce.Riscossione.Api.Pdf;

/// <summary>A typeface of documents, parsed once per process.</summary>
internal sealed class Typeface
{
    private readonly string file;
    private readonly Lazy<TrueTypeFont> font;
    private readonly Lazy<FontSubset> basic;

    private Typeface(int index, string name, string file, int weight, Typeface? fallback)
    {
        Index = index;
        Name = name;
        Weight = weight;
        Fallback = fallback;
        this.file = file;
        font = new(() => new TrueTypeFont(Load()));
        basic = new(() => FontSubset.MakeBasic(this));
    }

    public static Typeface MonoRegular { get; } = new(0, "RobotoMono-Regular", "RobotoMono_400Regular", 400, null);

    public static Typeface MonoBold { get; } = new(1, "RobotoMono-Bold", "RobotoMono_700Bold", 700, null);

    public static Typeface Regular { get; } = new(2, "TitilliumWeb-Regular", "TitilliumWeb_400Regular", 400, MonoRegular);

    public static Typeface SemiBold { get; } = new(3, "TitilliumWeb-SemiBold", "TitilliumWeb_600SemiBold", 600, MonoBold);

    public static Typeface Bold { get; } = new(4, "TitilliumWeb-Bold", "TitilliumWeb_700Bold", 700, MonoBold);

    public static Typeface Black { get; } = new(5, "TitilliumWeb-Black", "TitilliumWeb_900Black", 900, MonoBold);

    public static IReadOnlyList<Typeface> All { get; } = [MonoRegular, MonoBold, Regular, SemiBold, Bold, Black];

    /// <summary>Its index in <see cref="All"/>; page resources name the font /F and this number.</summary>
    public int Index { get; }

    public string Name { get; }

    public int Weight { get; }

    /// <summary>The face for characters missing here (Greek, Cyrillic, Vietnamese).</summary>
    public Typeface? Fallback { get; }

    public TrueTypeFont Font => font.Value;

    /// <summary>The subset with the letters of most notices, compressed once for all documents.</summary>
    public FontSubset Basic => basic.Value;

    /// <summary>Whether the face or its fallback has the character.</summary>
    public bool Draws(char character) => Font.Glyph(character) != 0 || (Fallback?.Draws(character) ?? false);

    /// <summary>The face that draws a printable character: this one or its fallback.</summary>
    public Typeface FaceFor(char character) => Font.Glyph(character) != 0 || Fallback is null ? this : Fallback;

    public Stream Open() => typeof(Typeface).Assembly.GetManifestResourceStream($"Pdf.Fonts.{file}.ttf")!;

    private byte[] Load()
    {
        using var stream = Open();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
