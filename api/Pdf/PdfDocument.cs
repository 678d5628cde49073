using System.IO.Compression;
using System.Text;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>
/// Writes a tagged PDF 1.7 file (ISO 32000-1) that declares PDF/UA-1 (ISO 14289-1), in sequence. Disposing a page or a part writes it, so that only
/// the current notice is in memory.
/// </summary>
internal sealed class PdfDocument : IDisposable
{
    // More references would grow the buffers of packed objects.
    private const int MaxPackedKids = 1_000;

    private readonly PdfOutput output;
    private readonly PdfMetadata metadata;
    private readonly PdfBuffer content = new(16 * 1024);
    private readonly PageTree pageTree;
    private readonly ParentTree parentTree;
    private readonly Outline outline;
    private readonly DocumentFonts fonts = new();
    private readonly Dictionary<object, int> shared = [];
    private readonly List<int> written = [];
    private readonly Element root = new(Role.Document, null, null);
    private readonly int resources;
    private readonly int structureRoot;

    private List<PageRecord> pages = [];
    private List<Element> elements = [];
    private PdfPage? page;
    private int pageCount;
    private int heading;
    private bool finished;

    public PdfDocument(Stream stream, PdfMetadata metadata)
    {
        output = new PdfOutput(stream);
        this.metadata = metadata;
        pageTree = new PageTree(output);
        parentTree = new ParentTree(output);
        outline = new Outline(output);
        structureRoot = output.Reserve();
        root.Number = output.Reserve();
        resources = output.Reserve();
        Current = root;
    }

    internal Element Current { get; private set; }

    /// <summary>
    /// Begins a part, such as one notice: an element, written when the scope is disposed, with an outline entry if it has a title. Its pages begin
    /// and end within it.
    /// </summary>
    public Scope Part(string? title = null, string? language = null)
    {
        if (Current != root || page is not null)
        {
            throw new InvalidOperationException("A part begins directly in the document, before its first page.");
        }

        WriteFinished();
        var first = pageCount;
        var scope = Tag(Role.Part, new TagDetails { Title = title, Language = language });
        heading = 0;
        return new Scope(() =>
        {
            scope.Dispose();
            if (page is not null)
            {
                throw new InvalidOperationException("A part ends after its last page.");
            }

            var entry = pages.Find(record => record.Index == first);
            WriteFinished();
            if (title is not null && entry is not null)
            {
                outline.Add(title, entry.Number);
            }
        });
    }

    /// <summary>Begins a page; the previous one must be disposed.</summary>
    public PdfPage AddPage(PageSize size)
    {
        if (page is not null)
        {
            throw new InvalidOperationException("The previous page is not finished.");
        }

        content.Clear();
        page = new PdfPage(this, new PageRecord(size, pageCount++), content);
        return page;
    }

    /// <summary>Begins an element: it contains everything drawn until the scope is disposed, also on the following pages.</summary>
    public Scope Tag(Role role, TagDetails? details = null)
    {
        if (!role.MayStandIn(Current.Role))
        {
            throw new InvalidOperationException($"{Name(role)} cannot stand in {Name(Current.Role)}.");
        }

        if (role.HeadingLevel > heading + 1)
        {
            throw new InvalidOperationException("A heading cannot skip a level.");
        }

        if (role == Role.Figure && (details?.Alternative is null || details.Bounds is null))
        {
            throw new InvalidOperationException("A figure needs an alternative text and bounds.");
        }

        heading = role.HeadingLevel > 0 ? role.HeadingLevel : heading;
        var element = new Element(role, details, Current);
        if (Current != root)
        {
            // Parts are listed by number: references would keep all of them in memory.
            Current.Add(element);
        }

        elements.Add(element);
        Current = element;
        return new Scope(() =>
        {
            if (Current != element)
            {
                throw new InvalidOperationException("Tags must be closed in reverse order.");
            }

            Current = element.Parent!;
        });
    }

    /// <summary>Writes fonts, trees, catalog and cross-references. The stream stays open.</summary>
    public void Finish()
    {
        if (page is not null || Current != root || finished)
        {
            throw new InvalidOperationException("A document is finished once, after all pages and tags.");
        }

        finished = true;
        WriteFinished();
        WriteResources();
        var tree = parentTree.Finish();
        WriteStructureRoot(tree);
        var pageRoot = pageTree.Finish();
        var outlines = outline.Finish();
        var information = output.Reserve();
        metadata.WriteInformation(output.Pack(information));
        var xmp = output.Reserve();
        output.Stream(xmp, "/Type/Metadata/Subtype/XML"u8, metadata.Xmp());
        var catalog = output.Reserve();
        WriteCatalog(output.Pack(catalog), pageRoot, outlines, xmp);
        output.Finish(catalog, information);
    }

    public void Dispose()
    {
        output.Dispose();
        content.Dispose();
    }

    internal void Use(Typeface face, ushort glyph) => fonts.Use(face, glyph);

