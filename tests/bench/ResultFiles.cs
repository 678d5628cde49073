using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Bench;

/// <summary>Results as they are kept in the repository, and their table in docs/performance.md.</summary>
internal static class ResultFiles
{
    public const string Begin = "<!-- bench: begin -->";
    public const string End = "<!-- bench: end -->";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Folder => Path.Combine(SourceTree.Root, "tests", "bench", "results");

    private static string Page => Path.Combine(SourceTree.Root, "docs", "performance.md");

    /// <summary>Writes today's results of a database, in the place of earlier ones of the same day.</summary>
    public static void Keep(IReadOnlyList<Result> results, string database)
    {
        var today = LocalDatePattern.Iso.Format(Rome.DateOf(SystemClock.Instance.GetCurrentInstant()));
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, $"{today}-{database}.json"), JsonSerializer.Serialize(results, Format) + "\n");
    }

    /// <summary>Puts the table of the latest results between the marks of the page.</summary>
    public static void WritePage()
    {
        var text = File.ReadAllText(Page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(Page, $"{text[..begin]}\n{RenderLatest()}{text[end..]}");
    }

    /// <summary>The latest results of each database, as the page shows them.</summary>
    public static string RenderLatest()
    {
        Directory.CreateDirectory(Folder);
        var latest = Directory
            .EnumerateFiles(Folder, "*.json")
            .GroupBy(file => Path.GetFileNameWithoutExtension(file)["2026-01-01-".Length..], StringComparer.Ordinal)
            .OrderBy(files => files.Key, StringComparer.Ordinal)
            .Select(files => files.Max(StringComparer.Ordinal)!);
        return string.Concat(
            latest.Select(file =>
            {
                var day = LocalDatePattern.Iso.Parse(Path.GetFileName(file)[.."2026-01-01".Length]).GetValueOrThrow();
                var title = day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("it-IT"));
                return $"\n{title}, {ResultTable.Render(Read(file))}\n";
            })
        );
    }

    private static IReadOnlyList<Result> Read(string file) => JsonSerializer.Deserialize<List<Result>>(File.ReadAllText(file), Format)!;
}
