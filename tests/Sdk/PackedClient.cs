using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The C# client as a package in a folder, and programs that are built on it outside the repository.</summary>
public sealed class PackedClient : IAsyncLifetime
{
    private readonly TemporaryDirectory folder = new();

    // NuGet keeps what it has installed by version.
    private readonly string version = $"0.1.0-test.v{Guid.NewGuid():N}";

    /// <summary>The package, and the one with its symbols.</summary>
    public string Package => Path.Combine(folder.Path, "packages", $"Lecce.Riscossione.Sdk.{version}.nupkg");

    public async Task InitializeAsync()
    {
        // What is built for this test run is packed.
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        await Tool.Run(
            Repository.Root,
            "dotnet",
            "pack",
            "sdk/csharp",
            "-c",
            configuration,
            "-v:q",
            $"-p:PackageVersion={version}",
            "-o",
            Path.GetDirectoryName(Package)!
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "nuget.config"),
            """<configuration><packageSources><add key="packed" value="packages" /></packageSources></configuration>"""
        );
    }

    public Task DisposeAsync()
    {
        var installed = Path.Combine(PackagesOfThisUser(), "lecce.riscossione.sdk", version);
        if (Directory.Exists(installed))
        {
            Directory.Delete(installed, recursive: true);
        }

        folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Builds the consumer and returns the folder with its program.</summary>
    /// <param name="framework">The target framework.</param>
    /// <param name="verb">build or publish.</param>
    /// <param name="properties">Further properties of the build.</param>
    public async Task<string> Build(string framework, string verb = "build", params string[] properties)
    {
        var source = Path.Combine(folder.Path, $"{framework}-{verb}");
        Directory.CreateDirectory(source);
        foreach (var file in Repository.Files.Where(file => file.StartsWith("tests/consumer/", StringComparison.Ordinal)))
        {
            File.Copy(Repository.PathOf(file), Path.Combine(source, Path.GetFileName(file)));
        }

        var program = Path.Combine(source, "out");
        await Tool.Run(
            source,
            "dotnet",
            [
                verb,
                "-v:q",
                "-o",
                program,
                $"-p:ConsumerFramework={framework}",
                $"-p:SdkVersion={version}",
                "-p:UseAppHost=false",
                .. properties,
            ]
        );
        return program;
    }

    private static string PackagesOfThisUser() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
