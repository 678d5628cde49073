namespace Lecce.Riscossione.Tests.Host;

/// <summary>The files of the repository, without those in .gitignore.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    private static readonly string[] Ignored = [".git", .. File.ReadAllLines(PathOf(".gitignore")).Select(line => line.Trim('/'))];
    private static readonly string[] Written = [".g.cs", ".g.ts"];
    private static readonly string[] Programs = [".cs", ".ts"];

    /// <summary>Paths from the root, with slashes.</summary>
    public static readonly IReadOnlyList<string> Files = [.. Walk(new DirectoryInfo(Root)).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>Hand-written sources in C# and TypeScript.</summary>
    public static IEnumerable<string> Sources =>
        Files.Where(file =>
            Programs.Any(file.EndsWith) && !Written.Any(file.EndsWith) && !file.Contains("/generated/", StringComparison.OrdinalIgnoreCase)
        );

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder
            .EnumerateFileSystemInfos()
            .Where(entry => !Ignored.Contains(entry.Name) && !entry.Name.EndsWith(".user", StringComparison.Ordinal))
            .SelectMany(entry => entry is DirectoryInfo inner ? Walk(inner) : [(FileInfo)entry]);

    private static string Relative(FileInfo file) => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
