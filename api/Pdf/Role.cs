namespace Lecce.Riscossione.Api.Pdf;

/// <summary>What a part of the document is: the standard structure types (ISO 32000-1, 14.8.4) that are used here, and where each may stand.</summary>
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

    /// <summary>Whether text may be drawn directly in it; the others only group.</summary>
    public bool HoldsContent { get; }

    /// <summary>1 to 3 for a heading, else 0.</summary>
    public int HeadingLevel { get; }

    public bool MayStandIn(Role parent) =>
        onlyIn is not null ? onlyIn.Contains(parent)
        : parent == Table ? this == Caption
        : parent == List || parent == ListItem || parent == TableRow ? false
        : !parent.IsText || this == Span || this == Figure;

    /// <summary>Whether it holds words only: no block may stand in it.</summary>
    private bool IsText => HeadingLevel > 0 || this == Paragraph || this == Span || this == Figure || this == ListLabel || this == Caption;
}

/// <summary>What the cells belonging to a header cell are (14.8.5.7).</summary>
internal enum HeaderScope
{
    Column,
    Row,
}

/// <summary>Why drawn things are no part of the text (14.8.2.2).</summary>
internal enum ArtifactKind
{
    /// <summary>Backgrounds, frames, rules.</summary>
    Layout,

    /// <summary>What every page repeats at its top.</summary>
    Header,

    /// <summary>What every page repeats at its foot, like its number.</summary>
    Footer,
}

/// <summary>What is said of an element beside its role.</summary>
internal sealed record TagDetails
{
    /// <summary>BCP 47 tag when the language differs from what surrounds it.</summary>
    public string? Language { get; init; }

    /// <summary>What a reader says instead of showing the figure.</summary>
    public string? Alternative { get; init; }

    /// <summary>What a reader says instead of the drawn letters.</summary>
    public string? ActualText { get; init; }

    /// <summary>Where the figure stands on its page.</summary>
    public Box? Bounds { get; init; }

    public HeaderScope? Scope { get; init; }

    /// <summary>How many columns the cell spans.</summary>
    public int Columns { get; init; } = 1;

    public string? Title { get; init; }
}
