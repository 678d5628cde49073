namespace Lecce.Riscossione.Site;

/// <summary>Makes the documentation site: <c>dotnet run --project docs/site -- FOLDER</c>, from the root of the repository.</summary>
internal static class SiteProgram
{
    private static int Main(string[] args)
    {
        if (args is not ([_] or [_, _]))
        {
            Console.Error.WriteLine(
                "Usage: dotnet run --project docs/site -- FOLDER [ROOT]. Writes the site into FOLDER; ROOT is the repository, by default this folder."
            );
            return 2;
        }

        var folder = Directory.CreateDirectory(args[0]).FullName;
        var files = new Website(args.ElementAtOrDefault(1) ?? Directory.GetCurrentDirectory()).Make();
        foreach (var left in Directory.EnumerateFiles(folder).Where(file => !files.ContainsKey(Path.GetFileName(file))))
        {
            File.Delete(left);
        }

        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text.ReplaceLineEndings("\n"));
        }

        return 0;
    }
}
