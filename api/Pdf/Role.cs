namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The standard structure types in use (ISO 32000-1, 14.8.4), and where each may occur.</summary>
internal sealed class Role
{
    private readonly HashSet<Role>? onlyIn;

    private Role(string name, bool holdsContent, int headingLevel = 0, params Role[] onlyIn)
    {
        Name = System.Text.Encoding.ASCII.GetBytes(name);
        HoldsContent = holdsContent;
        HeadingLevel = headingLevel;
        this.onlyIn = onlyIn.Length == 0 ? null : [.. onlyIn];
    }

    public static Role Document { get; } = new("Document", false);

    public static Role Part { get; } = new("Part", false);

    public static Role Section { get; } = new("Sect", false);

    public static Role Division { get; } = new("Div", false);

    public static Role Heading1 { get; } = new("H1", true, 1);

    public static Role Heading2 { get; } = new("H2", true, 2);

    public static Role Heading3 { get; } = new("H3", true, 3);

    public static Role Paragraph { get; } = new("P", true);

    public static Role Span { get; } = new("Span", true);

    public static Role Figure { get; } = new("Figure", true);

    public static Role Caption { get; } = new("Caption", true);

    public static Role Table { get; } = new("Table", false);

    public static Role TableRow { get; } = new("TR", false, 0, Table);

    public static Role HeaderCell { get; } = new("TH", true, 0, TableRow);

    public static Role DataCell { get; } = new("TD", true, 0, TableRow);

    public static Role List { get; } = new("L", false);

    public static Role ListItem { get; } = new("LI", false, 0, List);

    public static Role ListLabel { get; } = new("Lbl", true, 0, ListItem);

    public static Role ListBody { get; } = new("LBody", true, 0, ListItem);

    public byte[] Name { get; }

    /// <summary>Whether text may be drawn in it; other roles only group.</summary>
    public bool HoldsContent { get; }

    /// <summary>1 to 3 for a heading, otherwise 0.</summary>
    public int HeadingLevel { get; }

    public bool MayStandIn(Role parent) =>
        onlyIn is not null ? onlyIn.Contains(parent)
        : parent == Table ? this == Caption
        : parent == List || parent == ListItem || parent == TableRow ? false
        : !parent.IsText || this == Span || this == Figure;

    /// <summary>Whether it holds only text, without blocks.</summary>
    private bool IsText => HeadingLevel > 0 || this == Paragraph || this == Span || this == Figure || this == ListLabel || this == Caption;
}

/// <summary>The scope of a header cell (14.8.5.7).</summary>
internal enum HeaderScope
{
    Column,
    Row,
}

/// <summary>The kind of an artifact (14.8.2.2).</summary>
internal enum ArtifactKind
{
    /// <summary>Backgrounds, frames, rules.</summary>
    Layout,

    /// <summary>Page headers.</summary>
    Header,

    /// <summary>Page footers, such as the page number.</summary>
    Footer,
}

/// <summary>Attributes of an element besides its role.</summary>
internal sealed record TagDetails
{
    /// <summary>The BCP 47 tag, when the language differs from the surrounding text.</summary>
    public string? Language { get; init; }

    /// <summary>The alternative text of a figure.</summary>
    public string? Alternative { get; init; }

    /// <summary>The text that replaces the drawn letters.</summary>
    public string? ActualText { get; init; }

    /// <summary>The figure's position on its page.</summary>
    public Box? Bounds { get; init; }

    public HeaderScope? Scope { get; init; }

    public int Columns { get; init; } = 1;

    public string? Title { get; init; }
}
