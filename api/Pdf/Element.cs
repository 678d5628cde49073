using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>An unwritten element of the structure tree (ISO 32000-1, 14.7.2).</summary>
internal sealed class Element(Role role, TagDetails? details, Element? parent)
{
    private readonly List<Kid> kids = [];

    public Role Role { get; } = role;

    public Element? Parent { get; } = parent;

    /// <summary>Its object number, set when it is written.</summary>
    public int Number { get; set; }

    public bool IsEmpty => kids.Count == 0;

    public void Add(Element child) => kids.Add(new Kid(child, null, 0));

    public void AddContent(PageRecord page, int id) => kids.Add(new Kid(null, page, id));

    public void Write(PdfBuffer to)
    {
        var home = kids.Find(kid => kid.Page is not null).Page;
        to.Add("<</S/"u8).Add(Role.Name).Add("/P "u8).Reference(Parent!.Number);
        if (home is not null)
        {
            to.Add("/Pg "u8).Reference(home.Number);
        }

        if (details is not null)
        {
            WriteDetails(to, details, home);
        }

        to.Add("/K"u8);
        if (kids.Count == 1)
        {
            to.Add((byte)' ');
            WriteKid(to, kids[0], home);
        }
        else
        {
            to.Add((byte)'[');
            kids.ForEach(kid => WriteKid(to, kid, home));
            to.Add((byte)']');
        }

        to.Add(">>"u8);
    }

    private static void WriteKid(PdfBuffer to, Kid kid, PageRecord? home)
    {
        if (kid.Element is not null)
        {
            to.Reference(kid.Element.Number);
        }
        else if (kid.Page == home)
        {
            to.Add(kid.ContentId);
        }
        else
        {
            to.Add("<</Type/MCR/Pg "u8).Reference(kid.Page!.Number).Add("/MCID "u8).Add(kid.ContentId).Add(">>"u8);
        }
    }

    private void WriteDetails(PdfBuffer to, TagDetails said, PageRecord? home)
    {
        Text(to, "/Lang"u8, said.Language);
        Text(to, "/Alt"u8, said.Alternative);
        Text(to, "/ActualText"u8, said.ActualText);
        Text(to, "/T"u8, said.Title);
        if (said.Bounds is { } box && home is not null)
        {
            to.Add("/A<</O/Layout/Placement/Block/BBox["u8);
            to.Add(box.X).Add(home.Size.Height - box.Bottom).Add(box.Right).Add(home.Size.Height - box.Y).Add("]>>"u8);
        }
        else if (Role == Role.HeaderCell || said.Columns > 1)
        {
            to.Add("/A<</O/Table"u8);
            to.Add(
                Role != Role.HeaderCell ? ""u8
                : said.Scope == HeaderScope.Row ? "/Scope/Row"u8
                : "/Scope/Column"u8
            );
            to.Add("/ColSpan "u8).Add(said.Columns).Add(">>"u8);
        }
    }

    private static void Text(PdfBuffer to, ReadOnlySpan<byte> key, string? text)
    {
        if (text is not null)
        {
            to.Add(key).Text(text);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Kid(Element? Element, PageRecord? Page, int ContentId);
}

/// <summary>A page whose dictionary is not yet written.</summary>
internal sealed class PageRecord(PageSize size, int index)
{
    public PageSize Size { get; } = size;

    /// <summary>Its index in the document; also its key in the parent tree.</summary>
    public int Index { get; } = index;

    public int Number { get; set; }

    public int ContentNumber { get; set; }

    /// <summary>The element of each marked-content sequence, by its identifier.</summary>
    public List<Element> Marked { get; } = [];
}
