namespace Lecce.Riscossione.Tests.Host;

/// <summary>A folder that goes away with its owner.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("riscossione-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
