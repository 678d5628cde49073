using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using NodaTime;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>A document to be printed that is made of facts and tables; where they lie on the pages is the layout's business.</summary>
internal sealed record Printout
{
    /// <summary>What it is, as its heading says.</summary>
    public required string Title { get; init; }

    /// <summary>What it is and about which number; names nobody, so that the file may bear it as its title.</summary>
    public required string FileTitle { get; init; }

    public required string FileName { get; init; }
    public required string Subject { get; init; }
    public required NoticeCreditor Creditor { get; init; }

    /// <summary>What a reader must not miss.</summary>
    public required string Statement { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>A Roman day and hour: <c>23/11/2026, ore 11:05</c>.</summary>
    public static string Moment(Instant instant)
    {
        var local = instant.InZone(Rome.Zone);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Day(instant)}, ore {local.Hour:D2}:{local.Minute:D2}");
    }

    /// <summary>A Roman day: <c>23/11/2026</c>.</summary>
    public static string Day(Instant instant) => NoticeText.Date(Rome.DateOf(instant));

    /// <summary><c>1.020,99</c>, a minus before what is less than nothing.</summary>
    public static string Money(long cents) => cents < 0 ? $"-{Amount.ToItalianText(-cents)}" : Amount.ToItalianText(cents);
}

/// <summary>A part of a printout under a heading of its own.</summary>
internal abstract record Block(string Heading);

/// <summary>Values with their names.</summary>
internal sealed record Facts(string Heading, IReadOnlyList<Fact> Values) : Block(Heading);

/// <summary>A value with its name.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>Rows of as many cells as there are columns.</summary>
internal sealed record Table(string Heading, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block(Heading);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Share">How wide it is, in hundredths of the table.</param>
/// <param name="Kind">What its cells hold.</param>
internal sealed record Column(string Name, int Share, ColumnKind Kind = ColumnKind.Text);

internal enum ColumnKind
{
    /// <summary>Texts of people, on up to three lines.</summary>
    Text,

    /// <summary>Dates and codes, never shortened.</summary>
    Code,

    /// <summary>Amounts, never shortened, at the right.</summary>
    Money,
}
