namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// A page that is being drawn. Drawing outside of a tag or artifact is refused, so that screen readers know all content. The drawing order is the
/// reading order.
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

    internal PageRecord Record { get; }

    protected override PdfBuffer Content => content;

    protected override Length Height => Record.Size.Height;

    /// <summary>
    /// Begins an element: it contains everything drawn until the scope is disposed, and is the last child of the current element.
    /// </summary>
    public Scope Tag(Role role, TagDetails? details = null) => document.Tag(role, details);

    /// <summary>Begins a figure with its alternative text.</summary>
    public Scope Figure(string alternative, Box bounds) =>
        document.Tag(Role.Figure, new TagDetails { Alternative = alternative, Bounds = bounds });

    public Scope HeaderCell(HeaderScope scope, int columns = 1) =>
        document.Tag(Role.HeaderCell, new TagDetails { Scope = scope, Columns = columns });

    /// <summary>Begins decoration or repeated content, which screen readers skip, until the scope is disposed.</summary>
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

    /// <summary>Draws a shared form with its upper left corner at that point.</summary>
    public void Form(PdfForm form, Length x, Length y)
    {
        BeforeDrawing();
        content.Add("q 1 0 0 1 "u8).Add(x).Add(Height - y - form.Size.Height).Add("cm "u8);
        content.Add("/X"u8).Add(document.Use(form)).Add("Do Q\n"u8);
    }

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

    /// <summary>Opens the marked-content sequence (ISO 32000-1, 14.6) of the next drawing, unless it is open.</summary>
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
            throw new InvalidOperationException("Draw within a tag that holds content, or as an artifact.");
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

/// <summary>Ends on Dispose what its creator began.</summary>
internal readonly struct Scope(Action end) : IDisposable
{
    public void Dispose() => end();
}
