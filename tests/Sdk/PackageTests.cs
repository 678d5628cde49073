using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>The package as an integrator gets it: installed from a folder into a program, which then calls a running API.</summary>
public sealed class PackageTests(PackedClient client, ITestOutputHelper output) : IClassFixture<PackedClient>
{
    private static readonly string[] Frameworks = ["net10.0", "net8.0", "netstandard2.0"];

    [Fact]
    public void The_package_has_every_framework_with_its_documentation_and_symbols()
    {
        var files = FilesOf(client.Package);
        var symbols = FilesOf(Path.ChangeExtension(client.Package, ".snupkg"));

        Assert.Superset(new HashSet<string>(["README.md", "README.en.md", "LICENSE", "icon.png"], StringComparer.Ordinal), files);
        foreach (var framework in Frameworks)
        {
            Assert.Contains($"lib/{framework}/Lecce.Riscossione.Sdk.dll", files);
            Assert.Contains($"lib/{framework}/Lecce.Riscossione.Sdk.xml", files);
            Assert.Contains($"lib/{framework}/Lecce.Riscossione.Sdk.pdb", symbols);
        }
    }

    [Fact]
    public async Task A_program_on_this_framework_does_its_work()
    {
        await using var api = await ApiProcess.Start();
        var program = await client.Build("net10.0");

        var printed = await Tool.Run(program, "dotnet", "Consumer.dll", api.Address.ToString(), api.AdminKey);

        Assert.Contains("as expected", printed, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_program_for_the_framework_before_compiles() => client.Build("net8.0");

    /// <summary>Compiled to machine code: a type that is found by reflection would be missing.</summary>
    [SkippableFact]
    public async Task A_program_without_a_runtime_does_its_work()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The linker is known for Linux only.");
        var linker = new[] { "clang", "gcc" }.FirstOrDefault(one => Tool.Find(one) is not null);
        Skip.If(linker is null, "Neither clang nor gcc is installed.");
        await using var api = await ApiProcess.Start();
        var folder = await client.Build(
            "net10.0",
            "publish",
            "-r",
            RuntimeInformation.RuntimeIdentifier,
            "-p:PublishAot=true",
            $"-p:CppCompilerAndLinker={linker}"
        );
        var program = Path.Combine(folder, "Consumer");

        var printed = await Tool.Run(folder, program, api.Address.ToString(), api.AdminKey);

        Assert.Contains("as expected", printed, StringComparison.Ordinal);
        output.WriteLine(
            $"{new FileInfo(program).Length / 1024.0 / 1024.0:F1} MiB, start {(await Start(folder, program)).TotalMilliseconds:F0} ms"
        );
    }

    /// <summary>Runs the build for netstandard2.0, as on .NET Framework.</summary>
    [SkippableFact]
    public async Task A_program_on_Mono_does_its_work()
    {
        Skip.IfNot(Tool.Find("mono") is not null, "Mono is not installed.");
        await using var api = await ApiProcess.Start();
        var folder = await client.Build("net472");

        var printed = await Tool.Run(folder, "mono", "Consumer.exe", api.Address.ToString(), api.AdminKey);

        Assert.Contains("as expected", printed, StringComparison.Ordinal);
    }

    /// <summary>The shortest of five starts.</summary>
    private static async Task<TimeSpan> Start(string folder, string program)
    {
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await Tool.Run(folder, program);
            var time = Stopwatch.GetElapsedTime(started);
            shortest = time < shortest ? time : shortest;
        }

        return shortest;
    }

    private static HashSet<string> FilesOf(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
    }
}
