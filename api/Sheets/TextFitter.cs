using System.Collections.Concurrent;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Sheets;

/// <summary>Font, leading and alignment of lines.</summary>
internal sealed record LineStyle(TextStyle Letters, Length Leading, Align Align = Align.Left)
{
    /// <summary>The face of words between asterisks.</summary>
    public Typeface Strong { get; init; } = Typeface.Bold;

    /// <summary>The distance from the top of a text to its first baseline.</summary>
    public Length Rise => Letters.Size.Times(TextLine.Rise, 100);

    /// <summary>The height of that many lines.</summary>
    public Length HeightOf(int lines) => (Leading * (lines - 1)) + Letters.Size.Times(TextLine.Rise + TextLine.Fall, 100);

    public LineStyle In(Typeface face) => this with { Letters = Letters with { Face = face } };

    public LineStyle Right() => this with { Align = Align.Right };
}

/// <summary>Breaks texts into lines, positioned from the upper left corner of their place.</summary>
internal static class TextFitter
{
    private const char Emphasis = '*';
    private static readonly Length MinSize = Geometry.Pt(55);

    // Labels repeat on every notice: about two thousand in all languages and widths. The bound limits labels with values, which are then measured
    // each time.
    private const int MaxRemembered = 4_096;
    private static readonly ConcurrentDictionary<(string, LineStyle, Length, int), IReadOnlyList<TextLine>> Labels = new();
    private static int remembered;

    /// <summary>The number of cached labels.</summary>
    public static int Remembered => Volatile.Read(ref remembered);

    /// <summary>A label, with emphasis between asterisks; never shortened.</summary>
    public static IReadOnlyList<TextLine> Label(string text, LineStyle style, Length width, int maxLines)
    {
        if (Labels.TryGetValue((text, style, width, maxLines), out var known))
        {
            return known;
        }

        var lines = Whole(text, style, width, maxLines);
        if (Interlocked.Increment(ref remembered) > MaxRemembered || !Labels.TryAdd((text, style, width, maxLines), lines))
        {
            Interlocked.Decrement(ref remembered);
        }

        return lines;
    }

    /// <summary>A sentence with a value, such as a date or an amount; not cached.</summary>
    public static IReadOnlyList<TextLine> Whole(string text, LineStyle style, Length width, int maxLines)
    {
        var lines = new List<List<TextRun>> { new() };
        var free = width;
        foreach (var word in Words(text, style))
        {
            var space = lines[^1].Count == 0 ? Length.Zero : style.Letters.Width(" ");
            var needed = Sum(word);
            if (space + needed > free && lines[^1].Count > 0)
            {
                lines.Add([]);
                (free, space) = (width, Length.Zero);
            }

            if (space > Length.Zero)
            {
                lines[^1].Add(new TextRun(style.Letters, " ", space));
            }

            lines[^1].AddRange(word);
            free -= space + needed;
        }

        return lines.Count <= maxLines && lines.TrueForAll(line => Sum(line) <= width)
            ? [.. lines.Select((runs, index) => Line(Joined(runs), style, width, index))]
            : throw new InvalidOperationException($"A label does not fit its place: {text}");
    }

    /// <summary>Free text, shortened with an ellipsis when it does not fit.</summary>
    public static IReadOnlyList<TextLine> Shortened(string text, LineStyle style, Length width, int maxLines) =>
        [.. style.Letters.Wrap(text, width, maxLines).Select((line, index) => Line([Run(style.Letters, line)], style, width, index))];

    /// <summary>An amount, date or code on one line, never shortened; the size shrinks when necessary.</summary>
    public static IReadOnlyList<TextLine> Exact(string text, LineStyle style, Length width)
    {
        var letters = style.Letters.Shrink(text, width, MinSize);
        return letters.Width(text) <= width
            ? [Line([Run(letters, text)], style with { Letters = letters }, width, 0) with { Baseline = style.Rise }]
            : throw new InvalidOperationException("An amount, a date or a code does not fit its place.");
    }

    /// <summary>The style, or the largest smaller one, in which a label fits on one line.</summary>
    public static LineStyle Fitting(string text, LineStyle style, Length width)
    {
        var step = Length.Points(0.25m);
        while (WidthOf(text, style) > width && style.Letters.Size - step >= MinSize)
        {
            style = style with { Letters = style.Letters with { Size = style.Letters.Size - step } };
        }

        return style;
    }

    /// <summary>The width of a label on one line.</summary>
    public static Length WidthOf(string text, LineStyle style)
    {
        var words = Words(text, style).ToList();
        return words.Aggregate(style.Letters.Width(" ") * (words.Count - 1), (sum, word) => sum + Sum(word));
    }

    /// <summary>The words of a text, each with its runs.</summary>
    private static IEnumerable<List<TextRun>> Words(string text, LineStyle style)
    {
        var strong = style.Letters with { Face = style.Strong };
        var stands = false;
        foreach (var word in text.Split(' '))
        {
            var runs = new List<TextRun>();
            foreach (var (part, index) in word.Split(Emphasis).Select((part, index) => (part, index)))
            {
                stands ^= index > 0;
                if (part.Length > 0)
                {
                    runs.Add(Run(stands ? strong : style.Letters, part));
                }
            }

            yield return runs;
        }
    }

    private static List<TextRun> Joined(List<TextRun> runs)
    {
        var joined = new List<TextRun>();
        foreach (var run in runs)
        {
            if (joined.Count > 0 && joined[^1].Style == run.Style)
            {
                joined[^1] = joined[^1] with { Text = joined[^1].Text + run.Text, Width = joined[^1].Width + run.Width };
            }
            else
            {
                joined.Add(run);
            }
        }

        return joined;
    }

    private static TextRun Run(TextStyle style, string text) => new(style, text, style.Width(text));

    private static TextLine Line(List<TextRun> runs, LineStyle style, Length width, int index)
    {
        var free = width - Sum(runs);
        var x = style.Align switch
        {
            Align.Right => free,
            Align.Center => free / 2,
            _ => Length.Zero,
        };
        return new TextLine(x, (style.Leading * index) + style.Rise, style.Letters.Size, runs);
    }

    private static Length Sum(List<TextRun> runs) => runs.Aggregate(Length.Zero, (sum, run) => sum + run.Width);
}
