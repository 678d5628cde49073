using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lecce.Riscossione.Tests.Architecture;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The symbols of the C# client, packed from a clone with a remote.</summary>
public sealed class SourceLinkTests
{
    private const string Remote = "https://github.com/comune-di-prova/riscossione";
    private static readonly Guid SourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");
    private static readonly Guid EmbeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    [SkippableFact]
    public async Task A_debugger_finds_every_source_of_the_package_at_the_remote_of_the_clone()
    {
        Skip.IfNot(Tool.Find("git") is not null, "Git is not installed.");
        using var clone = new TemporaryDirectory();
        var commit = await Clone(clone.Path);

        await Tool.Run(
            clone.Path,
            "dotnet",
            "pack",
            "sdk/csharp",
            "-v:q",
            "-p:TargetFrameworks=net10.0",
            "-p:RunAnalyzers=false",
            "-p:EnablePackageValidation=false",
            "-o",
            "packages"
        );

        await using var package = await ZipFile.OpenReadAsync(Path.Combine(clone.Path, "packages", "Lecce.Riscossione.Sdk.0.1.0.nupkg"));
        await using var manifest = await package.GetEntry("Lecce.Riscossione.Sdk.nuspec")!.OpenAsync();
        var repository = XDocument.Load(manifest).Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.StartsWith(Remote, (string?)repository.Attribute("url"), StringComparison.Ordinal);
        Assert.Equal(commit, (string?)repository.Attribute("commit"));
        var (sources, links) = await Symbols(Path.Combine(clone.Path, "packages", "Lecce.Riscossione.Sdk.0.1.0.snupkg"));
        var (path, address) = Assert.Single(links);
        Assert.Equal($"https://raw.githubusercontent.com/comune-di-prova/riscossione/{commit}/*", address);
        Assert.Contains($"{path.TrimEnd('*')}sdk/csharp/RiscossioneClient.cs", sources);
        Findings.MustBeNone(
            sources.Where(source =>
                !source.StartsWith(path.TrimEnd('*'), StringComparison.Ordinal)
                || !File.Exists(Path.Combine(clone.Path, source[path.TrimEnd('*').Length..]))
            )
        );
    }

    /// <summary>A repository with the files that the package is built from, as they are now.</summary>
    private static async Task<string> Clone(string folder)
    {
        string[] shared = ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];
        foreach (var file in Repository.Files.Where(file => file.StartsWith("sdk/csharp/", StringComparison.Ordinal)).Concat(shared))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }

        await Git(folder, "init", "-q");
        await Git(folder, "remote", "add", "origin", Remote + ".git");
        await Git(folder, "add", "-A");
        await Git(folder, "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "client", "--no-gpg-sign");
        return (await Git(folder, "rev-parse", "HEAD")).Trim();
    }

    private static Task<string> Git(string folder, params string[] arguments) => Tool.Run(folder, "git", arguments);

    /// <summary>The sources that the symbols do not contain themselves, and where they are.</summary>
    private static async Task<(HashSet<string> Sources, List<(string Path, string Address)> Links)> Symbols(string package)
    {
        await using var archive = await ZipFile.OpenReadAsync(package);
        using var symbols = new MemoryStream();
        await using (var entry = await archive.GetEntry("lib/net10.0/Lecce.Riscossione.Sdk.pdb")!.OpenAsync())
        {
            await entry.CopyToAsync(symbols);
        }

        symbols.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        var reader = provider.GetMetadataReader();
        var sources = reader
            .Documents.Where(document => Extra(reader, document, EmbeddedSource) is null)
            .Select(document => reader.GetString(reader.GetDocument(document).Name))
            .ToHashSet(StringComparer.Ordinal);
        var link = JsonNode.Parse(Extra(reader, EntityHandle.ModuleDefinition, SourceLink)!);
        return (sources, [.. link!["documents"]!.AsObject().Select(one => (one.Key, (string)one.Value!))]);
    }

    private static byte[]? Extra(MetadataReader reader, EntityHandle of, Guid kind) =>
        reader
            .GetCustomDebugInformation(of)
            .Select(reader.GetCustomDebugInformation)
            .Where(one => reader.GetGuid(one.Kind) == kind)
            .Select(one => reader.GetBlobBytes(one.Value))
            .FirstOrDefault();
}
