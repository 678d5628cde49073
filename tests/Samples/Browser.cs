using System.Text.Json;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>Chromium, driven by <c>browser/walk.mjs</c>.</summary>
internal static class Browser
{
    private const string Folder = "tests/Samples/browser";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string? Chromium = Tool.Find("chromium", "chromium-browser", "google-chrome");
    private static readonly Lazy<Task> Installed = new(() => Tool.Run(Folder, "npm", "ci"));

    /// <summary>What the machine lacks; null for nothing.</summary>
    public static string? Missing => Chromium is null ? "Chromium is not installed." : NodeFactAttribute.Missing;

    /// <summary>Opens a page and takes the steps; every page on the way must fit the screen, and be free of errors and of axe's violations.</summary>
    public static async Task<Seen> Walk(Uri start, params object[] steps) => await Walk(start, new Screen(), steps);

    public static async Task<Seen> WalkWithoutScript(Uri start, params object[] steps) =>
        await Walk(start, new Screen(NoScript: true), steps);

    public static async Task<Seen> Walk(Uri start, Screen screen, params object[] steps)
    {
        await Installed.Value;
        var walk = JsonSerializer.Serialize(
            new
            {
                start,
                executablePath = Chromium,
                screen.NoScript,
                screen.Width,
                screen.Dark,
                steps,
            },
            Json
        );
        var seen = JsonSerializer.Deserialize<Seen>(await Tool.Run(Folder, "node", "walk.mjs", walk), Json)!;
        Assert.Empty(seen.Violations);
        return seen;
    }
}

/// <summary>How a browser shows pages.</summary>
/// <param name="Width">In pixels of CSS.</param>
/// <param name="Dark">True for the dark colours.</param>
/// <param name="NoScript">True when it runs no scripts.</param>
internal sealed record Screen(int Width = 1280, bool Dark = false, bool NoScript = false);

/// <summary>What a walk saw.</summary>
/// <param name="Pages">Titles, in order.</param>
/// <param name="Violations">What axe found wrong on them.</param>
/// <param name="ReturnedTo">The address on the creditor's site; null when the browser stayed here.</param>
/// <param name="Text">The last text, as it is in the page.</param>
internal sealed record Seen(IReadOnlyList<string> Pages, IReadOnlyList<string> Violations, string? ReturnedTo, string? Text);
