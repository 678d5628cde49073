using static Lecce.Riscossione.Site.ReferenceText;

namespace Lecce.Riscossione.Site;

/// <summary>Code in one language: <c>sh</c>, <c>csharp</c>, <c>ts</c> or another word of a fence.</summary>
internal sealed record Sample(string Language, string Code);

/// <summary>Shows a sample in several languages; the reader chooses one.</summary>
internal static class Samples
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["sh"] = "curl",
        ["csharp"] = "C#",
        ["ts"] = "TypeScript",
    };

    /// <param name="samples">One for each language.</param>
    /// <param name="id">Unique on its page.</param>
    /// <param name="of">The operation that they call.</param>
    public static string Html(IReadOnlyList<Sample> samples, string id, string? of = null)
    {
        var code = string.Concat(samples.Select(one => Code(one, of)));
        if (samples.Count == 1)
        {
            return code;
        }

        var choices = samples.Select(
            (one, index) =>
                $"<label><input type=\"radio\" name=\"{id}\" value=\"{one.Language}\"{(index == 0 ? " checked" : "")}>"
                + $"{Names.GetValueOrDefault(one.Language, one.Language)}</label>"
        );
        return $"<fieldset class=\"samples\">\n<legend class=\"unseen\">Linguaggio dell'esempio</legend>\n<div class=\"choices\">{string.Concat(choices)}</div>\n{code}</fieldset>\n";
    }

    private static string Code(Sample sample, string? of)
    {
        var operation = of is null ? "" : $" data-operation=\"{of}\"";
        return $"<pre tabindex=\"0\" data-language=\"{sample.Language}\"{operation}><code>{Encode(sample.Code.TrimEnd())}</code></pre>\n";
    }
}
