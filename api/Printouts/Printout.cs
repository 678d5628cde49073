using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using NodaTime;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>A printed document made of facts and tables, without positions, which the layout decides.</summary>
internal sealed record Printout
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The kind and number of the document, without personal data: the title of the file.</summary>
    public required string FileTitle { get; init; }

    public required string FileName { get; init; }
    public required string Subject { get; init; }
    public required NoticeCreditor Creditor { get; init; }

    /// <summary>The most important sentence.</summary>
    public required string Statement { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>A day and hour in Rome: <c>23/11/2026, ore 11:05</c>.</summary>
    public static string Moment(Instant instant)
    {
        var local = instant.InZone(Rome.Zone);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Day(instant)}, ore {local.Hour:D2}:{local.Minute:D2}");
    }

    /// <summary>A day in Rome: <c>23/11/2026</c>.</summary>
    public static string Day(Instant instant) => NoticeText.Date(Rome.DateOf(instant));

    /// <summary><c>1.020,99</c>, with a minus for negative amounts.</summary>
    public static string Money(long cents) => cents < 0 ? $"-{Amount.ToItalianText(-cents)}" : Amount.ToItalianText(cents);
}

/// <summary>A section with a heading.</summary>
internal abstract record Block(string Heading);

/// <summary>Named values.</summary>
internal sealed record Facts(string Heading, IReadOnlyList<Fact> Values) : Block(Heading);

internal sealed record Fact(string Name, string Value);

/// <summary>A table; each row has one cell for each column.</summary>
internal sealed record Table(string Heading, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block(Heading);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Share">The width, in hundredths of the table.</param>
/// <param name="Kind">The kind of its cells.</param>
internal sealed record Column(string Name, int Share, ColumnKind Kind = ColumnKind.Text);

internal enum ColumnKind
{
    /// <summary>Free text, on up to three lines.</summary>
    Text,

    /// <summary>Dates and codes, never shortened.</summary>
    Code,

    /// <summary>Amounts, never shortened, right-aligned.</summary>
    Money,
}
