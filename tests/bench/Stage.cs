using System.Diagnostics;
using Lecce.Riscossione.Bench.Ceilings;
using Lecce.Riscossione.Bench.Load;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench;

/// <summary>The published program and the ceilings, ready to be asked; what several measures share is made once.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TextWriter console;
    private readonly string? published;
    private (Scene Scene, Child Product, Child Ceiling)? town;

    private Stage(BenchOptions options, TextWriter console, string? published)
    {
        Options = options;
        this.console = console;
        this.published = published;
    }

    public BenchOptions Options { get; }

    public Sizes Sizes => Options.Sizes;

    public string ProgramFolder => published ?? Path.GetFullPath(Options.ProgramFolder!);

    private static string OwnAssembly => typeof(Stage).Assembly.Location;

    /// <summary>Publishes the program, unless a published one was named.</summary>
    public static async Task<Stage> Prepare(BenchOptions options, TextWriter console)
    {
        string? folder = null;
        if (options.ProgramFolder is null)
        {
            folder = Directory.CreateTempSubdirectory("riscossione-program-").FullName;
            await console.WriteLineAsync("Pubblico il programma…");
            await Publish(folder);
        }

        return new Stage(options, console, folder);
    }

    /// <summary>A town of ordinary size, the product that serves it, and the ceilings on the same data.</summary>
    public async Task<(Scene Scene, Child Product, Child Ceiling)> Town() => town ??= await Open(Sizes.Documents);

    /// <summary>A town with so many documents, served by product and ceilings; disposing of it closes all three.</summary>
    public async Task<(Scene Scene, Child Product, Child Ceiling)> Open(int documents)
    {
        await Print($"Preparo {documents:N0} documenti…");
        var scene = await Scene.Make(Options, documents);
        return (scene, await Product.Start(ProgramFolder, scene), await StartCeiling(scene));
    }

    /// <summary>The bare programs; with a scene, those that read and write a database too.</summary>
    public static Task<Child> StartCeiling(Scene? scene = null) => Child.Start(OwnAssembly, CeilingArguments(0), CeilingSettings(scene));

    public static ProcessStartInfo EmptyProgram(int port) =>
        Child.StartInfo(OwnAssembly, CeilingArguments(port), CeilingSettings(scene: null));

    public Task Print(string text) => console.WriteLineAsync($"  {text}");

    public async ValueTask DisposeAsync()
    {
        if (town is var (scene, product, ceiling))
        {
            product.Dispose();
            ceiling.Dispose();
            await scene.DisposeAsync();
        }

        if (published is not null)
        {
            Directory.Delete(published, recursive: true);
        }
    }

    private static IReadOnlyList<string> CeilingArguments(int port) => ["ceiling", "--urls", $"http://127.0.0.1:{port}"];

    private static Dictionary<string, string> CeilingSettings(Scene? scene)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Production" };
        if (scene is not null)
        {
            settings[CeilingServer.ConnectionVariable] = scene.Dialect.ConnectionString;
            settings[CeilingServer.WriteConnectionVariable] = scene.Dialect.IsSqlServer
                ? scene.Dialect.ConnectionString
                : $"Data Source={Path.Combine(scene.Folder, "ceiling.db")}";
        }

        return settings;
    }

    private static async Task Publish(string folder)
    {
        var project = Path.Combine(SourceTree.Root, "api");
        var build = Directory.CreateTempSubdirectory("riscossione-build-").FullName;
        var start = new ProcessStartInfo(
            "dotnet",
            // As docs/deploy and the Dockerfile do.
            [
                "publish",
                project,
                "-c",
                "Release",
                "--use-current-runtime",
                "--self-contained",
                "false",
                "-p:PublishReadyToRun=true",
                "-o",
                folder,
                "--artifacts-path",
                build,
                "-v",
                "quiet",
                "--nologo",
            ]
        );
        using var process = Process.Start(start) ?? throw new BenchFailure("dotnet non parte.");
        await process.WaitForExitAsync();
        Directory.Delete(build, recursive: true);
        if (process.ExitCode != 0)
        {
            throw new BenchFailure("La pubblicazione del programma non è riuscita.");
        }
    }
}
