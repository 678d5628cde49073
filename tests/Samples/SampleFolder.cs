using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Sdk;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The samples in a copy of the repository, with the commands that their READMEs print.</summary>
public sealed class SampleFolder : IDisposable
{
    public const string CSharp = "csharp";
    public const string TypeScript = "typescript";
    private static readonly string[] Copied = ["samples/webhook-receiver/", "samples/department-loader/", "sdk/typescript/"];
    private readonly TemporaryDirectory root = new();
    private readonly HashSet<string> prepared = new(StringComparer.Ordinal);

    public SampleFolder()
    {
        foreach (var file in Repository.Files.Where(file => Copied.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Repository.PathOf(file), PathOf(file));
        }
    }

    /// <summary>What the machine lacks for the sample in this language; null for nothing.</summary>
    public static string? Missing(string language) => language == TypeScript ? NodeFactAttribute.Missing : null;

    public string PathOf(string file) => Path.Combine(root.Path, file);

    /// <summary>The folder where the sample runs, and has its data.</summary>
    public string Home(string sample, string language) => language == TypeScript ? PathOf($"samples/{sample}/{language}") : root.Path;

    /// <summary>Starts a sample with the command of its README.</summary>
    /// <param name="sample">The folder below samples.</param>
    /// <param name="language">See <see cref="CSharp"/>.</param>
    /// <param name="api">The API that the command is to use, with its key.</param>
    /// <param name="change">Changes the arguments that the README prints.</param>
    internal async Task<SampleProcess> Start(
        string sample,
        string language,
        ApiProcess api,
        Func<IEnumerable<string>, IEnumerable<string>>? change = null
    )
    {
        var block = Documentation
            .BlocksOf($"samples/{sample}/README.md")
            .First(block => block.Language == "sh" && block.Text.Contains($"samples/{sample}/{language}", StringComparison.Ordinal));
        string[][] commands =
        [
            .. block
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Replace("rk_…", api.AdminKey, StringComparison.Ordinal).Split(' ')),
        ];
        var folder = root.Path;
        foreach (var command in commands.SkipLast(1))
        {
            if (command[0] == "cd")
            {
                folder = Path.Combine(folder, command[1]);
            }
            else if (prepared.Add($"{folder} {string.Join(' ', command)}"))
            {
                await Tool.Run(folder, command[0], command[1..]);
            }
        }

        var line = commands[^1];
        var separator = Array.IndexOf(line, "--");
        var arguments = (change ?? (given => given))(line[(separator + 1)..]).Concat(["--api", api.Address.ToString()]);
        return language == TypeScript
            ? SampleProcess.Start(folder, Tool.Find(line[0])!, [.. line[1..(separator + 1)], .. arguments])
            : SampleProcess.Start(folder, line[0], [Built(line[..separator]), .. arguments]);
    }

    public void Dispose() => root.Dispose();

    /// <summary>The program that <c>dotnet run --project FOLDER</c> builds: the build of the tests has built it.</summary>
    private static string Built(string[] command)
    {
        Assert.Equal(["dotnet", "run", "--project"], command[..^1]);
        var project = Repository.Files.Single(file =>
            file.StartsWith($"{command[^1]}/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)
        );
        return Path.Combine(AppContext.BaseDirectory, $"{Path.GetFileNameWithoutExtension(project)}.dll");
    }
}
