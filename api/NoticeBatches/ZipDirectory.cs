namespace Lecce.Riscossione.Api.NoticeBatches;

/// <summary>The lines that end a ZIP and say where its files lie, as they will be written; in pages, for nothing is moved when it grows.</summary>
internal sealed class ZipDirectory
{
    // Larger pages would lie among the collector's large objects, which it clears seldom.
    private const int PageSize = 64 * 1024;
    private const int End64 = 56;
    private const int Locator = 20;
    private const int EndRecord = 22;

    private readonly List<byte[]> pages = [];
    private readonly List<int> written = [];
    private long lines;

    /// <summary>What was noted, in its order.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pages => pages.Select((page, index) => (ReadOnlyMemory<byte>)page.AsMemory(0, written[index]));

    /// <summary>Room for one more line of this many bytes.</summary>
    public Span<byte> NewLine(int length)
    {
        if (pages.Count == 0 || pages[^1].Length - written[^1] < length)
        {
            pages.Add(new byte[Math.Max(PageSize, length)]);
            written.Add(0);
        }

        lines++;
        written[^1] += length;
        return pages[^1].AsSpan(written[^1] - length, length);
    }

    /// <summary>The records behind the directory; those of the 64-bit kind only where a number does not fit the others.</summary>
    /// <param name="start">Where the directory begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="madeBy">The version of the format and the system.</param>
    /// <param name="needed">The version that a reader of 64-bit records must know.</param>
    public byte[] End(long start, long length, int madeBy, int needed)
    {
        var is64 = lines >= ZipFields.TwoMost || start >= ZipFields.FourMost || length >= ZipFields.FourMost;
        var end = new byte[(is64 ? End64 + Locator : 0) + EndRecord];
        var fields = new ZipFields(end);
        if (is64)
        {
            fields = fields.Four(0x06064B50).Eight(End64 - 12).Two(madeBy).Two(needed).Four(0).Four(0).Eight(lines).Eight(lines);
            fields = fields.Eight(length).Eight(start).Four(0x07064B50).Four(0).Eight(start + length).Four(1);
        }

        fields = fields.Four(0x06054B50).Two(0).Two(0).TwoAtMost(lines).TwoAtMost(lines);
        fields.FourAtMost(length).FourAtMost(start).Two(0);
        return end;
    }
}
