namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// A page being drawn. Everything is drawn either within a tag or as an artifact; anything else is refused, so that no page can come out with
/// content that a screen reader does not know about. The order of drawing is the reading order.
/// </summary>
internal sealed class PdfPage : Canvas, IDisposable
{
    private readonly PdfDocument document;
    private readonly PdfBuffer content;
    private Element? marked;
    private ArtifactKind? artifact;
    private ArtifactKind? markedArtifact;
    private bool finished;

    internal PdfPage(PdfDocument document, PageRecord record, PdfBuffer content)
    {
        this.document = document;
        this.content = content;
        Record = record;
        Reset();
    }

    public PageSize Size => Record.Size;

    /// <summary>Its number in the file, from 1 on.</summary>
    public int PageNumber => Record.Index + 1;

    internal PageRecord Record { get; }

    protected override PdfBuffer Content => content;

    protected override Length Height => Record.Size.Height;

    /// <summary>What is drawn until the scope is disposed belongs to a new element, the last child of the one in whose scope this is called.</summary>
    public Scope Tag(Role role, TagDetails? details = null) => document.Tag(role, details);

    /// <summary>A figure with the words that stand for it.</summary>
    public Scope Figure(string alternative, Box bounds) =>
        document.Tag(Role.Figure, new TagDetails { Alternative = alternative, Bounds = bounds });

    public Scope HeaderCell(HeaderScope scope, int columns = 1) =>
        document.Tag(Role.HeaderCell, new TagDetails { Scope = scope, Columns = columns });

    /// <summary>What is drawn until the scope is disposed is decoration, or repeated from page to page: readers pass over it.</summary>
    public Scope Artifact(ArtifactKind kind = ArtifactKind.Layout)
    {
        var before = artifact;
        artifact = kind;
        return new Scope(() => artifact = before);
    }

    public void Image(PdfImage image, Box box)
    {
        BeforeDrawing();
        content.Add("q "u8);
        Frame(box, 1, 1, upsideDown: false);
        content.Add("/X"u8).Add(document.Use(image)).Add("Do Q\n"u8);
    }

    /// <summary>A drawing that pages share, its upper left corner at the given place.</summary>
    public void Form(PdfForm form, Length x, Length y)
    {
        BeforeDrawing();
        content.Add("q 1 0 0 1 "u8).Add(x).Add(Height - y - form.Size.Height).Add("cm "u8);
        content.Add("/X"u8).Add(document.Use(form)).Add("Do Q\n"u8);
    }

    /// <summary>Writes the page to the file.</summary>
    public void Dispose()
    {
        if (!finished)
        {
            finished = true;
            EndMarked();
            document.Finish(this);
        }
    }

    protected override void Use(Typeface used, ushort glyph) => document.Use(used, glyph);

    /// <summary>Opens the marked-content sequence (ISO 32000-1, 14.6) that the coming drawing belongs to, unless it is open already.</summary>
    protected override void BeforeDrawing()
    {
        ObjectDisposedException.ThrowIf(finished, this);
        if (artifact is { } kind)
        {
            MarkArtifact(kind);
            return;
        }

        var element = document.Current;
        if (!element.Role.HoldsContent)
        {
            throw new InvalidOperationException("Things are drawn within a tag that holds content, or as an artifact.");
        }

        if (marked != element)
        {
            EndMarked();
            marked = element;
            element.AddContent(Record, Record.Marked.Count);
            content.Add((byte)'/').Add(element.Role.Name).Add("<</MCID "u8).Add(Record.Marked.Count).Add(">>BDC\n"u8);
            Record.Marked.Add(element);
        }
    }

    private void MarkArtifact(ArtifactKind kind)
    {
        if (markedArtifact == kind)
        {
            return;
        }

        EndMarked();
        markedArtifact = kind;
        content.Add(
            kind switch
            {
                ArtifactKind.Header => "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"u8,
                ArtifactKind.Footer => "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"u8,
                _ => "/Artifact<</Type/Layout>>BDC\n"u8,
            }
        );
    }

    private void EndMarked()
    {
        if (marked is not null || markedArtifact is not null)
        {
            content.Add("EMC\n"u8);
        }

        (marked, markedArtifact) = (null, null);
    }
}

/// <summary>Ends on Dispose what the call that returned it began.</summary>
internal readonly struct Scope(Action end) : IDisposable
{
    public void Dispose() => end();
}