    internal int Use(PdfImage image)
    {
        if (!shared.TryGetValue(image, out var number))
        {
            shared[image] = number = WriteImage(image);
        }

        return number;
    }

    internal int Use(PdfForm form)
    {
        if (!shared.TryGetValue(form, out var number))
        {
            shared[form] = number = output.Reserve();
            foreach (var (face, glyphs) in form.Glyphs)
            {
                fonts.Use(face, glyphs);
            }

            using var entries = new PdfBuffer(256);
            entries.Add("/Type/XObject/Subtype/Form/BBox[0 0 "u8).Add(form.Size.Width).Add(form.Size.Height).Add("]/Resources "u8);
            entries.Reference(resources).Add("/Filter/FlateDecode"u8);
            output.Stream(number, entries.Written, form.Content);
        }

        return number;
    }

    internal void Finish(PdfPage done)
    {
        page = null;
        done.Record.ContentNumber = output.Reserve();
        output.Stream(done.Record.ContentNumber, "/Filter/FlateDecode"u8, content.Deflated(CompressionLevel.Fastest));
        pages.Add(done.Record);
    }

    private int WriteImage(PdfImage image)
    {
        var mask = image.Mask is null ? 0 : WriteImage(image.Mask);
        var number = output.Reserve();
        using var entries = new PdfBuffer(256);
        entries.Add("/Type/XObject/Subtype/Image/Width "u8).Add(image.Width).Add("/Height "u8).Add(image.Height);
        entries.Add(Encoding.Latin1.GetBytes(image.Entries));
        if (mask != 0)
        {
            entries.Add("/SMask "u8).Reference(mask);
        }

        output.Stream(number, entries.Written, image.Data);
        return number;
    }

    /// <summary>Writes the finished pages and elements in order of their numbers, as one run of cross-references.</summary>
    private void WriteFinished()
    {
        if (pages.Count == 0 && elements.Count == 0)
        {
            return;
        }

        pages.ForEach(record => record.Number = output.Reserve());
        var leaf = pages.Count > 0 ? output.Reserve() : 0;
        elements.ForEach(element => element.Number = output.Reserve());
        foreach (var record in pages)
        {
            var parent = pageTree.ParentOfNext;
            pageTree.Add(record.Number);
            var to = output.Pack(record.Number).Add("<</Type/Page/Parent "u8).Reference(parent).Add("/MediaBox[0 0 "u8);
            to.Add(record.Size.Width).Add(record.Size.Height).Add("]/Resources "u8).Reference(resources);
            to.Add("/Contents "u8).Reference(record.ContentNumber).Add("/Tabs/S/StructParents "u8).Add(record.Index).Add(">>"u8);
        }

        if (pages.Count > 0)
        {
            parentTree.Add(leaf, pages);
        }

        elements.ForEach(element => element.Write(output.Pack(element.Number)));
        written.AddRange(elements.Where(element => element.Parent == root).Select(element => element.Number));
        (pages, elements) = ([], []);
        output.FlushPacked();
    }

    private void WriteResources()
    {
        var faces = fonts.Write(output);
        var to = output.Pack(resources).Add("<</Font<<"u8);
        foreach (var (index, number) in faces)
        {
            to.Add("/F"u8).Add(index).Reference(number);
        }

        to.Add(">>/XObject<<"u8);
        foreach (var number in shared.Values)
        {
            to.Add("/X"u8).Add(number).Reference(number);
        }

        to.Add(">>>>"u8);
    }

    private void WriteStructureRoot((int Root, int NextKey) tree)
    {
        var to = output.Pack(structureRoot).Add("<</Type/StructTreeRoot/K "u8).Reference(root.Number);
        to.Add("/ParentTree "u8).Reference(tree.Root).Add("/ParentTreeNextKey "u8).Add(tree.NextKey).Add(">>"u8);
        using var start = new PdfBuffer(64);
        start.Add("<</S/Document/P "u8).Reference(structureRoot).Add("/K["u8);
        if (written.Count > MaxPackedKids)
        {
            output.Long(root.Number, start.Written, written, "]>>"u8);
            return;
        }

        to = output.Pack(root.Number).Add(start.Written);
        written.ForEach(number => to.Reference(number));
        to.Add("]>>"u8);
    }

    private void WriteCatalog(PdfBuffer to, int pageRoot, int outlines, int xmp)
    {
        to.Add("<</Type/Catalog/Pages "u8).Reference(pageRoot).Add("/StructTreeRoot "u8).Reference(structureRoot);
        to.Add("/Metadata "u8).Reference(xmp).Add("/Lang"u8).Text(metadata.Language);
        to.Add("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"u8);
        if (outlines != 0)
        {
            to.Add("/Outlines "u8).Reference(outlines).Add("/PageMode/UseOutlines"u8);
        }

        to.Add(">>"u8);
    }

    private static string Name(Role role) => Encoding.ASCII.GetString(role.Name);
}
