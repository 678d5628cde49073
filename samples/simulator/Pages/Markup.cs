using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Lecce.Riscossione.Samples.Simulator.Pages;

/// <summary>HTML in which every inserted text is encoded.</summary>
internal readonly record struct Markup(string Html)
{
    public static readonly Markup Empty = new("");

    public static Markup Of(MarkupBuilder builder) => new(builder.ToString());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Html)));
}

/// <summary>Builds <see cref="Markup"/> from an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupBuilder(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder html = new(literalLength + (16 * formattedCount));

    public void AppendLiteral(string text) => html.Append(text);

    public void AppendFormatted(Markup markup) => html.Append(markup.Html);

    public void AppendFormatted(IEnumerable<Markup> parts) => html.Append(Markup.Join(parts).Html);

    public void AppendFormatted(string? text) => html.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(long number) => html.Append(number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => html.ToString();
}
