namespace Lecce.Riscossione.Bench;

/// <summary>Where the sources are: the bench runs inside of the repository and keeps its results there.</summary>
internal static class SourceTree
{
    public static readonly string Root = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent ?? throw new BenchFailure("Il banco di misura va eseguito dentro il repository.");
        }

        return folder.FullName;
    }
}
