namespace Lecce.Riscossione.Tests.Host;

/// <summary>A folder that is deleted on disposal.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("riscossione-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
