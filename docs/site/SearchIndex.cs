using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lecce.Riscossione.Site;

/// <summary>
/// The parts of all pages, for the search in <c>site.js</c>. It is a script, because a page that was opened from a folder may not read other
/// files.
/// </summary>
internal static class SearchIndex
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Script(IEnumerable<Page> pages)
    {
        var rows =
            from page in pages
            from part in page.Parts
            let address = part.Anchor.Length == 0 ? page.File : $"{page.File}#{part.Anchor}"
            select JsonSerializer.Serialize<string[]>([address, page.Title, part.Title, part.Text], Compact);
        return $"window.searchIndex = [\n{string.Join(",\n", rows)}\n];\n";
    }
}
