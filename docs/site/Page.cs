namespace Lecce.Riscossione.Site;

/// <summary>A page of the site.</summary>
/// <param name="File">Its name: all pages are in one folder.</param>
/// <param name="Title">Its title, in the menu too.</param>
/// <param name="Html">What is in its article, without the title.</param>
/// <param name="Parts">Its parts, for the search and for the list beside the text.</param>
internal sealed record Page(string File, string Title, string Html, IReadOnlyList<Part> Parts)
{
    /// <summary>The language of the text.</summary>
    public string Language { get; init; } = "it";

    /// <summary>True for operations: the parts are listed in the menu, and samples are beside the text.</summary>
    public bool IsReference { get; init; }
}

/// <summary>A part of a page that can be linked.</summary>
/// <param name="Anchor">Its anchor; empty for the beginning of the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Level">The level of the heading: 1 for the page.</param>
/// <param name="Text">Its text, for the search.</param>
internal sealed record Part(string Anchor, string Title, int Level, string Text);

/// <summary>Pages for one kind of reader, in reading order.</summary>
internal sealed record Section(string Title, IReadOnlyList<Page> Pages);
