using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Walkthroughs;

/// <summary>Compiles code of a page against the C# client, and runs it.</summary>
internal static class CSharpProgram
{
    private static readonly string[] Libraries = ["Lecce.Riscossione.Sdk", "NodaTime", "NodaTime.Serialization.SystemTextJson"];

    /// <summary>Runs a program of statements and returns its output.</summary>
    public static async Task<string> Run(string code, string folder)
    {
        var references = Libraries.Select(name => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\" />");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), code);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Page.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <!-- Functions that are only compiled. -->
                <NoWarn>CS8321</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                {string.Concat(references)}
              </ItemGroup>
            </Project>
            """
        );
        return await Tool.Run(folder, "dotnet", "run", "--project", Path.Combine(folder, "Page.csproj"));
    }
}

/// <summary>Compiles code of pages beside the sources of the TypeScript client, with its compiler and its settings, and runs it.</summary>
public sealed class TypeScriptPrograms : IAsyncLifetime
{
    private const string Package = "sdk/typescript/";
    private readonly TemporaryDirectory directory = new();
    private readonly Lazy<Task> installed;

    public TypeScriptPrograms() => installed = new Lazy<Task>(Install);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        directory.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs a module and returns its output.</summary>
    public async Task<string> Run(string code, string folder)
    {
        await installed.Value;
        var module = code.Replace("@comune-lecce/riscossione", "../src/index.js", StringComparison.Ordinal);
        var name = $"page{Guid.NewGuid():N}";
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "test", $"{name}.ts"), module);
        await Tool.Run(directory.Path, "node", "node_modules/typescript/bin/tsc", "--outDir", "out");
        return await Tool.Run(folder, "node", Path.Combine(directory.Path, "out", "test", $"{name}.js"));
    }

    private Task Install()
    {
        Directory.CreateDirectory(Path.Combine(directory.Path, "test"));
        var needed = Repository.Files.Where(file =>
            file.StartsWith(Package, StringComparison.Ordinal)
            && (file.StartsWith($"{Package}src/", StringComparison.Ordinal) || file.Count(c => c == '/') == 2)
        );
        foreach (var file in needed)
        {
            var copy = Path.Combine(directory.Path, file[Package.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }

        return Tool.Run(directory.Path, "npm", "ci", "--ignore-scripts");
    }
}
